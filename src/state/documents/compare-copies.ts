import type { NotebookCopy } from '#notebook/document/notebook-copy.ts';
import type { LessonCell } from '#notebook/lesson/lesson.ts';
import { layOver } from './saved-notebook.ts';

/** How one cell differs between two states of a notebook. */
export interface CellDifference {
	readonly id: string;
	readonly kind: 'added' | 'removed' | 'changed' | 'moved';
	/** Its text in the earlier state; empty for one that was added. */
	readonly before: string;
	/** Its text in the later state; empty for one that was removed. */
	readonly after: string;
	/** Its number in the later state, from 1; in the earlier one where it was removed. */
	readonly number: number;
}

/** What made `after` of `before`, cell by cell, in the order of `after`; what was removed comes last. */
export function compareCopies(
	lessonCells: readonly LessonCell[],
	before: NotebookCopy | null,
	after: NotebookCopy | null
): readonly CellDifference[] {
	const [old, now] = [layOver(lessonCells, before), layOver(lessonCells, after)];
	const places = new Map(old.map((cell, i) => [cell.id, { cell, i }]));
	const kept = now.filter((cell) => places.has(cell.id));
	const stayed = longestRise(kept.map((cell) => places.get(cell.id)?.i ?? 0));
	const differences: CellDifference[] = [];
	now.forEach(({ id, source, kind }, i) => {
		const was = places.get(id)?.cell;
		const number = i + 1;
		if (!was) differences.push({ id, kind: 'added', before: '', after: source, number });
		else if (was.source !== source || was.kind !== kind)
			differences.push({ id, kind: 'changed', before: was.source, after: source, number });
		else if (!stayed.has(places.get(id)?.i ?? -1))
			differences.push({ id, kind: 'moved', before: source, after: source, number });
	});
	const here = new Set(now.map((cell) => cell.id));
	old.forEach(({ id, source }, i) => {
		if (!here.has(id)) differences.push({ id, kind: 'removed', before: source, after: '', number: i + 1 });
	});
	return differences;
}

/** The longest rising run among numbers, in any places: what need not have moved. Quadratic. */
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
	const best: { length: number; before: number }[] = [];
	numbers.forEach((number, i) => {
		let length = 1;
		let before = -1;
		for (let j = 0; j < i; j++) {
			if (numbers[j]! >= number || best[j]!.length < length) continue;
			length = best[j]!.length + 1;
			before = j;
		}
		best.push({ length, before });
	});
	const rise = new Set<number>();
	let at = best.reduce((most, one, i) => (most < 0 || one.length > best[most]!.length ? i : most), -1);
	for (; at >= 0; at = best[at]!.before) rise.add(numbers[at]!);
	return rise;
}
