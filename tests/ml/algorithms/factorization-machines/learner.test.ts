import { describe, expect, test } from 'vitest';
import { Learner } from '#ml/algorithms/factorization-machines/learner.ts';
import { marginOf } from '#ml/algorithms/factorization-machines/model.ts';
import type { OrderedRows } from '#ml/algorithms/factorization-machines/ordered-rows.ts';
import type { Parameters } from '#ml/algorithms/factorization-machines/parameters.ts';
import { measuresOf, SUMS } from '#ml/algorithms/factorization-machines/quality.ts';
import { factorHyperparameters } from '#tests/support/factors.ts';
import { golden } from '#tests/support/golden.ts';

interface Steps {
	readonly kind: 'regressor' | 'binary_classifier';
	readonly batch: number;
	readonly count: number;
	readonly settings: { lr: number[]; wd: number[]; [name: string]: unknown };
	readonly bias: number;
	readonly linear: number[];
	readonly vectors: number[];
}

/** The rows of the reference tool: 60 with five cells each, in 40 columns. */
function rowsOf(kind: Steps['kind']): OrderedRows {
	const [rows, columns] = [60, 40];
	const [places, values, starts] = [[], [], [0]] as [number[], number[], number[]];
	for (let r = 0; r < rows; r++) {
		for (let c = 0; c < 5; c++) {
			places.push((r * 7 + c * (6 + (r % 3))) % columns);
			values.push(Math.cos(r + 2 * c));
		}
		starts.push(places.length);
	}
	const label = (r: number): number => (kind === 'regressor' ? Math.sin(r) * 2 : r % 2);
	return {
		rows,
		starts: Uint32Array.from(starts),
		places: Uint32Array.from(places),
		values: Float32Array.from(values),
		labels: Float32Array.from({ length: rows }, (_, r) => label(r)),
		order: Uint32Array.from({ length: rows }, (_, r) => r)
	};
}

function startWith(features: number, factors: number): Parameters {
	return {
		features,
		factors,
		bias: 0.3,
		linear: Float32Array.from({ length: features }, (_, i) => 0.05 * Math.cos(i)),
		vectors: Float32Array.from(
			{ length: features * factors },
			(_, at) => 0.1 * Math.sin(3 * Math.floor(at / factors) + 7 * (at % factors) + 1)
		)
	};
}

function hyperparametersOf(batch: number, more: Record<string, unknown> = {}) {
	const given = {
		feature_dim: 40,
		num_factors: 3,
		predictor_type: 'regressor',
		mini_batch_size: batch,
		...more
	};
	return factorHyperparameters(
		Object.fromEntries(Object.entries(given).map(([key, value]) => [key, String(value)]))
	);
}

/** w₀ + Σ wᵢ xᵢ + Σ_{i<j} ⟨vᵢ, vⱼ⟩ xᵢ xⱼ, pair by pair, in doubles. */
function byPairs(
	{ bias, linear, vectors, factors }: Parameters,
	{ starts, places, values }: OrderedRows,
	row: number
): number {
	let sum = bias;
	for (let i = starts[row]!; i < starts[row + 1]!; i++) {
		sum += linear[places[i]!]! * values[i]!;
		for (let j = i + 1; j < starts[row + 1]!; j++) {
			for (let f = 0; f < factors; f++) {
				sum +=
					vectors[places[i]! * factors + f]! * vectors[places[j]! * factors + f]! * values[i]! * values[j]!;
			}
		}
	}
	return sum;
}

