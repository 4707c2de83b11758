import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { xgboost } from '#ml/algorithms/xgboost/index.ts';
import { columnsPerHand } from '#ml/algorithms/xgboost/trees/shared-shards.ts';
import type { Crew } from '#ml/crew.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';
import { inlineCrew } from '#tests/support/inline-crew.ts';

/** Some values missing, one column of one value. */
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

/** Cells worth two threads, and three. */
const forTwo = table(44_000, 12);
const forThree = table(66_000, 12);

async function filesBy(
	given: Readonly<Record<string, string>>,
	crew?: Crew,
	data: Dataset = forTwo
): Promise<string> {
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
	const crew = inlineCrew(2, xgboost.createHelper!);
	expect(await filesBy(given, crew)).toBe(await filesBy(given));
	expect(crew.hired()).toBe(1);
});

test('the model is the same whoever sums up: three threads', async () => {
	const crew = inlineCrew(2, xgboost.createHelper!);
	expect(await filesBy({}, crew, forThree)).toBe(await filesBy({}, undefined, forThree));
	expect(crew.hired()).toBe(2);
});

test.each([
	['trees', {}],
	['sampled rows', { subsample: '0.7' }],
	['bins anew for each tree', { tree_method: 'approx' }]
])('the model is the same where hands share memory: %s', async (_title, given) => {
	const crew = inlineCrew(2, xgboost.createHelper!, true);
	expect(await filesBy(given, crew, forThree)).toBe(await filesBy(given, undefined, forThree));
	expect(crew.hired()).toBe(2);
});

test('hands get fewer columns than the thread that grows, the fewer the shorter columns are; each at least one', () => {
	expect(columnsPerHand({ rows: 10_000_000, columns: 28 }, 1)).toBe(14);
	expect(columnsPerHand({ rows: 100_000, columns: 28 }, 1)).toBe(13);
	expect(columnsPerHand({ rows: 20_000, columns: 28 }, 1)).toBe(9);
	expect(columnsPerHand({ rows: 100_000, columns: 28 }, 3)).toBe(7);
	expect(columnsPerHand({ rows: 100, columns: 28 }, 1)).toBe(1);
});

test('methods without histograms hire nobody, nor who has one thread', async () => {
	const exact = { tree_method: 'exact', num_round: '1', max_depth: '1' };
	for (const given of [exact, { booster: 'gblinear' }, { nthread: '1', num_round: '1' }]) {
		const crew = inlineCrew(1, xgboost.createHelper!);
		await filesBy(given as Record<string, string>, crew);
		expect(crew.hired()).toBe(0);
	}
});
