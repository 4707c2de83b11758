import { describe, expect, it } from 'vitest';
import type { CopyCell, NotebookCopy } from '#notebook/document/notebook-copy.ts';
import type { LessonCell } from '#notebook/lesson/lesson.ts';
import { layOver, takeDown, type CellSeed } from '#state/documents/saved-notebook.ts';
import { lessonOf } from '../lesson-of.ts';

const own = (source: string): CopyCell => ({ kind: 'code', source, base: null, document: null });
const open = (seeds: readonly CellSeed[]) => seeds.map((seed) => ({ ...seed, exercise: null }));
const sources = (seeds: readonly CellSeed[]): string[] => seeds.map((seed) => seed.source);
const lesson = lessonOf('a', 'b', 'c').cells;

function copyOf(
	order: readonly string[],
	cells: Record<string, CopyCell> = {},
	deleted: string[] = []
): NotebookCopy {
	return { format: 2, savedAt: 0, order, cells, deleted, passed: [], hints: {}, head: null };
}

describe('layOver', () => {
	it('gives the lesson itself where nothing is saved', () => {
		expect(sources(layOver(lesson, null))).toEqual(['a', 'b', 'c']);
	});

	it('puts own cells and moved ones where they stood, and leaves out what was deleted', () => {
		const copy = copyOf(['c3', 'own', 'c1'], { own: own('mine') }, ['c2']);
		expect(sources(layOver(lesson, copy))).toEqual(['c', 'mine', 'a']);
	});

	it('lets unchanged cells follow a corrected lesson and keeps changed ones with the text they came from', () => {
		const mine: CopyCell = { kind: 'code', source: 'mine', base: 'b', document: null };
		const corrected: LessonCell[] = lessonOf('a2', 'b2', 'c').cells.slice();
		const seeds = layOver(corrected, copyOf(['c1', 'c2', 'c3'], { c2: mine }));
		expect(sources(seeds)).toEqual(['a2', 'mine', 'c']);
		expect(seeds[1]).toMatchObject({ base: 'b', origin: { source: 'b2' } });
	});

	it('puts a cell that is new in the lesson behind the one that it follows there', () => {
		const copy = copyOf(['c3', 'own', 'c1'], { own: own('mine') });
		const grown = lessonOf('a', 'new', 'c').cells;
		expect(sources(layOver(grown, { ...copy, order: ['c3', 'own', 'c1'] }))).toEqual([
			'c',
			'mine',
			'a',
			'new'
		]);
	});

	it('makes a changed cell whose lesson has dropped it the learner’s own', () => {
		const mine: CopyCell = { kind: 'code', source: 'mine', base: 'c', document: null };
		const seeds = layOver(lesson.slice(0, 2), copyOf(['c1', 'c2', 'c3'], { c3: mine }));
		expect(seeds.at(-1)).toMatchObject({ source: 'mine', origin: null, base: null });
	});

	it('takes the cells of a notebook of one’s own from the copy alone', () => {
		expect(sources(layOver([], copyOf(['x', 'y'], { y: own('2'), x: own('1') })))).toEqual(['1', '2']);
	});

	it('loses no cell that the order forgot', () => {
		expect(sources(layOver([], copyOf([], { x: own('1') })))).toEqual(['1']);
	});
});

describe('takeDown', () => {
	it('is undone by layOver', () => {
		const copy = copyOf(
			['c3', 'own', 'c1'],
			{ own: own('mine'), c1: { kind: 'code', source: 'x', base: 'a', document: null } },
			['c2']
		);
		expect(takeDown(lesson, open(layOver(lesson, copy)), null, 0)).toEqual(copy);
	});

	it('holds nothing of an unchanged lesson but its order', () => {
		expect(takeDown(lesson, open(layOver(lesson, null)), null, 7)).toEqual({
			...copyOf(['c1', 'c2', 'c3']),
			savedAt: 7
		});
	});

	it('remembers the lesson’s text from which a first change set out', () => {
		const changed = open(layOver(lesson, null)).map((cell, i) => (i === 0 ? { ...cell, source: 'x' } : cell));
		expect(takeDown(lesson, changed, null, 0).cells).toEqual({
			c1: { kind: 'code', source: 'x', base: 'a', document: null }
		});
	});
});
