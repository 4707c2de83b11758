import { describe, expect, it } from 'vitest';
import type { ConsoleData, TreeNode } from '#notebook/outputs.ts';
import { caretLine } from '#ui/outputs/caret-line.ts';
import { nameCells } from '#ui/outputs/cell-names.ts';
import { foldGroups } from '#ui/outputs/console/fold-groups.ts';
import { heatColours } from '#ui/outputs/heat-colours.ts';
import { nearestPoint, walkOrder } from '#ui/outputs/plot/nearest.ts';
import { briefOf } from '#ui/outputs/tree/brief.ts';

describe('groups of console lines', () => {
	const line = (text: string, depth = 0, group?: 'open' | 'folded'): ConsoleData => ({
		level: 'log',
		args: [{ kind: 'leaf', type: 'text', text }],
		depth,
		...(group ? { group } : {})
	});
	const lines = [
		line('a'),
		line('g', 0, 'folded'),
		line('in', 1),
		line('deep', 1, 'open'),
		line('deeper', 2),
		line('after')
	];
	const textOf = (unfolded: ReadonlyMap<number, boolean>): unknown[] =>
		foldGroups(lines, 100, unfolded).map(({ line: { args } }) => args[0]?.kind === 'leaf' && args[0].text);

	it('hide what is inside while they are folded', () => {
		expect(textOf(new Map())).toEqual(['a', 'g', 'after']);
	});

	it('show it when the reader wants it', () => {
		expect(textOf(new Map([[101, true]]))).toEqual(['a', 'g', 'in', 'deep', 'deeper', 'after']);
		expect(
			textOf(
				new Map([
					[101, true],
					[103, false]
				])
			)
		).toEqual(['a', 'g', 'in', 'deep', 'after']);
	});
});

describe('a line with a caret', () => {
	it('marks the word at the place, under tabs too', () => {
		expect(caretLine('\tconst x = foo.bar;', 12)).toEqual({
			before: '\tconst x = ',
			at: 'foo',
			after: '.bar;',
			indent: '\t          '
		});
	});

	it('marks the first word where no column is known, and nothing behind the end', () => {
		expect(caretLine('  a + b', null)).toMatchObject({ before: '  ', at: 'a' });
		expect(caretLine('ab', 9)).toMatchObject({ before: 'ab', at: '', after: '' });
	});
});

it('cells are called by their numbers in a list of places', () => {
	const stack = 'at f, own-1, line 2, column 3\nat own-1, line 9, column 1\nat gone, line 1, column 1';
	expect(nameCells(stack, (id) => (id === 'own-1' ? 'cell 4' : null))).toBe(
		'at f, cell 4, line 2, column 3\nat cell 4, line 9, column 1\nat gone, line 1, column 1'
	);
});

describe('points of a chart', () => {
	const points = { names: [], x: [10, 50, 90], y: [5, 80, 40], values: [[], [], []], total: 3 };

	it('are found near the mouse, and nowhere else', () => {
		expect(nearestPoint(points, 52, 76, 40)).toBe(1);
		expect(nearestPoint(points, 50, 0, 20)).toBeNull();
	});

	it('are walked through from left to right, and from top to bottom', () => {
		expect(walkOrder(points, 'x')).toEqual([0, 1, 2]);
		expect(walkOrder(points, 'y')).toEqual([0, 2, 1]);
	});
});

it('a heat picture goes from light to dark, and is clear where nothing is known', () => {
	const pixels = heatColours([0, 1, NaN]);
	const light = (at: number): number => pixels[at * 4]! + pixels[at * 4 + 1]! + pixels[at * 4 + 2]!;
	expect(light(0)).toBeGreaterThan(light(1));
	expect([pixels[3], pixels[11]]).toEqual([255, 0]);
});

it('a closed branch shows what it begins with', () => {
	const node: TreeNode = {
		kind: 'branch',
		label: 'Object',
		more: 1,
		entries: [
			{ key: 'a', value: { kind: 'leaf', type: 'getter', text: '[Getter]' } },
			{ key: 'b', value: { kind: 'branch', label: 'Map(1)', more: 1, entries: [] } }
		]
	};
	expect(
		briefOf(node)
			.map(({ text }) => text)
			.join('')
	).toBe('{a: (…), b: Map(1), …}');
});
