import { expect, test } from 'vitest';
import { TreeBuilder } from '#ml/algorithms/xgboost/trees/tree-builder.ts';
import { addLeafValues, sizeOf, type Tree } from '#ml/algorithms/xgboost/trees/tree.ts';

/** x₀ < 2 ? (x₁ < 0.1 ? 1 : 2) : 4; missing x₀ goes right, missing x₁ left. */
function sample(): Tree {
	const builder = new TreeBuilder();
	const root = builder.addLeaf(-1, 0, 0, 6);
	const [left, right] = [builder.addLeaf(root, 10, 3, 4), builder.addLeaf(root, 12, 4, 2)];
	builder.split(root, { feature: 0, threshold: 2, defaultLeft: false, gain: 5 }, left, right);
	const [low, high] = [builder.addLeaf(left, 0, 1, 2), builder.addLeaf(left, 0, 2, 2)];
	builder.split(left, { feature: 1, threshold: Math.fround(0.1), defaultLeft: true, gain: 3 }, low, high);
	return builder.build();
}

function values(x: number[], rows: Int32Array | null = null, count = x.length / 2): number[] {
	const margins = new Float32Array(count);
	const data = { rows: count, columns: 2, x: Float32Array.from(x), labels: null, weights: null };
	addLeafValues(sample(), data, rows, margins, 1, 0);
	return Array.from(margins);
}

test('a row goes left below the threshold, both as 32-bit floats, else right', () => {
	expect(values([1, 0, 1, 0.1, 2, 0, 1.9999999, 0])).toEqual([1, 2, 4, 1]);
});

test('a missing value goes to its default side', () => {
	expect(values([NaN, 0, 1, NaN])).toEqual([4, 1]);
});

test('only the rows asked for are changed', () => {
	expect(values([1, 0, 1, 0, 1, 0], Int32Array.of(1))).toEqual([0, 1, 0]);
});

test('leaves and depth are counted; the weight of a leaf is its value', () => {
	const tree = sample();
	expect(sizeOf(tree)).toEqual({ leaves: 3, depth: 2 });
	expect(Array.from(tree.weight)).toEqual([0, 10, 4, 1, 2]);
	expect(Array.from(tree.parent)).toEqual([-1, 0, 0, 1, 1]);
});
