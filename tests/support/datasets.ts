import { readFileSync } from 'node:fs';
import { Rng } from '#base/rng.ts';
import { takeRows, type Dataset } from '#ml/data/dataset.ts';
import { readTable } from '#ml/data/read-table.ts';
import { golden } from './golden.ts';

/** The twelve predictors that the course's lesson uses, without the column b. */
export const BOSTON_FEATURES = [
	'crim',
	'zn',
	'indus',
	'chas',
	'nox',
	'rm',
	'age',
	'dis',
	'rad',
	'tax',
	'ptratio',
	'lstat'
] as const;

const root = new URL('../../', import.meta.url);

function records(path: string): Record<string, number | string>[] {
	return readTable(readFileSync(new URL(path, root)));
}

/** A table from rows of numbers; null is missing. */
export function tableOf(
	rows: readonly (readonly (number | null)[])[],
	labels: ArrayLike<number> | null = null
): Dataset {
	const columns = rows[0]?.length ?? 0;
	const x = Float32Array.from(rows.flat(), (value) => value ?? NaN);
	return { rows: rows.length, columns, x, labels: labels && Float32Array.from(labels), weights: null };
}

/** Boston housing, all rows, and the course's split: every fifth row is for testing. */
export function boston(): { all: Dataset; train: Dataset; test: Dataset } {
	const rows = records('lessons/boston-housing-deploy/data/boston.csv');
	const x = rows.map((row) => BOSTON_FEATURES.map((name) => Number(row[name])));
	const all = tableOf(
		x,
		rows.map((row) => Number(row['medv']))
	);
	const indexes = Array.from({ length: all.rows }, (_, i) => i);
	return {
		all,
		train: takeRows(
			all,
			indexes.filter((i) => i % 5 !== 4)
		),
		test: takeRows(
			all,
			indexes.filter((i) => i % 5 === 4)
		)
	};
}

/** 569 tumours, 30 columns; label 1 is malignant. */
export function breastCancer(): Dataset {
	const rows = records('tests/golden/data/breast-cancer/breast-cancer.csv');
	return tableOf(
		rows.map((row) => Object.values(row).slice(0, -1).map(Number)),
		rows.map((row) => Number(row['target'] === 'malignant'))
	);
}

/** 150 flowers, 4 columns; the classes in alphabetical order. */
export function iris(): Dataset {
	const rows = records('tests/golden/data/iris/iris.csv');
	const classes = ['setosa', 'versicolor', 'virginica'];
	return tableOf(
		rows.map((row) => Object.values(row).slice(0, -1).map(Number)),
		rows.map((row) => classes.indexOf(String(row['target'])))
	);
}

/** 200 rows, 5 columns, 15 % of the values missing; the very table that the reference tool was given. */
export function withMissing(): Dataset {
	const { x, columns, y } = golden<{ x: (number | null)[]; columns: number; y: number[] }>('xgboost/gains');
	const values = Float32Array.from(x, (value) => value ?? NaN);
	return { rows: y.length, columns, x: values, labels: Float32Array.from(y), weights: null };
}

/** Seeded rows with a label that follows from the first three columns. */
export function planted(rows: number, columns: number, seed: number): Dataset {
	const rng = new Rng(seed);
	const x = Float32Array.from({ length: rows * columns }, () => Math.fround(rng.next() * 4 - 2));
	const labels = Float32Array.from({ length: rows }, (_, row) => {
		const [a, b, c] = x.subarray(row * columns, row * columns + 3);
		return 3 * Number(a! > 0.5) + b! * c!;
	});
	return { rows, columns, x, labels, weights: null };
}
