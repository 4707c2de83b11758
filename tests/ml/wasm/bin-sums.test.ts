import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { BinSums, type Bins } from '#ml/wasm/bin-sums.ts';

const rng = new Rng(9);
const rows = 203;
const columns = 7;
const perColumn = 12;
// Multiples of 2⁻¹⁰, so that sums are exact.
const pairs = Float32Array.from({ length: 2 * rows }, () => (rng.below(2048) - 1024) / 1024);
const all = Int32Array.from({ length: rows }, (_, row) => row);

function tableOf(Kind: typeof Uint16Array | typeof Uint32Array): Bins {
	const draw = new Rng(3);
	return {
		rows,
		columns,
		bins: new Kind(
			Array.from({ length: rows * columns }, (_, i) => (i % columns) * perColumn + draw.below(perColumn))
		),
		starts: Int32Array.from({ length: columns + 1 }, (_, column) => column * perColumn),
		hasMissing: new Uint8Array(columns).fill(1)
	};
}

function plainSums({ bins }: Bins, list: Int32Array, features: readonly number[]): Float64Array {
	const sums = new Float64Array(2 * columns * perColumn);
	for (const row of list) {
		for (const column of features) {
			const bin = bins[row * columns + column]!;
			sums[2 * bin]! += pairs[2 * row]!;
			sums[2 * bin + 1]! += pairs[2 * row + 1]!;
		}
	}
	return sums;
}

const everyColumn = Array.from({ length: columns }, (_, column) => column);

describe.each([
	['16 bits', tableOf(Uint16Array)],
	['32 bits', tableOf(Uint32Array)]
])('with bins of %s', (_title, table) => {
	test('all columns are summed, whatever the order of rows', () => {
		const sums = new BinSums(table);
		for (const order of [null, all, rng.shuffle(all.slice())]) {
			sums.begin(pairs, order);
			const node = sums.take();
			sums.fill(node, 0, rows, null);
			expect(sums.view(node)).toEqual(plainSums(table, all, everyColumn));
			sums.giveBack(node);
		}
	});

	test('some columns are summed, the others are 0', () => {
		const sums = new BinSums(table);
		sums.begin(pairs, all);
		const node = sums.take();
		sums.fill(node, 5, 100, Int32Array.of(1, 4));
		expect(sums.view(node)).toEqual(plainSums(table, all.subarray(5, 100), [1, 4]));
	});

	test('the parent less one child is the other child, to the last bit', () => {
		const sums = new BinSums(table);
		sums.begin(pairs, all);
		const [parent, child] = [sums.take(), sums.take()];
		sums.fill(parent, 0, rows, null);
		sums.fill(child, 0, 60, null);
		sums.subtract(parent, child);
		expect(sums.view(parent)).toEqual(plainSums(table, all.subarray(60), everyColumn));
	});

	test.each([true, false])('rows keep their order on both sides, missing ones left: %s', (defaultLeft) => {
		const sums = new BinSums(table);
		const order = rng.shuffle(all.slice());
		sums.begin(pairs, order);
		const middle = sums.partition(2, 2 * perColumn + 4, defaultLeft, 10, 190);
		const goesLeft = (row: number): boolean => {
			const bin = table.bins[row * columns + 2]! - 2 * perColumn;
			return bin === perColumn - 1 ? defaultLeft : bin <= 4;
		};
		const range = Array.from(order.subarray(10, 190));
		const left = range.filter(goesLeft);
		expect(middle).toBe(10 + left.length);
		expect(Array.from(sums.order())).toEqual([
			...order.subarray(0, 10),
			...left,
			...range.filter((row) => !goesLeft(row)),
			...order.subarray(190)
		]);
	});
});

test('room that was given back is used again', () => {
	const sums = new BinSums(tableOf(Uint16Array));
	const first = sums.take();
	const second = sums.take();
	expect(second).not.toBe(first);
	sums.giveBack(first);
	expect(sums.take()).toBe(first);
});
