import { untrack } from 'svelte';
import type { Definition, Problem, TypedCell, TypesContract } from '#notebook/types/contract.ts';
import type { TypesClient, TypesQuestion } from '#notebook/types/types-client.ts';

/** So long nobody must have typed before problems are looked for, ms: a half-written word is no mistake yet. */
const QUIET_MS = 450;

export interface NotebookTypesOptions {
	/** The code cells, in order, as they are now. */
	cells(): readonly TypedCell[];
	/** Starts the worker. */
	start(): Promise<TypesClient>;
	/** What to tell the learner of a problem. */
	say(problem: Problem): string;
}

/** The page has settled, and nobody has begun to write yet: then the service may start beforehand, ms. */
const IDLE_MS = 4_000;
/** Where there are fewer processor cores, training and the kernel need them more. */
const ENOUGH_CORES = 4;

/** An editor that shows what is known about its cell. */
export interface TypedEditor {
	/** Shows the problems of `text`; an editor that holds another text by now ignores them. */
	show(problems: readonly Problem[], text: string): void;
}

/** What TypeScript knows about an open notebook, for its editors. Starts when one of them is used, or nobody else works. */
export class NotebookTypes {
	readonly #options: NotebookTypesOptions;
	readonly #editors = new Map<string, TypedEditor>();
	readonly #doors = new Map<string, (offset: number) => void>();
	#client: Promise<TypesClient> | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#checking: AbortController | null = null;
	#isClosed = false;

	constructor(options: NotebookTypesOptions) {
		this.#options = options;
	}

	/** Starts the service if it is not there yet. */
	wake(): void {
		if (this.#client || this.#isClosed) return;
		void this.#connect();
		this.touch();
	}

	/** Starts it in an idle moment, on a machine that can spare one; returns the end of waiting. */
	wakeWhenIdle(): () => void {
		if (navigator.hardwareConcurrency < ENOUGH_CORES) return () => undefined;
		const timer = setTimeout(() => this.wake(), IDLE_MS);
		return () => clearTimeout(timer);
	}

	/** Texts or their order have changed: looks for problems when it is quiet. */
	touch(): void {
		this.#checking?.abort(new Error('The cells have changed.'));
		clearTimeout(this.#timer);
		if (this.#client && !this.#isClosed) this.#timer = setTimeout(() => void this.#check(), QUIET_MS);
	}

	/** An answer about the cells as they are now; null where there is none, or the service is not to be had. */
	async ask<Q extends TypesQuestion>(
		question: Q,
		params: TypesContract[Q]['params'],
		stop?: AbortSignal
	): Promise<TypesContract[Q]['result'] | null> {
		if (this.#isClosed) return null;
		try {
			const client = await this.#connect();
			return await client.ask(question, params, this.#cells(), stop);
		} catch {
			// The learner can write without our help; what went wrong with it is nothing to interrupt them for.
			return null;
		}
	}

	/** Lets an editor show what is found out about a cell; returns the end of it. */
	attach(cell: string, editor: TypedEditor): () => void {
		this.#editors.set(cell, editor);
		this.touch();
		return () => {
			if (this.#editors.get(cell) === editor) this.#editors.delete(cell);
		};
	}

	/** Lets others come to a cell, whether it has an editor yet or not; returns the end of it. */
	admit(cell: string, goTo: (offset: number) => void): () => void {
		this.#doors.set(cell, goTo);
		return () => {
			if (this.#doors.get(cell) === goTo) this.#doors.delete(cell);
		};
	}

	/** Goes to a place in a cell of the notebook. */
	goTo({ cell, from }: Definition): void {
		this.#doors.get(cell)?.(from);
	}

	/** What to tell the learner of a problem. */
	say(problem: Problem): string {
		return this.#options.say(problem);
	}

	/** Within an effect: hears every change of the cells. */
	follow(): void {
		this.#options.cells();
		this.touch();
	}

	close(): void {
		this.#isClosed = true;
		clearTimeout(this.#timer);
		this.#checking?.abort(new Error('The notebook was closed.'));
		void this.#client?.then((client) => client.close()).catch(() => undefined);
	}

	#connect(): Promise<TypesClient> {
		if (this.#client) return this.#client;
		const starting = this.#options.start();
		this.#client = starting;
		starting
			.then((client) => client.ended)
			.catch(() => undefined)
			.then(() => {
				// The next question starts it anew.
				if (this.#client === starting) this.#client = null;
			});
		return starting;
	}

	async #check(): Promise<void> {
		const checking = new AbortController();
		this.#checking = checking;
		const cells = this.#cells().filter(({ id }) => this.#editors.has(id));
		for (const { id, text } of cells) {
			const found = await this.ask('problems', { cell: id }, checking.signal);
			if (checking.signal.aborted) return;
			if (found) this.#editors.get(id)?.show(found, text);
		}
	}

	#cells(): readonly TypedCell[] {
		return untrack(() => this.#options.cells());
	}
}
