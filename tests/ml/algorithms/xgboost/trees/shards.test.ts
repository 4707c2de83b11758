import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { xgboost } from '#ml/algorithms/xgboost/index.ts';
import type { Crew } from '#ml/crew.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';
import { inlineCrew } from '#tests/support/inline-crew.ts';

/** More cells than three threads' worth; some values missing, one column of one value. */
function table(rows: number, columns: number): Dataset {
	const rng = new Rng(11);
	const x = Float32Array.from({ length: rows * columns }, (_, i) => {
		if (i % columns === 2) return 1;
		return rng.next() < 0.05 ? NaN : Math.floor(rng.next() * 40);
	});
	const labels = Float32Array.from({ length: rows }, (_, row) => {
		const at = row * columns;
		return Math.floor(((x[at] || 0) + (x[at + 1] || 0) * rng.next()) / 30);
	});
	return { rows, columns, x, labels, weights: null };
}

const data = table(70_000, 12);

async function filesBy(given: Readonly<Record<string, string>>, crew?: Crew): Promise<string> {
	const strings = { num_round: '2', max_depth: '4', ...given };
	const model = await xgboost.train({
		hyperparameters: parseHyperparameters(xgboost.hyperparameters, strings),
		channels: { train: data },
		rng: new Rng(0),
		stop: { aborted: false },
		log: () => undefined,
		breathe: () => Promise.resolve(),
		...(crew && { crew })
	});
	return new TextDecoder().decode(model!.toFiles()['xgboost-model']);
}

test.each([
	['squared errors', {}],
	['classes', { objective: 'multi:softprob', num_class: '3' }],
	['sampled rows and columns', { subsample: '0.7', colsample_bytree: '0.7', colsample_bynode: '0.6' }],
	['leaves before depth', { grow_policy: 'lossguide', max_leaves: '9', max_depth: '0' }],
	['a limit of leaves', { max_leaves: '11', max_depth: '0' }],
	['monotone columns', { monotone_constraints: '(1,-1,0,1)' }],
	['columns that may not meet', { interaction_constraints: '[[0,1],[2,3,4]]' }],
	['bins anew for each tree', { tree_method: 'approx' }],
	['dropped trees', { booster: 'dart', rate_drop: '0.5' }]
])('the model is the same whoever sums up: %s', async (_title, given) => {
	const alone = await filesBy(given);
	for (const most of [1, 2]) {
		const crew = inlineCrew(most, xgboost.createHelper!);
		expect(await filesBy(given, crew)).toBe(alone);
		expect(crew.hired()).toBe(most);
	}
});

test('methods without histograms hire nobody, nor who has one thread', async () => {
	const exact = { tree_method: 'exact', num_round: '1', max_depth: '1' };
	for (const given of [exact, { booster: 'gblinear' }, { nthread: '1', num_round: '1' }]) {
		const crew = inlineCrew(1, xgboost.createHelper!);
		await filesBy(given as Record<string, string>, crew);
		expect(crew.hired()).toBe(0);
	}
});
