import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { growTree } from '#ml/algorithms/randomcutforest/grow.ts';
import { ForestModel } from '#ml/algorithms/randomcutforest/model.ts';
import { reservoirRows } from '#ml/algorithms/randomcutforest/reservoir.ts';
import type { CutTree } from '#ml/algorithms/randomcutforest/tree.ts';
import { tableOf } from '#tests/support/datasets.ts';
import {
	depthInNewTree,
	expectedScore,
	type PlainTree,
	type Point
} from '#tests/support/plain-random-cut.ts';
import { fitForest, scoresOf } from '#tests/support/random-cut.ts';

function cloud(count: number, dimension: number, rng: Rng): number[][] {
	const value = (): number => Math.fround(rng.next() + rng.next() + rng.next() - 1.5);
	return Array.from({ length: count }, () => Array.from({ length: dimension }, value));
}

/** The same tree as lists of points. */
function plainTree(tree: CutTree, dimension: number, node = tree.columns.length > 0 ? 0 : -1): PlainTree {
	if (node < 0) {
		const leaf = -1 - node;
		const point = [...tree.points.subarray(leaf * dimension, (leaf + 1) * dimension)];
		return { points: Array.from({ length: tree.masses[leaf]! }, () => point) };
	}
	const left = plainTree(tree, dimension, tree.left[node]!);
	const right = plainTree(tree, dimension, tree.right[node]!);
	const [column, cut] = [tree.columns[node]!, tree.cuts[node]!];
	return { points: [...left.points, ...right.points], column, cut, left, right };
}

test.each([1, 3, 4, 9])(
	'scores are the expected ones of the plain definition, in %i dimensions',
	(dimension) => {
		const rng = new Rng(dimension);
		const points = cloud(60, dimension, rng);
		// Some points come twice and thrice.
		const sample = [...points, ...points.slice(0, 8), ...points.slice(0, 3)];
		const tree = growTree(Float32Array.from(sample.flat()), dimension, rng);
		const asked = [...cloud(40, dimension, rng), ...sample.slice(0, 12), Array<number>(dimension).fill(9)];
		const plain = plainTree(tree, dimension);
		const scores = scoresOf(new ForestModel(dimension, [tree]), tableOf(asked));
		asked.forEach((point, i) => {
			const expected = expectedScore(plain, point) * Math.log2(sample.length + 1);
			expect(scores[i]).toBeCloseTo(expected, 5);
		});
	}
);

test('scores are those of trees drawn with the point among the others', async () => {
	const rng = new Rng(5);
	const points = cloud(30, 2, rng);
	const asked: Point[] = [
		[0.01, 0.02],
		[1.3, -0.4],
		[4, 4]
	];
	const { model } = await fitForest({ num_trees: '1000', num_samples_per_tree: '30' }, tableOf(points));
	const scores = scoresOf(model, tableOf(asked as number[][]));
	asked.forEach((point, i) => {
		const drawn = Array.from({ length: 3000 }, () => Math.log2(31) / depthInNewTree(points, point, rng));
		const mean = drawn.reduce((sum, each) => sum + each, 0) / drawn.length;
		const variance = drawn.reduce((sum, each) => sum + (each - mean) ** 2, 0) / drawn.length;
		// 1000 trees and 3000 draws: four standard errors of both, the former at most as spread as the latter.
		expect(Math.abs(scores[i]! - mean)).toBeLessThan(4 * Math.sqrt(variance / 3000 + variance / 1000));
	});
});

test('cuts fall on columns in proportion to the sides of the box, evenly along them', () => {
	const rng = new Rng(2);
	const rows = Float32Array.of(0, 0, 3, 1, 1, 0.5);
	let wide = 0;
	const places: number[] = [];
	for (let i = 0; i < 2000; i++) {
		const { columns, cuts } = growTree(rows, 2, rng);
		if (columns[0] !== 0) continue;
		wide++;
		places.push(cuts[0]! / 3);
	}
	expect(Math.abs(wide / 2000 - 0.75)).toBeLessThan(0.04);
	places.sort((a, b) => a - b);
	const gap = places.reduce((most, place, i) => Math.max(most, Math.abs(place - i / places.length)), 0);
	// Kolmogorov and Smirnov at 0.1 %.
	expect(gap).toBeLessThan(1.95 / Math.sqrt(places.length));
});

test('each row is as likely in a sample as the others, and comes once', () => {
	const rng = new Rng(4);
	const counts = new Float64Array(50);
	for (let i = 0; i < 2000; i++) {
		const rows = reservoirRows(50, 10, rng);
		expect(new Set(rows).size).toBe(10);
		for (const row of rows) counts[row]!++;
	}
	// 400 each, with a deviation of 18.
	expect(Math.min(...counts)).toBeGreaterThan(330);
	expect(Math.max(...counts)).toBeLessThan(470);
	expect([...reservoirRows(3, 10, rng)]).toEqual([0, 1, 2]);
	expect([...reservoirRows(10, 10, rng)]).toHaveLength(10);
});
