import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { pca } from '#ml/algorithms/pca/index.ts';
import type { PcaParameters } from '#ml/algorithms/pca/model.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { readNdArrays } from '#ml/data/mxnet-ndarray.ts';
import { breastCancer, tableOf } from '#tests/support/datasets.ts';
import { digits } from '#tests/support/digits.ts';
import { fitPca } from '#tests/support/pca.ts';

/** The largest difference of vᵀ·v from 1. */
function skewOf({ v, s }: PcaParameters): number {
	const k = s.length;
	let most = 0;
	for (let a = 0; a < k; a++) {
		for (let b = 0; b < k; b++) {
			let product = 0;
			for (let j = 0; j < v.length / k; j++) product += v[j * k + a]! * v[j * k + b]!;
			most = Math.max(most, Math.abs(product - Number(a === b)));
		}
	}
	return most;
}

/** Rows of some hidden directions and a little noise. */
function hidden(rows: number, columns: number, directions: number): Dataset {
	const rng = new Rng(7);
	const along = Float64Array.from({ length: directions * columns }, () => rng.next() - 0.5);
	const x = new Float32Array(rows * columns);
	for (let row = 0; row < rows; row++) {
		const shares = Array.from({ length: directions }, (_, d) => (rng.next() - 0.5) * (d + 2));
		for (let j = 0; j < columns; j++) {
			let value = 3 + 0.05 * (rng.next() - 0.5);
			for (let d = 0; d < directions; d++) value += shares[d]! * along[d * columns + j]!;
			x[row * columns + j] = value;
		}
	}
	return { rows, columns, x, labels: null, weights: null };
}

describe('identities', () => {
	test.each(['regular', 'randomized'])(
		'%s components are orthonormal, rise, and have their sign',
		async (mode) => {
			for (const table of [digits(), breastCancer()]) {
				const { model } = await fitPca({ num_components: '12', algorithm_mode: mode }, table);
				const { v, s } = model.parameters;
				expect(skewOf(model.parameters)).toBeLessThan(1e-5);
				expect([...s]).toEqual([...s].sort((a, b) => a - b));
				for (let c = 0; c < 12; c++) {
					const component = v.filter((_, i) => i % 12 === c);
					expect(Math.max(...component)).toBeGreaterThan(-Math.min(...component) - 1e-5);
				}
			}
		}
	);

	test('what is lost by projecting is the variance of the components that were left out', async () => {
		const table = digits();
		const all = (await fitPca({ num_components: '64' }, table)).model.parameters.s;
		const { model } = await fitPca({ num_components: '20' }, table);
		const { mean, v } = model.parameters;
		const { values } = model.predict(table).fields[0]!;
		let lost = 0;
		for (let row = 0; row < table.rows; row++) {
			for (let j = 0; j < 64; j++) {
				let again = mean[j]!;
				for (let c = 0; c < 20; c++) again += values[row * 20 + c]! * v[j * 20 + c]!;
				lost += (table.x[row * 64 + j]! - again) ** 2;
			}
		}
		const left = all.subarray(0, 44).reduce((sum, value) => sum + value * value, 0);
		expect(lost / left).toBeCloseTo(1, 5);
		const { whole, kept } = model.keptOf(table);
		expect((whole - kept) / left).toBeCloseTo(1, 5);
	});

	test('projections of the training rows have mean 0 and the singular values as lengths', async () => {
		const table = breastCancer();
		const { model } = await fitPca({ num_components: '4' }, table);
		const { values } = model.predict(table).fields[0]!;
		for (let c = 0; c < 4; c++) {
			const along = values.filter((_, i) => i % 4 === c);
			const length = Math.sqrt(along.reduce((sum, value) => sum + value * value, 0));
			expect(length / model.parameters.s[c]!).toBeCloseTo(1, 5);
			expect(Math.abs(along.reduce((sum, value) => sum + value, 0)) / length).toBeLessThan(1e-3);
		}
	});

	test('neither the batch size nor the order of the rows changes regular components', async () => {
		const table = hidden(300, 120, 5);
		const turned = { ...table, x: new Float32Array(table.x.length) };
		for (let row = 0; row < 300; row++) {
			turned.x.set(table.x.subarray(row * 120, (row + 1) * 120), (299 - row) * 120);
		}
		const given = { num_components: '5' };
		const [a, b, c] = [
			await fitPca(given, table),
			await fitPca({ ...given, mini_batch_size: '17' }, table),
			await fitPca(given, turned)
		];
		for (const other of [b, c]) {
			other.model.parameters.v.forEach((value, i) => expect(value).toBeCloseTo(a.model.parameters.v[i]!, 4));
		}
	});

	test('both modes find the hidden directions of a wide table', async () => {
		const table = hidden(700, 200, 6);
		for (const algorithm_mode of ['regular', 'randomized']) {
			const { model } = await fitPca({ num_components: '6', algorithm_mode }, table);
			const { whole, kept } = model.keptOf(table);
			expect(kept / whole).toBeGreaterThan(0.998);
			expect(skewOf(model.parameters)).toBeLessThan(1e-5);
		}
	});
});

