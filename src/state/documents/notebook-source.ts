import type { NotebookCopy, NotebookKey } from '#notebook/document/notebook-copy.ts';
import type { Lesson } from '#notebook/lesson/lesson.ts';
import type { KeptRun } from '../runs/kept-run.ts';

/** What an open notebook stands on: a lesson with the learner's copy over it, or a notebook of their own. */
export interface NotebookSource {
	readonly key: NotebookKey;
	/** Null for a notebook of their own. */
	readonly lesson: Lesson | null;
	/** What the learner wrote; null where there is nothing yet. */
	readonly copy: NotebookCopy | null;
	/** What its cells showed at the end of the earlier visit, by cell id. */
	readonly runs: ReadonlyMap<string, KeptRun>;
	/** False for one from a file or link that the learner has not let run yet. */
	readonly isTrusted: boolean;
	/** Where it came from. */
	readonly from: 'here' | 'file' | 'link';
}
