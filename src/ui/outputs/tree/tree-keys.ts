import type { TreeRow } from './tree-model.svelte.ts';

/** What a key does in a tree: go to a row, act on the current one, or nothing. */
export type TreeMove = { readonly kind: 'go'; readonly to: number } | { readonly kind: 'act' } | null;

/**
 * The tree pattern of the ARIA authoring practices: up and down through the rows, right into a branch, left out of it,
 * to both ends, Enter and Space to act, letters to the next row that begins with them.
 * @param at index of the current row
 * @param typed what was typed so far, the key included
 */
export function moveOf(rows: readonly TreeRow[], at: number, key: string, typed: string): TreeMove {
	const row = rows[at];
	if (!row) return null;
	const go = (to: number): TreeMove =>
		to >= 0 && to < rows.length ? { kind: 'go', to } : { kind: 'go', to: at };
	switch (key) {
		case 'ArrowDown':
			return go(at + 1);
		case 'ArrowUp':
			return go(at - 1);
		case 'Home':
			return go(0);
		case 'End':
			return go(rows.length - 1);
		case 'ArrowRight':
			if (row.kind !== 'branch') return go(at);
			return row.isOpen ? go(at + 1) : { kind: 'act' };
		case 'ArrowLeft':
			if (row.isOpen) return { kind: 'act' };
			return go(row.parent === null ? at : rows.findIndex((one) => one.path === row.parent));
		case 'Enter':
		case ' ':
			return { kind: 'act' };
		default:
			return typed === '' ? null : searched(rows, at, typed);
	}
}

function searched(rows: readonly TreeRow[], at: number, typed: string): TreeMove {
	// One letter goes on from the next row, more of them may stay where they are.
	const first = typed.length === 1 ? 1 : 0;
	for (let step = first; step < rows.length + first; step++) {
		const to = (at + step) % rows.length;
		if (rows[to]!.key?.toLowerCase().startsWith(typed.toLowerCase())) return { kind: 'go', to };
	}
	return { kind: 'go', to: at };
}