describe.each([1, 3, 4, 5, 8, 13, 16])('with %s factors', (factors) => {
	const rows = rowsOf('regressor');
	const start = startWith(40, factors);

	test('the sum over pairs is half of the square of the sum less the sum of squares', () => {
		for (let row = 0; row < 60; row++) {
			expect(marginOf(start, rows, row)).toBeCloseTo(byPairs(start, rows, row), 10);
		}
	});

	test.each(['regressor', 'binary_classifier'] as const)('a %s is judged by what it says', (kind) => {
		const judged = rowsOf(kind);
		const p = hyperparametersOf(1, { num_factors: factors, predictor_type: kind });
		for (let row = 0; row < 60; row += 7) {
			const sums = new Float64Array(SUMS);
			new Learner(judged, start, p).learn(row, row + 1, sums);
			const [margin, label] = [byPairs(start, judged, row), judged.labels[row]!];
			const [first, second, third] = measuresOf(kind, sums).map(([, value]) => value);
			if (kind === 'regressor') {
				expect(Math.abs(first! - Math.abs(margin - label))).toBeLessThan(1e-5);
				expect(Math.abs(second! - (margin - label) ** 2)).toBeLessThan(1e-4);
				expect(Math.abs(third! - Math.abs(margin - label))).toBeLessThan(1e-5);
			} else {
				const said = 1 / (1 + Math.exp(-margin));
				expect(first).toBe(Number(Math.round(said) === label));
				expect(Math.abs(second! + Math.log(label === 1 ? said : 1 - said))).toBeLessThan(1e-5);
				expect(third).toBe(Number(said >= 0.5 && label === 1));
			}
		}
	});

	test('the gradients are those of finite differences', () => {
		// So large an eps, and as much of a rate, make Adam's first step the gradient itself.
		const eps = 1e6;
		const rate = eps / Math.sqrt(0.001);
		const plain = { eps, rescale_grad: 1, bias_lr: rate, linear_lr: rate, factors_lr: rate };
		const still = { bias_wd: 0, linear_wd: 0, factors_wd: 0 };
		const learner = new Learner(
			rows,
			start,
			hyperparametersOf(20, { num_factors: factors, ...plain, ...still })
		);
		learner.learn(20, 40, new Float64Array(SUMS));
		const moved = learner.parameters(start);
		const lossOf = (p: Parameters): number => {
			let loss = 0;
			for (let row = 20; row < 40; row++) loss += (byPairs(p, rows, row) - rows.labels[row]!) ** 2 / 2;
			return loss;
		};
		const h = 1e-3;
		for (const key of ['linear', 'vectors'] as const) {
			for (let i = 0; i < start[key].length; i += key === 'linear' ? 3 : 7) {
				const at = (by: number): number => {
					const changed = Float64Array.from(start[key]);
					changed[i]! += by;
					return lossOf({ ...start, [key]: changed });
				};
				const difference = (at(h) - at(-h)) / (2 * h);
				expect(Math.abs(start[key][i]! - moved[key][i]! - difference)).toBeLessThan(2e-3);
			}
		}
		const difference = (lossOf({ ...start, bias: 0.3 + h }) - lossOf({ ...start, bias: 0.3 - h })) / (2 * h);
		expect(Math.abs(0.3 - moved.bias - difference)).toBeLessThan(1e-3);
	});
});

describe('lazy Adam is that of the reference', () => {
	const { steps } = golden<{ steps: Steps[] }>('factorization-machines/reference');

	test.each(steps)('$kind, batches of $batch, $settings', ({ kind, batch, count, settings, ...expected }) => {
		const { lr, wd, ...more } = settings;
		const [bias_lr, linear_lr, factors_lr] = lr;
		const [bias_wd, linear_wd, factors_wd] = wd;
		const rates = { bias_lr, linear_lr, factors_lr, bias_wd, linear_wd, factors_wd };
		const rows = rowsOf(kind);
		const start = startWith(40, 3);
		const learner = new Learner(
			rows,
			start,
			hyperparametersOf(batch, { predictor_type: kind, ...rates, ...more })
		);
		for (let t = 0; t < count; t++) {
			const from = (t * batch) % 60;
			learner.learn(from, from + batch, new Float64Array(SUMS));
		}
		const { bias, linear, vectors } = learner.parameters(start);
		expect(bias).toBeCloseTo(expected.bias, 4);
		for (const [i, value] of expected.linear.entries()) expect(linear[i]).toBeCloseTo(value, 4);
		for (const [i, value] of expected.vectors.entries()) expect(vectors[i]).toBeCloseTo(value, 4);
	});
});
