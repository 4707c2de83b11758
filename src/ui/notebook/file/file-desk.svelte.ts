import type { NotebookDocument } from '#notebook/document/notebook-document.ts';
import { notebookHref } from '#state/route.ts';
import type { NotebookState } from '#state/notebook.svelte.ts';
import { toDocument } from '#state/documents/to-document.ts';
import type { AppServices } from '../../services.ts';
import { t } from '../../text/text.svelte.ts';
import type { BroughtIn } from './bring-in.ts';
import type { FileForm } from './export-notebook.ts';
import type { OpenNow } from './gather-everything.ts';

/** What came of the last thing that was asked for. */
export interface FileNews {
	readonly isFailure: boolean;
	readonly text: string;
	/** Further sentences, one for each thing that went wrong. */
	readonly details: readonly string[];
	/** An address that could not be put into the clipboard. */
	readonly address: string | null;
}

/** Whether an archive's copies of so many lessons are to be taken over. */
export interface FileQuestion {
	readonly lessons: number;
	readonly answer: (isYes: boolean) => void;
}

export interface FileDeskOptions {
	readonly services: AppServices;
	/** The open notebook; null on a page without one. */
	readonly notebook: NotebookState | null;
	/** Addresses of the lesson's pictures by name. */
	readonly pictures: ReadonlyMap<string, string>;
}

/**
 * Takes notebooks out of the page and into it: files, links, paper, the archive of everything. Everything heavy is loaded
 * when first asked for; what fails is told in `news`, and nothing throws.
 */
export class FileDesk {
	#news = $state.raw<FileNews | null>(null);
	#isBusy = $state.raw(false);
	#question = $state.raw<FileQuestion | null>(null);
	readonly #options: FileDeskOptions;

	constructor(options: FileDeskOptions) {
		this.#options = options;
	}

	get news(): FileNews | null {
		return this.#news;
	}

	/** What the learner must answer before files are taken in. */
	get question(): FileQuestion | null {
		return this.#question;
	}

	/** Something is being written or read. */
	get isBusy(): boolean {
		return this.#isBusy;
	}

	dismiss(): void {
		this.#news = null;
	}

	/** Downloads the open notebook. */
	download(form: FileForm): Promise<void> {
		return this.#do(async () => {
			const { fileOf, offer } = await import('./export-notebook.ts');
			const file = await fileOf(this.#document(), form, this.#options.pictures);
			offer(file);
			this.#tell(t('file.downloaded', { name: file.name }));
		});
	}

	/** Prints the open notebook, all outputs unfolded, without the page around it. */
	print(): Promise<void> {
		return this.#do(async () => {
			const [{ pageOf }, { printPage }] = await Promise.all([
				import('./export-notebook.ts'),
				import('./print-page.ts')
			]);
			await printPage(await pageOf(this.#document(), this.#options.pictures));
		});
	}

	/** Puts a link that carries the open notebook into the clipboard. */
	copyLink(): Promise<void> {
		return this.#do(async () => {
			const { linkOf } = await import('./export-notebook.ts');
			const { hash, leavesOutputs } = linkOf(this.#document());
			const address = `${location.href.replace(/#.*$/, '')}${hash}`;
			const text = t(leavesOutputs ? 'file.linkBare' : 'file.linkCopied');
			try {
				await navigator.clipboard.writeText(address);
				this.#tell(text);
			} catch {
				this.#tell(t('file.linkHere'), { address });
			}
		});
	}

	/** Downloads everything that the learner has made, in one archive. */
	downloadEverything(): Promise<void> {
		return this.#do(async () => {
			this.#tell(t('file.gathering'));
			const [{ gatherEverything }, { askFileWorker }, { archiveOf, offer }] = await Promise.all([
				import('./gather-everything.ts'),
				import('#notebook/interchange/ask-file-worker.ts'),
				import('./export-notebook.ts')
			]);
			const { everything, objectsLeftOut } = await gatherEverything(this.#options.services, this.#open());
			const now = Date.now();
			const archive = archiveOf(await askFileWorker('pack', { everything, now }), now);
			offer(archive);
			const details = objectsLeftOut > 0 ? [t('file.objectsLeftOut', { count: objectsLeftOut })] : [];
			const { notebooks, lessons, objects } = everything;
			const counts = { notebooks: notebooks.length, lessons: lessons.length, objects: objects.length };
			this.#tell(t('file.everything', { name: archive.name, ...counts }), { details });
		});
	}

	/** Takes files in; a single notebook is opened. Answers whether the shelf has changed. */
	async bringIn(files: readonly File[]): Promise<boolean> {
		let brought: BroughtIn | null = null;
		await this.#do(async () => {
			const { bringIn } = await import('./bring-in.ts');
			brought = await bringIn(files, this.#options.services, (lessons) => this.#ask(lessons));
			this.#tellBrought(brought);
		});
		return brought !== null;
	}

	#tellBrought({ notebooks, lessons, objects, failures }: BroughtIn): void {
		const [only] = notebooks;
		if (only !== undefined && notebooks.length === 1 && lessons + objects + failures.length === 0) {
			location.hash = notebookHref(only);
			return;
		}
		const counts = { notebooks: notebooks.length, lessons, objects };
		const isNothing = notebooks.length + lessons + objects === 0 && failures.length > 0;
		const text = isNothing ? t('file.nothingRead') : t('file.broughtIn', counts);
		this.#tell(text, { details: failures, isFailure: failures.length > 0 });
	}

	#ask(lessons: number): Promise<boolean> {
		return new Promise((resolve) => {
			const answer = (isYes: boolean): void => {
				this.#question = null;
				resolve(isYes);
			};
			this.#question = { lessons, answer };
		});
	}

	#open(): OpenNow | null {
		const { notebook } = this.#options;
		return notebook && { key: notebook.key, copy: notebook.document(), document: this.#document() };
	}

	#document(): NotebookDocument {
		const { notebook } = this.#options;
		if (!notebook) return { format: 1, title: t('documents.untitled'), cells: [], metadata: {} };
		return toDocument(notebook, t('documents.untitled'));
	}

	#tell(text: string, more: Partial<FileNews> = {}): void {
		this.#news = { isFailure: false, details: [], address: null, ...more, text };
	}

	async #do(work: () => Promise<void>): Promise<void> {
		this.#isBusy = true;
		this.#news = null;
		try {
			await work();
		} catch (error) {
			const text = error instanceof Error ? error.message : String(error);
			const hint = error instanceof Error && 'hint' in error ? error.hint : undefined;
			this.#tell(text, { isFailure: true, details: typeof hint === 'string' ? [hint] : [] });
		} finally {
			this.#isBusy = false;
		}
	}
}
