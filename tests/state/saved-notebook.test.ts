import { describe, expect, it } from 'vitest';
import { layOver, parseSavedNotebook, type SavedNotebook } from '#state/saved-notebook.ts';
import { lessonOf } from './lesson-of.ts';

const empty: SavedNotebook = {
	format: 1,
	savedAt: 0,
	edits: {},
	added: [],
	deleted: [],
	passed: [],
	hints: {}
};

describe('layOver', () => {
	const lesson = lessonOf('a', 'b');

	it('gives the lesson itself where nothing is saved', () => {
		expect(layOver(lesson, null).map((seed) => seed.source)).toEqual(['a', 'b']);
	});

	it('puts own cells after the cells they stood after, own ones included', () => {
		const added = [
			{ id: 'top', after: null, source: 'top' },
			{ id: 'own', after: 'c1', source: 'own' },
			{ id: 'next', after: 'own', source: 'next' }
		];
		const sources = layOver(lesson, { ...empty, added }).map((seed) => seed.source);
		expect(sources).toEqual(['top', 'a', 'own', 'next', 'b']);
	});

	it('puts an own cell last where the lesson has lost its neighbour', () => {
		const added = [{ id: 'own', after: 'gone', source: 'own' }];
		expect(layOver(lesson, { ...empty, added }).map((seed) => seed.source)).toEqual(['a', 'b', 'own']);
	});
});

describe('parseSavedNotebook', () => {
	it('takes what was stored', () => {
		const saved = {
			...empty,
			edits: { c1: 'x' },
			added: [{ id: 'o', after: null, source: '' }],
			hints: { c2: 1 }
		};
		expect(parseSavedNotebook(structuredClone(saved))).toEqual(saved);
	});

	it.each([
		['nothing', undefined],
		['another format', { ...empty, format: 2 }],
		['an edit that is no text', { ...empty, edits: { c1: 3 } }],
		['an own cell without a place', { ...empty, added: [{ id: 'o', source: '' }] }],
		['a list of edits', { ...empty, edits: [] }]
	])('refuses %s', (_name, value) => {
		expect(parseSavedNotebook(value)).toBeNull();
	});
});
