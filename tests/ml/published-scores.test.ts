import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '#ml/data/dataset.ts';
import { readTable } from '#ml/data/read-table.ts';
import { auc } from '#ml/metrics/auc.ts';
import { breastCancer, iris, tableOf } from '#tests/support/datasets.ts';
import { digits } from '#tests/support/digits.ts';
import { fit } from '#tests/support/fit.ts';
import { golden } from '#tests/support/golden.ts';
import { fitKMeans } from '#tests/support/kmeans.ts';
import { answersOf, fifths, fitKnn } from '#tests/support/knn.ts';
import { fitLinear } from '#tests/support/linear.ts';
import { fitPca } from '#tests/support/pca.ts';

interface Spread {
	readonly mean: number;
	readonly deviation: number;
}

interface Boosted {
	readonly rounds: number;
	readonly auc: Spread;
	readonly accuracy: Spread;
}

const theirs = golden<{
	xgboost: Record<'incomes' | 'tumours' | 'digits', Boosted>;
	logistic: Record<'incomes' | 'tumours' | 'digits', { auc: number; accuracy: number }>;
	neighbours: Record<'tumours' | 'digits', { k: number; accuracy: number }>;
	inertia: Record<'digits' | 'flowers', Spread>;
	shares: Record<'digits' | 'flowers', number[]>;
}>('scores/reference');

const SEEDS = [1, 2, 3, 4, 5];

/** Numbers as they are, categories as columns of 0 and 1. */
function incomes(): Dataset {
	const file = new URL('../golden/data/adult-income/adult.csv.gz', import.meta.url);
	const table = readTable(gunzipSync(readFileSync(file)));
	/** A column of the table, and the category that it is about where it has some. */
	type Column = readonly [name: string, category: string | number | null];
	const columns = Object.keys(table[0]!).flatMap((name): Column[] => {
		if (name === 'income') return [];
		const values = new Set(table.map((row) => row[name]!));
		const isNumber = [...values].every((value) => typeof value === 'number');
		return isNumber ? [[name, null]] : Array.from(values, (value) => [name, value] as const);
	});
	const cellOf = (row: (typeof table)[number], [name, category]: Column): number =>
		category === null ? Number(row[name]) : Number(row[name] === category);
	return tableOf(
		table.map((row) => columns.map((column) => cellOf(row, column))),
		table.map(({ income }) => Number(income))
	);
}

const tables = { incomes: fifths(incomes()), tumours: fifths(breastCancer()), digits: fifths(digits()) };

const mean = (values: readonly number[]): number =>
	values.reduce((sum, each) => sum + each, 0) / values.length;

/** Share of rows whose answer is their label. */
function accuracy({ labels, rows }: Dataset, answers: ArrayLike<number>): number {
	let right = 0;
	for (let row = 0; row < rows; row++) right += Number(answers[row] === labels![row]);
	return right / rows;
}

const yes = (scores: Float32Array): Float32Array => scores.map((score) => Number(score > 0.5));

/** A mean that is theirs or better, but for twice the deviation that the difference of two such means has. */
function expectAsGood(values: readonly number[], reference: Spread): void {
	const noise = reference.deviation * Math.sqrt(1 / values.length + 1 / SEEDS.length);
	expect(mean(values)).toBeGreaterThan(reference.mean - 2 * noise);
}

describe('XGBoost is as good as the library', () => {
	const COURSE = { max_depth: '5', eta: '0.2', subsample: '0.8' };
	const BINARY = { ...COURSE, objective: 'binary:logistic', gamma: '4', min_child_weight: '6' };

	test.each([
		['incomes', [1]],
		['tumours', SEEDS]
	] as const)('on %s', async (name, seeds) => {
		const { train, test: held } = tables[name];
		const { rounds, ...reference } = theirs.xgboost[name];
		const found: { auc: number[]; accuracy: number[] } = { auc: [], accuracy: [] };
		for (const seed of seeds) {
			const { model } = await fit({ ...BINARY, num_round: String(rounds), seed: String(seed) }, train);
			const scores = model.predict(held).fields[0]!.values;
			found.auc.push(auc(held.labels!, scores));
			found.accuracy.push(accuracy(held, yes(scores)));
		}
		expectAsGood(found.auc, reference.auc);
		expectAsGood(found.accuracy, reference.accuracy);
	});

	test('on ten digits', async () => {
		const { train, test: held } = tables.digits;
		const { rounds, ...reference } = theirs.xgboost.digits;
		const found: number[] = [];
		for (const seed of SEEDS) {
			const given = { ...COURSE, objective: 'multi:softmax', num_class: '10' };
			const { model } = await fit({ ...given, num_round: String(rounds), seed: String(seed) }, train);
			found.push(accuracy(held, model.predict(held).fields[0]!.values));
		}
		expectAsGood(found, reference.accuracy);
	});
});

