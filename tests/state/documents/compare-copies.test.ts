import { describe, expect, it } from 'vitest';
import type { NotebookCopy } from '#notebook/document/notebook-copy.ts';
import { compareCopies } from '#state/documents/compare-copies.ts';
import { lessonOf } from '../lesson-of.ts';

function copyOf(sources: Record<string, string>): NotebookCopy {
	const cells = Object.fromEntries(
		Object.entries(sources).map(([id, source]) => [
			id,
			{ kind: 'code', source, base: null, document: null } as const
		])
	);
	const order = Object.keys(sources);
	return { format: 2, savedAt: 0, order, cells, deleted: [], passed: [], hints: {}, head: null };
}

const kinds = (before: Record<string, string>, after: Record<string, string>): string[] =>
	compareCopies([], copyOf(before), copyOf(after)).map(({ kind, id, number }) => `${kind} ${id} ${number}`);

describe('compareCopies', () => {
	it('says nothing of what is the same', () => {
		expect(kinds({ a: '1', b: '2' }, { a: '1', b: '2' })).toEqual([]);
	});

	it('tells added, removed and changed cells by their numbers', () => {
		expect(kinds({ a: '1', b: '2', c: '3' }, { a: '1', n: 'new', c: '4' })).toEqual([
			'added n 2',
			'changed c 3',
			'removed b 2'
		]);
	});

	it('blames one moved cell, not all that stand behind it', () => {
		expect(kinds({ a: '1', b: '2', c: '3', d: '4' }, { d: '4', a: '1', b: '2', c: '3' })).toEqual([
			'moved d 1'
		]);
	});

	it('takes a lesson without a copy as it is written', () => {
		const lesson = lessonOf('a', 'b').cells;
		const mine = { ...copyOf({}), order: ['c1', 'c2'], cells: copyOf({ c2: 'mine' }).cells };
		expect(compareCopies(lesson, null, mine)).toEqual([
			{ id: 'c2', kind: 'changed', before: 'b', after: 'mine', number: 2 }
		]);
	});
});
