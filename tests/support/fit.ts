import { Rng } from '#base/rng.ts';
import { xgboost } from '#ml/algorithms/xgboost/index.ts';
import { XGBoostModel } from '#ml/algorithms/xgboost/model.ts';
import type { Crew } from '#ml/crew.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';

export interface Fitted {
	readonly model: XGBoostModel;
	readonly lines: readonly string[];
}

/** Trains XGBoost on tables; hyperparameters as strings, `num_round` 10 unless given. */
export async function fit(
	given: Readonly<Record<string, string>>,
	train: Dataset,
	validation?: Dataset,
	crew?: Crew
): Promise<Fitted> {
	const hyperparameters = parseHyperparameters(xgboost.hyperparameters, { num_round: '10', ...given });
	xgboost.check(hyperparameters);
	const lines: string[] = [];
	const model = await xgboost.train({
		hyperparameters,
		channels: validation ? { train, validation } : { train },
		rng: new Rng(0),
		stop: { aborted: false },
		log: (line) => lines.push(line),
		breathe: () => Promise.resolve(),
		...(crew && { crew })
	});
	if (!(model instanceof XGBoostModel)) throw new Error('no model was trained');
	return { model, lines };
}

/** Values of one metric in log lines, e.g. `validation-rmse`. */
export function metricIn(lines: readonly string[], name: string): number[] {
	const pattern = new RegExp(`#011${name}:(\\S+?)(?:#011|$)`);
	return lines.flatMap((line) => pattern.exec(line)?.[1] ?? []).map(Number);
}

/** Largest difference between two lists, relative where the numbers are above 1. */
export function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
	if (a.length !== b.length) throw new Error(`${a.length} numbers against ${b.length}`);
	let most = 0;
	for (let i = 0; i < a.length; i++) {
		most = Math.max(most, Math.abs(a[i]! - b[i]!) / Math.max(1, Math.abs(b[i]!)));
	}
	return most;
}
