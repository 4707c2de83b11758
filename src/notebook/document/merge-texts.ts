import { diffArrays } from 'diff';

export interface MergedTexts {
	readonly text: string;
	/** Places where both changed the same lines in different ways; there the learner's lines stand alone. */
	readonly conflicts: number;
}

/** Lines `from` up to `to` (without it) of the base were replaced by `lines`. */
interface Edit {
	readonly from: number;
	readonly to: number;
	readonly lines: readonly string[];
}

/**
 * Three-way merge, line by line: what `mine` and `theirs` each changed in `base`, together. Changes that touch or overlap
 * are one conflict unless they are the same. Merging with an unchanged side gives the other side.
 */
export function mergeTexts(base: string, mine: string, theirs: string): MergedTexts {
	const lines = base.split('\n');
	const [ours, others] = [editsOf(lines, mine.split('\n')), editsOf(lines, theirs.split('\n'))];
	const isFree = (edit: Edit): boolean => !ours.some((own) => touches(own, edit));
	const conflicts = others.filter((edit) => !isFree(edit) && !ours.some((own) => isSame(own, edit)));
	const all = [...ours, ...others.filter(isFree)].sort((a, b) => a.from - b.from || a.to - b.to);
	const merged: string[] = [];
	let at = 0;
	for (const { from, to, lines: put } of all) {
		merged.push(...lines.slice(at, from), ...put);
		at = to;
	}
	merged.push(...lines.slice(at));
	return { text: merged.join('\n'), conflicts: conflicts.length };
}

function editsOf(before: readonly string[], after: readonly string[]): Edit[] {
	const edits: Edit[] = [];
	let at = 0;
	let open: { from: number; to: number; lines: string[] } | null = null;
	for (const { value, added, removed } of diffArrays([...before], [...after])) {
		if (!added && !removed) {
			if (open) edits.push(open);
			open = null;
			at += value.length;
			continue;
		}
		open ??= { from: at, to: at, lines: [] };
		if (added) open.lines.push(...value);
		else open.to = at += value.length;
	}
	if (open) edits.push(open);
	return edits;
}

/** Neighbouring changes count: nobody can say in which order their lines would stand. */
function touches(a: Edit, b: Edit): boolean {
	return a.from <= b.to && b.from <= a.to;
}

function isSame(a: Edit, b: Edit): boolean {
	return a.from === b.from && a.to === b.to && a.lines.join('\n') === b.lines.join('\n');
}
