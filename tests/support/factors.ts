import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Rng } from '#base/rng.ts';
import { factorizationMachines } from '#ml/algorithms/factorization-machines/index.ts';
import type { FactorModel } from '#ml/algorithms/factorization-machines/model.ts';
import { factorizationMachinesSpec } from '#ml/algorithms/factorization-machines/spec.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { readTable } from '#ml/data/read-table.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';

type Given = Readonly<Record<string, string>>;

export function factorHyperparameters(given: Given) {
	const { notSimulated, wording } = factorizationMachinesSpec;
	const { hyperparameters } = factorizationMachines;
	const parsed = parseHyperparameters(hyperparameters, given, notSimulated, wording);
	factorizationMachines.check(parsed);
	return parsed;
}

export interface FactorFit {
	readonly model: FactorModel;
	readonly lines: readonly string[];
	/** The last value that the log gives a metric, by its words, e.g. `test rmse <loss>`. */
	metric(words: string): number;
}

/** Trains a machine in this thread. feature_dim is the width of the table, unless one is given. */
export async function fitFactors(
	given: Given,
	train: Dataset,
	channels: Readonly<Record<string, Dataset>> = {},
	seed = 1
): Promise<FactorFit> {
	const lines: string[] = [];
	const model = await factorizationMachines.train({
		hyperparameters: factorHyperparameters({
			feature_dim: String(train.columns),
			mini_batch_size: String(Math.min(1000, train.rows)),
			...given
		}),
		channels: { train, ...channels },
		rng: new Rng(seed),
		stop: { aborted: false },
		log: (line) => lines.push(line),
		breathe: () => Promise.resolve()
	});
	const metric = (words: string): number =>
		Number(lines.findLast((line) => line.includes(`${words}=`))?.split(`${words}=`)[1] ?? NaN);
	return { model: model as FactorModel, lines, metric };
}

/** Rows of the places that are 1. */
export function oneHotRows(
	rows: readonly (readonly number[])[],
	columns: number,
	labels: ArrayLike<number>
): Dataset {
	const starts = new Uint32Array(rows.length + 1);
	for (const [row, places] of rows.entries()) starts[row + 1] = starts[row]! + places.length;
	const places = Uint32Array.from(rows.flat());
	const sparse = { starts, places, values: new Float32Array(places.length).fill(1) };
	return {
		rows: rows.length,
		columns,
		x: new Float32Array(0),
		sparse,
		labels: Float32Array.from(labels),
		weights: null
	};
}

export interface Parts {
	readonly train: Dataset;
	readonly test: Dataset;
}

/** Every fifth row is for testing. */
function partsOf(rows: readonly (readonly number[])[], columns: number, labels: readonly number[]): Parts {
	const part = (keep: (i: number) => boolean): Dataset =>
		oneHotRows(
			rows.filter((_, i) => keep(i)),
			columns,
			labels.filter((_, i) => keep(i))
		);
	return { train: part((i) => i % 5 !== 4), test: part((i) => i % 5 === 4) };
}

const root = new URL('../../', import.meta.url);

/** 52,033 ratings: a column for each user and each film. */
export function ratings(): Parts {
	const table = readTable(readFileSync(new URL('lessons/factorization-machines/data/ratings.csv', root)));
	const places = new Map<string, number>();
	const placeOf = (key: string): number => places.get(key) ?? (places.set(key, places.size), places.size - 1);
	const rows = table.map(({ user, movie }) => [placeOf(`user ${user}`), placeOf(`movie ${movie}`)]);
	return partsOf(
		rows,
		places.size,
		table.map(({ rating }) => Number(rating))
	);
}

/** Numbers of people in bins: so many of a unit, or by their size. */
const BINS: Readonly<Record<string, (value: number) => number>> = {
	age: (value) => Math.floor(value / 5),
	education_num: (value) => value,
	capital_gain: (value) => Math.round(2 * Math.log2(1 + value)),
	capital_loss: (value) => Math.round(2 * Math.log2(1 + value)),
	hours_per_week: (value) => Math.floor(value / 5)
};

/** 32,561 people: a column for each value or bin; label 1 earns above 50,000. */
export function adults(): Parts {
	const file = new URL('tests/golden/data/adult-income/adult.csv.gz', root);
	const table = readTable(gunzipSync(readFileSync(file)));
	const places = new Map<string, number>();
	const placeOf = (key: string): number => places.get(key) ?? (places.set(key, places.size), places.size - 1);
	const rows = table.map(({ income: _, fnlwgt: __, ...cells }) =>
		Object.entries(cells).map(([name, cell]) => placeOf(`${name} ${BINS[name]?.(Number(cell)) ?? cell}`))
	);
	return partsOf(
		rows,
		places.size,
		table.map(({ income }) => Number(income))
	);
}
