import type { LessonSummary } from '#notebook/lesson/catalogue.ts';
import type { Lesson } from '#notebook/lesson/lesson.ts';
import type { CloudSource } from '#state/cloud-source.ts';
import type { KernelLike } from '#state/kernel-like.ts';
import type { KeptRun } from '#state/kept-run.ts';
import type { RunChanges } from '#state/run-keeper.ts';
import type { SavedNotebook } from '#state/saved-notebook.ts';

export interface OpenedLesson {
	readonly lesson: Lesson;
	/** The learner's own copy, null where there is none yet. */
	readonly saved: SavedNotebook | null;
	/** What its cells showed at the end of the earlier visit, by cell id. */
	readonly runs: ReadonlyMap<string, KeptRun>;
}

/** Simulated milliseconds per real one: a minute of AWS in a second, or AWS's own pace. */
export const CLOCK_SPEEDS: readonly [number, ...number[]] = [60, 1];

/** Everything that the page needs from the floors below; main.ts fills it. */
export interface AppServices {
	readonly cloud: CloudSource;
	readonly lessons: {
		readonly list: readonly LessonSummary[];
		/** Null where there is no lesson of that id. */
		open(id: string): Promise<OpenedLesson | null>;
	};
	/** A kernel of its own for each opened notebook; the page disposes it. */
	openKernel(lesson: Lesson): KernelLike;
	save(lessonId: string, document: SavedNotebook): Promise<void>;
	saveRuns(lessonId: string, changes: RunChanges): Promise<void>;
	/** The paragraph of lessons/errors/ about an error code, as Markdown; null where there is none. */
	explain(code: string): string | null;
	/** Empties the simulated account: objects, jobs, endpoints, logs and the bill. */
	resetAccount(): Promise<void>;
	readonly clock: {
		/** One of {@link CLOCK_SPEEDS}. */
		readonly speed: number;
		/** Loads the page anew with the other clock; jobs that run end as when a tab is closed. */
		choose(speed: number): void;
	};
}