describe('Linear Learner is as good as logistic regression, whose solver is exact', () => {
	const answerOf = (
		name: string,
		model: Awaited<ReturnType<typeof fitLinear>>['model'],
		held: Dataset
	): Float32Array => model.predict(held).fields.find((field) => field.name === name)!.values;

	test.each([
		['incomes', {}, [1]],
		['tumours', { mini_batch_size: '32', epochs: '40' }, SEEDS]
	] as const)('on %s', async (name, more, seeds) => {
		const { train, test: held } = tables[name];
		const found: { auc: number[]; accuracy: number[] } = { auc: [], accuracy: [] };
		for (const seed of seeds) {
			const given = { predictor_type: 'binary_classifier', num_models: '1', ...more };
			const { model } = await fitLinear(given, train, {}, seed);
			const scores = answerOf('score', model, held);
			found.auc.push(auc(held.labels!, scores));
			found.accuracy.push(accuracy(held, yes(scores)));
		}
		expect(mean(found.auc)).toBeGreaterThan(theirs.logistic[name].auc - 0.001);
		expect(mean(found.accuracy)).toBeGreaterThan(theirs.logistic[name].accuracy - 0.009);
	});

	test('on ten digits', async () => {
		const { train, test: held } = tables.digits;
		const found: number[] = [];
		for (const seed of SEEDS) {
			const given = { predictor_type: 'multiclass_classifier', num_classes: '10', num_models: '1' };
			const { model } = await fitLinear({ ...given, mini_batch_size: '64', epochs: '30' }, train, {}, seed);
			found.push(accuracy(held, answerOf('predicted_label', model, held)));
		}
		// One picture of 359 is 0.0028.
		expect(mean(found)).toBeGreaterThan(theirs.logistic.digits.accuracy - 0.006);
	});
});

describe('k-NN is right about as many', () => {
	test('digits', async () => {
		const { train, test: held } = tables.digits;
		const { model } = await fitKnn({ k: String(theirs.neighbours.digits.k) }, train);
		const { accuracy: reference } = theirs.neighbours.digits;
		expect(accuracy(held, answersOf(model, held)['predicted_label']!)).toBeCloseTo(reference, 9);
	});

	test('tumours, of standardised columns', async () => {
		const { train, test: held } = tables.tumours;
		const scaled = standardised(train, train);
		const asked = standardised(train, held);
		const { model } = await fitKnn({ k: String(theirs.neighbours.tumours.k) }, scaled);
		const { accuracy: reference } = theirs.neighbours.tumours;
		expect(accuracy(asked, answersOf(model, asked)['predicted_label']!)).toBeCloseTo(reference, 9);
	});
});

/** Columns moved to mean 0 and brought to deviation 1, by those of the training rows. */
function standardised({ rows, columns, x }: Dataset, data: Dataset): Dataset {
	const scales = Array.from({ length: columns }, (_, column) => {
		const values = Array.from({ length: rows }, (__, row) => x[row * columns + column]!);
		const middle = mean(values);
		return { middle, deviation: Math.sqrt(mean(values.map((value) => (value - middle) ** 2))) };
	});
	const scaled = data.x.map((value, i) => {
		const { middle, deviation } = scales[i % columns]!;
		return (value - middle) / deviation;
	});
	return { ...data, x: scaled };
}

describe('K-Means leaves no more distance to the centres', () => {
	test.each([
		['digits', digits(), '10'],
		['flowers', iris(), '3']
	] as const)('on %s', async (name, table, k) => {
		const found: number[] = [];
		for (const seed of SEEDS) {
			// Lloyd's rounds over all rows from one careful start.
			const start = { init_method: 'kmeans++', extra_center_factor: '1' };
			const given = { ...start, k, epochs: '40', mini_batch_size: String(table.rows) };
			const { numbers } = await fitKMeans(given, table, { test: table }, seed);
			found.push(numbers('test msd <loss>=').at(-1)! * table.rows);
		}
		const { mean: reference, deviation } = theirs.inertia[name];
		expect(mean(found)).toBeLessThan(reference + 2 * deviation * Math.sqrt(2 / SEEDS.length));
	});
});

describe('PCA finds the same shares of the variance', () => {
	test.each([
		['digits', digits()],
		['flowers', iris()]
	] as const)('on %s', async (name, table) => {
		const { model } = await fitPca({ num_components: String(table.columns) }, table);
		const squares = Array.from(model.parameters.s, (value) => value * value).reverse();
		const whole = squares.reduce((sum, each) => sum + each, 0);
		theirs.shares[name].forEach((share, i) => expect(squares[i]! / whole).toBeCloseTo(share, 6));
	});
});