describe('odd data', () => {
	test.each(['regular', 'randomized'])('%s takes one row, equal rows and constant columns', async (mode) => {
		const given = { algorithm_mode: mode, num_components: '2' };
		for (const table of [
			tableOf([[1, 2, 3]]),
			tableOf([
				[1, 2, 3],
				[1, 2, 3]
			]),
			tableOf([
				[1, 0, 7],
				[2, 0, 7],
				[4, 0, 7]
			])
		]) {
			const { model } = await fitPca(given, table);
			expect(skewOf(model.parameters)).toBeLessThan(1e-6);
			expect(model.predict(table).fields[0]!.values.every(Number.isFinite)).toBe(true);
			expect(model.parameters.s[0]).toBeCloseTo(0, 6);
		}
	});

	test('more components than rows keep nothing, and the log says so', async () => {
		const { model, lines } = await fitPca(
			{ num_components: '3' },
			tableOf([
				[1, 2, 3],
				[3, 2, 1]
			])
		);
		expect(lines.join()).toContain('2 rows have no more than 2 components');
		expect([...model.parameters.s].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0, 0, 2]);
	});

	test('a million sparse columns are sketched, and too many for the covariance', async () => {
		const rows = 60;
		const starts = Uint32Array.from({ length: rows + 1 }, (_, i) => 2 * i);
		const places = Uint32Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? 5 : 999_999));
		const values = Float32Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? 1 : (i >> 1) % 3));
		const sparse = { starts, places, values };
		const table = { rows, columns: 1_000_000, x: new Float32Array(0), sparse, labels: null, weights: null };
		const given = { num_components: '1', extra_components: '1' };
		const { model } = await fitPca({ ...given, algorithm_mode: 'randomized' }, table);
		expect(model.parameters.v[999_999]).toBeCloseTo(1, 6);
		expect(model.parameters.s[0]).toBeCloseTo(Math.sqrt(40), 4);
		await expect(fitPca(given, table)).rejects.toMatchObject({ code: 'TooLarge' });
		await expect(
			fitPca({ ...given, extra_components: '40', algorithm_mode: 'randomized' }, table)
		).rejects.toMatchObject({ code: 'TooLarge' });
	});

	test.each([
		['more components than features', { num_components: '3' }, tableOf([[1, 2]]), 'InvalidHyperparameter'],
		['a missing value', { num_components: '1' }, tableOf([[1, null]]), 'MissingValue'],
		['no rows', { num_components: '1', feature_dim: '1', mini_batch_size: '1' }, tableOf([]), 'EmptyChannel']
	])('%s is refused', async (_, given, table, code) => {
		await expect(fitPca(given, table)).rejects.toMatchObject({ kind: 'user', code });
	});
});

test('the model is a dict of the MXNet arrays s, v and mean, and is read back from it', async () => {
	const table = breastCancer();
	const { model } = await fitPca({ num_components: '3' }, table);
	const arrays = readNdArrays(model.toFiles()['model_algo-1']!);
	expect(arrays.map(({ name, shape }) => [name, shape])).toEqual([
		['s', [3]],
		['v', [30, 3]],
		['mean', [1, 30]]
	]);
	const [field] = pca.load(model.toFiles()).predict(table).fields;
	expect(field).toMatchObject({ name: 'projection', width: 3, isList: true });
	expect(field!.values).toEqual(model.predict(table).fields[0]!.values);
});
