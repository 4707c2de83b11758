import { describe, expect, it } from 'vitest';
import { parseFirstFormat, upgradeFirstFormat, type FirstFormat } from '#state/documents/first-format.ts';
import { layOver } from '#state/documents/saved-notebook.ts';
import { lessonOf } from '../lesson-of.ts';

const empty: FirstFormat = {
	format: 1,
	savedAt: 0,
	edits: {},
	added: [],
	deleted: [],
	passed: [],
	hints: {}
};
const lesson = lessonOf('a', 'b').cells;
const sources = (old: FirstFormat): string[] =>
	layOver(lesson, upgradeFirstFormat(old, lesson)).map((seed) => seed.source);

describe('upgradeFirstFormat', () => {
	it('keeps edits, deletions, hints and what was passed', () => {
		const old = { ...empty, edits: { c2: 'x' }, deleted: ['c1'], passed: ['c2'], hints: { c2: 1 } };
		expect(sources(old)).toEqual(['x']);
		expect(upgradeFirstFormat(old, lesson)).toMatchObject({ passed: ['c2'], hints: { c2: 1 } });
	});

	it('puts own cells after the cells they stood after, own ones included', () => {
		const added = [
			{ id: 'top', after: null, source: 'top' },
			{ id: 'own', after: 'c1', source: 'own' },
			{ id: 'next', after: 'own', source: 'next' }
		];
		expect(sources({ ...empty, added })).toEqual(['top', 'a', 'own', 'next', 'b']);
	});

	it('puts an own cell last where the lesson has lost its neighbour', () => {
		expect(sources({ ...empty, added: [{ id: 'own', after: 'gone', source: 'own' }] })).toEqual([
			'a',
			'b',
			'own'
		]);
	});
});

describe('parseFirstFormat', () => {
	it('takes what was stored', () => {
		const saved = {
			...empty,
			edits: { c1: 'x' },
			added: [{ id: 'o', after: null, source: '' }],
			hints: { c2: 1 }
		};
		expect(parseFirstFormat(structuredClone(saved))).toEqual(saved);
	});

	it.each([
		['nothing', undefined],
		['another format', { ...empty, format: 2 }],
		['an edit that is no text', { ...empty, edits: { c1: 3 } }],
		['an own cell without a place', { ...empty, added: [{ id: 'o', source: '' }] }],
		['a list of edits', { ...empty, edits: [] }]
	])('refuses %s', (_name, value) => {
		expect(parseFirstFormat(value)).toBeNull();
	});
});
