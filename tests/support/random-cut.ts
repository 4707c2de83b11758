import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Rng } from '#base/rng.ts';
import { randomCutForest } from '#ml/algorithms/randomcutforest/index.ts';
import type { ForestModel } from '#ml/algorithms/randomcutforest/model.ts';
import { randomCutForestSpec } from '#ml/algorithms/randomcutforest/spec.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { readTable } from '#ml/data/read-table.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';
import { shingle } from '#ml/prep/shingle.ts';
import { tableOf } from './datasets.ts';

export interface ForestFit {
	readonly model: ForestModel;
	readonly lines: readonly string[];
}

/** Trains a forest in this thread. */
export async function fitForest(
	given: Readonly<Record<string, string>>,
	train: Dataset,
	channels: Readonly<Record<string, Dataset>> = {},
	seed = 1
): Promise<ForestFit> {
	const strings = { feature_dim: String(train.columns), ...given };
	const hyperparameters = parseHyperparameters(
		randomCutForest.hyperparameters,
		strings,
		{},
		randomCutForestSpec.wording
	);
	randomCutForest.check(hyperparameters);
	const lines: string[] = [];
	const model = await randomCutForest.train({
		hyperparameters,
		channels: { train, ...channels },
		rng: new Rng(seed),
		stop: { aborted: false },
		log: (line) => lines.push(line),
		breathe: () => Promise.resolve()
	});
	return { model: model as ForestModel, lines };
}

export function scoresOf(model: ForestModel, rows: Dataset): Float32Array {
	return model.predict(rows).fields[0]!.values;
}

/** Days of half hours of taxi passengers, a new day every four hours; label 1 where a day ends in a labelled window. */
export function taxiDays(): Dataset {
	const file = new URL('../golden/data/nyc-taxi/nyc-taxi.csv.gz', import.meta.url);
	const rows = readTable(gunzipSync(readFileSync(file)));
	const days = shingle(
		rows.map((row) => Number(row['passengers'])),
		48,
		8
	);
	return tableOf(
		days,
		days.map((_, i) => Number(rows[47 + 8 * i]!['in_window']))
	);
}

/** Card payments, standardised: all that were right, and every twentieth of the frauds (label 1). */
export function cardFraud(): Dataset {
	const file = new URL('../golden/data/card-fraud/card-fraud.csv.gz', import.meta.url);
	const rows = readTable(gunzipSync(readFileSync(file))).filter(
		(row, i) => row['Class'] === 0 || i % 20 === 0
	);
	const names = Object.keys(rows[0]!).filter((name) => name !== 'Time' && name !== 'Class');
	const columns = names.map((name) => {
		const values = rows.map((row) => Number(row[name]));
		const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
		const deviation = Math.sqrt(values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length);
		return values.map((value) => (value - mean) / deviation);
	});
	return tableOf(
		rows.map((_, i) => columns.map((column) => column[i]!)),
		rows.map((row) => Number(row['Class']))
	);
}
