import { describe, expect, test } from 'vitest';
import { decodeUtf8 } from '#base/bytes.ts';
import { hyperparameters, notSimulated } from '#ml/algorithms/xgboost/hyperparameters.ts';
import { sizeOf } from '#ml/algorithms/xgboost/trees/tree.ts';
import { breastCancer, iris, planted } from '#tests/support/datasets.ts';
import { fit, type Fitted } from '#tests/support/fit.ts';

const table = planted(300, 6, 1);
const sizes = ({ model }: Fitted): { leaves: number; depth: number }[] => model.ensemble.trees.map(sizeOf);
const bytes = ({ model }: Fitted): string => decodeUtf8(model.toFiles()['xgboost-model']!);
const most = (numbers: readonly number[]): number => Math.max(...numbers);

/** What a value of a hyperparameter does to the model, seen from the model itself. */
const effects: Record<string, () => Promise<void>> = {
	num_round: async () => expect((await fit({ num_round: '7' }, table)).model.ensemble.trees).toHaveLength(7),
	num_class: async () => {
		const { model } = await fit({ objective: 'multi:softprob', num_class: '4', num_round: '2' }, iris());
		expect(model.predict(iris()).fields[0]!.width).toBe(4);
		expect(model.ensemble.trees).toHaveLength(8);
	},
	objective: async () => {
		const { model } = await fit({ objective: 'multi:softmax', num_class: '3' }, iris());
		expect(Array.from(model.predict(iris()).fields[0]!.values.slice(0, 3))).toEqual(
			Array.from(iris().labels!.slice(0, 3))
		);
		const old = await fit({ objective: 'reg:linear' }, table);
		expect(old.lines[0]).toContain('reg:linear is deprecated');
		expect(bytes(old)).toBe(bytes(await fit({ objective: 'reg:squarederror' }, table)));
		const [binary, regression] = [
			await fit({ objective: 'binary:logistic' }, breastCancer()),
			await fit({ objective: 'reg:logistic' }, breastCancer())
		];
		expect(binary.lines[0]).toContain('train-logloss');
		expect(regression.lines[0]).toContain('train-rmse');
	},
	eval_metric: async () => {
		const { lines } = await fit(
			{ objective: 'binary:logistic', eval_metric: 'error@0.9,error,auc' },
			breastCancer()
		);
		expect(lines[0]).toMatch(/^\[0\]#011train-error@0\.9:\S+#011train-error:\S+#011train-auc:\S+$/);
	},
	_tuning_objective_metric: async () => {
		const given = { objective: 'binary:logistic', _tuning_objective_metric: 'validation:auc' };
		const alone = await fit(given, breastCancer());
		expect(alone.lines[0]).toMatch(/^\[0\]#011train-auc:\S+$/);
		const added = await fit({ ...given, eval_metric: 'error' }, breastCancer());
		expect(added.lines[0]).toMatch(/^\[0\]#011train-error:\S+#011train-auc:\S+$/);
		const there = await fit({ ...given, eval_metric: 'auc,error' }, breastCancer());
		expect(there.lines[0]).toMatch(/^\[0\]#011train-auc:\S+#011train-error:\S+$/);
	},
	early_stopping_rounds: async () => {
		const given = { num_round: '100', eta: '1' };
		const other = planted(50, 6, 2);
		const stopped = await fit({ ...given, early_stopping_rounds: '3' }, table, other);
		expect(stopped.lines.length).toBeLessThan((await fit(given, table, other)).lines.length);
	},
	eta: async () => {
		const [whole, half] = [
			await fit({ eta: '1', num_round: '1' }, table),
			await fit({ eta: '0.5', num_round: '1' }, table)
		];
		const values = whole.model.predict(table).fields[0]!.values;
		half.model
			.predict(table)
			.fields[0]!.values.forEach((value, i) => expect(value - 0.5).toBeCloseTo((values[i]! - 0.5) / 2, 5));
		expect(
			(await fit({ eta: '0' }, table)).model.predict(table).fields[0]!.values.every((value) => value === 0.5)
		).toBe(true);
	},
	max_depth: async () => {
		expect(most(sizes(await fit({ max_depth: '2' }, table)).map(({ depth }) => depth))).toBe(2);
		expect(most(sizes(await fit({ max_depth: '0' }, table)).map(({ depth }) => depth))).toBeGreaterThan(6);
	},
	max_leaves: async () => {
		const leaves = sizes(await fit({ max_leaves: '5' }, table)).map((size) => size.leaves);
		expect(most(leaves)).toBe(5);
	},
	grow_policy: async () => {
		const given = { max_leaves: '6', max_depth: '0', num_round: '1' };
		const [wide, greedy] = [
			await fit({ ...given, grow_policy: 'depthwise' }, table),
			await fit({ ...given, grow_policy: 'lossguide' }, table)
		];
		const gained = ({ model }: Fitted): number =>
			model.ensemble.trees[0]!.gain.reduce((sum, gain) => sum + gain, 0);
		expect(gained(greedy)).toBeGreaterThanOrEqual(gained(wide));
		expect(bytes(greedy)).not.toBe(bytes(wide));
	},
	gamma: async () => {
		const { model } = await fit({ gamma: '5' }, table);
		for (const tree of model.ensemble.trees) {
			tree.gain.forEach((gain, node) => expect(tree.left[node]! < 0 || gain >= 5).toBe(true));
		}
		expect(sizes(await fit({ gamma: '1000000' }, table)).every(({ leaves }) => leaves === 1)).toBe(true);
	},
	min_child_weight: async () => {
		const { model } = await fit({ min_child_weight: '40' }, table);
		expect(
			Math.min(...model.ensemble.trees.flatMap(({ cover }) => Array.from(cover)))
		).toBeGreaterThanOrEqual(40);
	},
	lambda: async () => {
		const size = async (lambda: string): Promise<number> =>
			most(
				Array.from((await fit({ lambda, num_round: '1' }, table)).model.ensemble.trees[0]!.weight, Math.abs)
			);
		expect(await size('100')).toBeLessThan(await size('0'));
	},
	alpha: async () => {
		const { model } = await fit({ alpha: '100000', num_round: '1' }, table);
		expect(Array.from(model.ensemble.trees[0]!.weight).map(Math.abs)).toEqual([0]);
	},
	max_delta_step: async () => {
		const { model } = await fit({ max_delta_step: '0.25', eta: '1', num_round: '1' }, table);
		for (const value of model.predict(table).fields[0]!.values)
			expect(Math.abs(value - 0.5)).toBeLessThanOrEqual(0.25);
	},
	subsample: async () => {
		const { model } = await fit({ subsample: '0.5' }, table);
		const covers = model.ensemble.trees.map(({ cover }) => cover[0]!);
		const mean = covers.reduce((sum, cover) => sum + cover, 0) / covers.length;
		expect(Math.abs(mean - 150)).toBeLessThan(25);
	},
	colsample_bytree: async () => {
		const { model } = await fit({ colsample_bytree: '0.2' }, table);
		for (const { feature, left } of model.ensemble.trees) {
			expect(new Set(feature.filter((_, node) => left[node]! >= 0)).size).toBeLessThanOrEqual(1);
		}
	},
	colsample_bylevel: async () => {
		const { model } = await fit({ colsample_bylevel: '0.2', max_depth: '3' }, table);
		for (const { feature, left, parent } of model.ensemble.trees) {
			const depth = (node: number): number => (node === 0 ? 0 : depth(parent[node]!) + 1);
			for (const level of [0, 1, 2]) {
				const used = feature.filter((_, node) => left[node]! >= 0 && depth(node) === level);
				expect(new Set(used).size).toBeLessThanOrEqual(1);
			}
		}
	},
	colsample_bynode: async () => {
		const roots = async (share: string): Promise<number> =>
			new Set(
				(await fit({ colsample_bynode: share }, table)).model.ensemble.trees.map(({ feature }) => feature[0])
			).size;
		expect(await roots('0.2')).toBeGreaterThan(await roots('1'));
	},
	scale_pos_weight: async () => {
		const mean = async (weight: string): Promise<number> => {
			const given = { objective: 'binary:logistic', scale_pos_weight: weight, num_round: '3' };
			const { values } = (await fit(given, breastCancer())).model.predict(breastCancer()).fields[0]!;
			return values.reduce((sum, value) => sum + value, 0) / values.length;
		};
		expect(await mean('10')).toBeGreaterThan(await mean('1'));
		const { lines } = await fit(
			{ objective: 'multi:softmax', num_class: '3', scale_pos_weight: '2' },
			iris()
		);
		expect(lines[0]).toBe('WARNING: scale_pos_weight has no effect on multi:softmax.');
	},
	base_score: async () => {
		const { model } = await fit({ base_score: '3', eta: '0' }, table);
		expect(model.predict(table).fields[0]!.values[0]).toBe(3);
	},
	booster: async () =>
		expect(bytes(await fit({ booster: 'gbtree' }, table))).toBe(bytes(await fit({}, table))),
	tree_method: async () =>
		expect(bytes(await fit({ tree_method: 'hist' }, table))).toBe(bytes(await fit({}, table))),
	max_bin: async () => {
		const { model } = await fit({ max_bin: '3', num_round: '20' }, table);
		const thresholds = new Set<string>();
		for (const { left, feature, threshold } of model.ensemble.trees) {
			left.forEach((child, node) => child >= 0 && thresholds.add(`${feature[node]} ${threshold[node]}`));
		}
		expect(thresholds.size).toBeLessThanOrEqual(2 * 6);
	},
	seed: async () => {
		const run = async (seed: string): Promise<string> => bytes(await fit({ seed, subsample: '0.5' }, table));
		expect(await run('1')).toBe(await run('1'));
		expect(await run('1')).not.toBe(await run('2'));
	},
	nthread: async () => expect(bytes(await fit({ nthread: '8' }, table))).toBe(bytes(await fit({}, table))),
	verbosity: async () => {
		const count = async (verbosity: string): Promise<number> =>
			(await fit({ verbosity, objective: 'reg:linear' }, table)).lines.length;
		expect([await count('0'), await count('1'), await count('2')]).toEqual([10, 11, 21]);
	},
	silent: async () => {
		expect((await fit({ silent: '1', verbosity: '3', objective: 'reg:linear' }, table)).lines).toHaveLength(
			10
		);
	}
};

describe('every hyperparameter has its effect', () => {
	test.each(Object.entries(effects))('%s', async (_name, show) => show());

	test('and none is without a test here; that of csv_weights is in the container', () => {
		expect(Object.keys(effects).sort()).toEqual(
			Object.keys(hyperparameters)
				.filter((name) => name !== 'csv_weights')
				.sort()
		);
	});
});

test('no name is both taken and refused', () => {
	expect(Object.keys(notSimulated).filter((name) => name in hyperparameters)).toEqual([]);
});

describe('rules across hyperparameters', () => {
	test.each([
		[{ objective: 'multi:softprob' }, "Require input for parameter 'num_class' for multi-classification"],
		[{ num_class: '3' }, 'Hyperparameter num_class: 3 does not go with objective reg:squarederror'],
		[{ objective: 'binary:logistic', base_score: '1' }, 'Hyperparameter base_score: 1 is not in (0, 1)'],
		[{ eval_metric: 'auc' }, "Metric 'auc' can only be applied for classification and ranking problems."],
		[{ eval_metric: 'mlogloss' }, 'eval_metric: mlogloss does not go with objective reg:squarederror'],
		[
			{ objective: 'multi:softmax', num_class: '3', eval_metric: 'rmse' },
			'eval_metric: rmse does not go with objective multi:softmax'
		]
	])('%j is refused', async (given, message) => {
		await expect(fit(given as unknown as Record<string, string>, table)).rejects.toThrow(message);
	});
});
