import { SvelteMap } from 'svelte/reactivity';
import type { TreeEntry, TreeNode } from '#notebook/outputs.ts';
import type { Inspect } from '#notebook/values/questions.ts';
import { pathsUnder } from './paths.ts';

/** Entries asked for at a time. */
export const PAGE = 100;

/** Which nodes are unfolded, by path: what the reader said, over what is the case at first. */
export type Unfolded = Map<string, boolean>;

/** A line of the tree. */
export interface TreeRow {
	readonly path: string;
	/** 1 for the root. */
	readonly level: number;
	readonly parent: string | null;
	/** Null for the root. */
	readonly key: string | null;
	readonly kind: 'branch' | 'leaf' | 'getter' | 'more' | 'gone' | 'wait' | 'empty';
	readonly node: TreeNode;
	readonly isOpen: boolean;
	/** Entries that are not shown; of a row of kind `more` or `gone`. */
	readonly left: number;
}

interface Loaded {
	readonly entries: readonly TreeEntry[];
	readonly next: number | null;
	readonly more: number;
}

export interface TreeOptions {
	readonly root: TreeNode;
	readonly inspect: Inspect;
	readonly unfolded: Unfolded;
	/** Whether the root is unfolded at first. */
	readonly isOpen: boolean;
}

/** A tree of values as the page shows it: what is unfolded, and what was fetched from the kernel for it. */
export class TreeModel {
	readonly #options: TreeOptions;
	readonly #loaded = new SvelteMap<string, Loaded>();
	readonly #values = new SvelteMap<string, TreeNode>();
	readonly #states = new SvelteMap<string, 'wait' | 'gone'>();
	readonly #unfolded: SvelteMap<string, boolean>;
	readonly #rows = $derived.by(() => this.#listRows());

	constructor(options: TreeOptions) {
		this.#options = options;
		this.#unfolded = new SvelteMap(options.unfolded);
	}

	/** Fetches what the branches that are unfolded from before miss. */
	start(): void {
		void this.#complete('', this.#options.root);
	}

	get rows(): readonly TreeRow[] {
		return this.#rows;
	}

	/** Unfolds or folds a branch; fetches what it needs. */
	toggle({ path, node, isOpen }: TreeRow): void {
		this.#options.unfolded.set(path, !isOpen);
		this.#unfolded.set(path, !isOpen);
		if (!isOpen) void this.#complete(path, node);
	}

	/** What Enter and a click do to a row. */
	async activate(row: TreeRow): Promise<void> {
		switch (row.kind) {
			case 'branch':
				return this.toggle(row);
			case 'getter':
				return this.#callGetter(row);
			case 'more':
				return this.#fetch(row.parent ?? '', row.node);
			case 'leaf':
			case 'gone':
			case 'wait':
			case 'empty':
				return;
		}
	}

	#isOpen(path: string): boolean {
		return this.#unfolded.get(path) ?? (path === '' && this.#options.isOpen);
	}

	/** Fetches what unfolded branches miss, from this one down. */
	async #complete(path: string, node: TreeNode): Promise<void> {
		if (node.kind === 'leaf' || !this.#isOpen(path)) return;
		// Of what is inside others there is a glimpse only.
		const isMissing = node.entries.length < PAGE && node.more > 0 && !this.#loaded.has(path);
		if (isMissing) await this.#fetch(path, node);
		for (const child of this.#childrenOf(path, node)) void this.#complete(child.path, child.node);
	}

	async #fetch(path: string, node: TreeNode): Promise<void> {
		if (node.kind === 'leaf' || this.#states.get(path) === 'wait') return;
		if (node.ref === undefined) return void this.#states.set(path, 'gone');
		const known = this.#loaded.get(path);
		const from = known?.next ?? 0;
		const count = known || node.entries.length < PAGE ? PAGE : node.entries.length + PAGE;
		this.#states.set(path, 'wait');
		const answer = await this.#options.inspect({ ask: 'entries', ref: node.ref, from, count });
		this.#states.delete(path);
		if (answer.kind !== 'entries') return void this.#states.set(path, 'gone');
		const entries = [...(known?.entries ?? []), ...answer.entries];
		this.#loaded.set(path, { entries, next: answer.next, more: answer.more });
	}

	async #callGetter({ path, node }: TreeRow): Promise<void> {
		if (node.kind !== 'leaf' || node.ref === undefined || this.#states.get(path) === 'wait') return;
		this.#states.set(path, 'wait');
		const answer = await this.#options.inspect({ ask: 'getter', ref: node.ref });
		this.#states.delete(path);
		if (answer.kind === 'value') this.#values.set(path, answer.value);
		else this.#states.set(path, 'gone');
	}

	#childrenOf(path: string, node: TreeNode): { path: string; key: string; node: TreeNode }[] {
		if (node.kind === 'leaf') return [];
		const entries = this.#loaded.get(path)?.entries ?? node.entries;
		const paths = pathsUnder(path, entries);
		return entries.map(({ key, value }, i) => {
			const own = paths[i]!;
			return { path: own, key, node: this.#values.get(own) ?? value };
		});
	}

	#listRows(): TreeRow[] {
		const rows: TreeRow[] = [];
		this.#addRows(rows, { path: '', key: null, node: this.#options.root }, null, 1);
		return rows;
	}

	#addRows(
		rows: TreeRow[],
		{ path, key, node }: { path: string; key: string | null; node: TreeNode },
		parent: string | null,
		level: number
	): void {
		const isOpen = node.kind === 'branch' && this.#isOpen(path);
		const base = { path, level, parent, key, node, isOpen, left: 0 };
		if (node.kind === 'leaf') {
			rows.push({ ...base, kind: this.#kindOfLeaf(path, node) });
			return;
		}
		rows.push({ ...base, kind: 'branch' });
		if (!isOpen) return;
		const children = this.#childrenOf(path, node);
		for (const child of children) this.#addRows(rows, child, path, level + 1);
		const left = this.#loaded.has(path) ? this.#loaded.get(path)!.more : node.more;
		const state = this.#states.get(path);
		const note = { path: `${path}/…`, level: level + 1, parent: path, key: null, node, isOpen: false, left };
		if (state) rows.push({ ...note, kind: state });
		else if (left > 0) rows.push({ ...note, kind: node.ref === undefined ? 'gone' : 'more' });
		else if (children.length === 0) rows.push({ ...note, kind: 'empty' });
	}

	#kindOfLeaf(path: string, node: TreeNode): TreeRow['kind'] {
		const state = this.#states.get(path);
		if (state) return state;
		return node.kind === 'leaf' && node.type === 'getter' && node.ref !== undefined ? 'getter' : 'leaf';
	}
}
