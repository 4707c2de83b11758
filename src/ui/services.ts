import type { AccountPlace } from '#engine/region-contract.ts';
import type { NotebookDocument } from '#notebook/document/notebook-document.ts';
import type { ShelfEntry } from '#notebook/document/shelf.ts';
import type { LessonSummary } from '#notebook/lesson/catalogue.ts';
import type { Lesson } from '#notebook/lesson/lesson.ts';
import type { CloudSource } from '#state/cloud/cloud-source.ts';
import type { DocumentKeeping } from '#state/documents/document-session.ts';
import type { KernelLike } from '#state/runs/kernel-like.ts';
import type { NotebookSource } from '#state/documents/notebook-source.ts';

/** The learner's own notebooks. Every promise rejects with a PlatformError where the browser stores nothing. */
export interface OwnNotebooks {
	/** Those on the shelf and in the bin, the latest change first. */
	list(): Promise<readonly ShelfEntry[]>;
	/** Null where there is none of that id; one in the bin can be opened too. */
	open(id: string): Promise<NotebookSource | null>;
	/** Puts a notebook on the shelf, whole, with its outputs; answers its id. What came from outside opens inert. */
	add(document: NotebookDocument, source: ShelfEntry['source']): Promise<string>;
	rename(id: string, title: string): Promise<void>;
	/** A second notebook of the same cells and outputs under another name; answers its id, null where there is no first. */
	duplicate(id: string, title: string): Promise<string | null>;
	/** Puts it into the bin, or back on the shelf. */
	bin(id: string, isBinned: boolean): Promise<void>;
	/** Takes it away for good, with its outputs and versions. */
	erase(id: string): Promise<void>;
}

/** The simulated account as a file. Progress is told in bytes. */
export interface AccountArchives {
	/** Where the account lies; null as long as it is not open here. */
	place(): AccountPlace | null;
	/** The whole account as a zip. Nothing changes in it meanwhile: what would waits. */
	save(onProgress: (doneBytes: number) => void): Promise<Blob>;
	/** Puts the account of a zip in the place of this one and loads the page anew, or rejects and changes nothing. */
	replace(zip: Blob, onProgress: (doneBytes: number) => void): Promise<void>;
}

/** Simulated milliseconds per real one: a minute of AWS in a second, or AWS's own pace. */
export const CLOCK_SPEEDS: readonly [number, ...number[]] = [60, 1];

/** Everything that the page needs from the floors below; main.ts fills it. */
export interface AppServices {
	readonly cloud: CloudSource;
	readonly lessons: {
		readonly list: readonly LessonSummary[];
		/** Null where there is no lesson of that id. */
		open(id: string): Promise<NotebookSource | null>;
	};
	readonly notebooks: OwnNotebooks;
	/** The learner took the account over from another tab: what is open here is to be worked on here. */
	readonly usedHere: { on(listener: () => void): () => void };
	/** The account is no longer here: what is open here is only read. */
	readonly usedElsewhere: { on(listener: () => void): () => void };
	/** A kernel of its own for each opened notebook; the page disposes it. */
	openKernel(lesson: Lesson | null): KernelLike;
	/** Where open notebooks are read from and saved. */
	readonly documents: DocumentKeeping;
	/** The paragraph of lessons/errors/ about an error code, as Markdown; null where there is none. */
	explain(code: string): string | null;
	/** Empties the simulated account: objects, jobs, endpoints, logs and the bill. */
	resetAccount(): Promise<void>;
	readonly account: AccountArchives;
	/** Takes everything away that this site keeps in the browser, and loads the page as if it had never been here. */
	eraseAll(): Promise<void>;
	readonly clock: {
		/** One of {@link CLOCK_SPEEDS}. */
		readonly speed: number;
		/** Loads the page anew with the other clock; jobs that run end as when a tab is closed. */
		choose(speed: number): void;
	};
}
