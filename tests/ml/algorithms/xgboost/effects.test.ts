import { describe, expect, test } from 'vitest';
import { decodeUtf8 } from '#base/bytes.ts';
import { hyperparameters } from '#ml/algorithms/xgboost/hyperparameters.ts';
import { type FoldedModel } from '#ml/algorithms/xgboost/folded-model.ts';
import { xgboost } from '#ml/algorithms/xgboost/index.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';
import { Rng } from '#base/rng.ts';
import { sizeOf, type Tree } from '#ml/algorithms/xgboost/trees/tree.ts';
import { breastCancer, iris, planted, tableOf } from '#tests/support/datasets.ts';
import { fit, metricIn, type Fitted } from '#tests/support/fit.ts';
import { inlineCrew } from '#tests/support/inline-crew.ts';

const table = planted(300, 6, 1);
const sizes = ({ model }: Fitted): { leaves: number; depth: number }[] => model.trees.map(sizeOf);
const bytes = ({ model }: Fitted): string => decodeUtf8(model.toFiles()['xgboost-model']!);
const most = (numbers: readonly number[]): number => Math.max(...numbers);

const answers = ({ model }: Fitted): number[] => Array.from(model.predict(table).fields[0]!.values);
const counts = { ...table, labels: table.labels!.map((label) => Math.ceil(Math.abs(label)) + 1) };

const weightsOf = ({ ensemble }: Fitted['model']): readonly number[] =>
	(ensemble.booster === 'gblinear' ? null : ensemble.treeWeights) ?? [];

/** The columns on each way from the root to a leaf. */
function branches({ left, right, feature }: Tree, node = 0): number[][] {
	if (left[node]! < 0) return [[]];
	return [left[node]!, right[node]!].flatMap((child) =>
		branches({ left, right, feature } as Tree, child).map((rest) => [feature[node]!, ...rest])
	);
}

/** A name without effect on the model says so in the log. */
async function isTold(name: string, value: string): Promise<void> {
	const { lines, model } = await fit({ [name]: value }, table);
	expect(lines[0]).toMatch(new RegExp(`^INFO: ${name} has no effect here: `));
	expect(decodeUtf8(model.toFiles()['xgboost-model']!)).toBe(bytes(await fit({}, table)));
}

async function crossValidated(given: Record<string, string>): Promise<FoldedModel> {
	const model = await xgboost.train({
		hyperparameters: parseHyperparameters(xgboost.hyperparameters, { num_round: '1', ...given }),
		channels: { train: table, validation: planted(50, 6, 2) },
		rng: new Rng(0),
		stop: { aborted: false },
		log: () => {},
		breathe: () => Promise.resolve()
	});
	return model as FoldedModel;
}

/** What a value of a hyperparameter does to the model, seen from the model itself. */
const effects: Record<string, () => Promise<void>> = {
	num_round: async () => expect((await fit({ num_round: '7' }, table)).model.trees).toHaveLength(7),
	num_class: async () => {
		const { model } = await fit({ objective: 'multi:softprob', num_class: '4', num_round: '2' }, iris());
		expect(model.predict(iris()).fields[0]!.width).toBe(4);
		expect(model.trees).toHaveLength(8);
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
	_kfold: async () => {
		const model = await crossValidated({ _kfold: '2' });
		expect(model.models).toHaveLength(2);
	},
	_num_cv_round: async () => {
		const model = await crossValidated({ _kfold: '2', _num_cv_round: '3' });
		expect(model.models).toHaveLength(6);
		const { lines } = await fit({ _num_cv_round: '3' }, table);
		expect(lines[0]).toBe('WARNING: _num_cv_round has no effect without _kfold.');
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
		const gained = ({ model }: Fitted): number => model.trees[0]!.gain.reduce((sum, gain) => sum + gain, 0);
		expect(gained(greedy)).toBeGreaterThanOrEqual(gained(wide));
		expect(bytes(greedy)).not.toBe(bytes(wide));
	},
	gamma: async () => {
		const { model } = await fit({ gamma: '5' }, table);
		for (const tree of model.trees) {
			tree.gain.forEach((gain, node) => expect(tree.left[node]! < 0 || gain >= 5).toBe(true));
		}
		expect(sizes(await fit({ gamma: '1000000' }, table)).every(({ leaves }) => leaves === 1)).toBe(true);
	},
	min_child_weight: async () => {
		const { model } = await fit({ min_child_weight: '40' }, table);
		expect(Math.min(...model.trees.flatMap(({ cover }) => Array.from(cover)))).toBeGreaterThanOrEqual(40);
	},
	lambda: async () => {
		const size = async (lambda: string): Promise<number> =>
			most(Array.from((await fit({ lambda, num_round: '1' }, table)).model.trees[0]!.weight, Math.abs));
		expect(await size('100')).toBeLessThan(await size('0'));
	},
	alpha: async () => {
		const { model } = await fit({ alpha: '100000', num_round: '1' }, table);
		expect(Array.from(model.trees[0]!.weight).map(Math.abs)).toEqual([0]);
	},
	max_delta_step: async () => {
		const { model } = await fit({ max_delta_step: '0.25', eta: '1', num_round: '1' }, table);
		for (const value of model.predict(table).fields[0]!.values)
			expect(Math.abs(value - 0.5)).toBeLessThanOrEqual(0.25);
	},
	subsample: async () => {
		const { model } = await fit({ subsample: '0.5' }, table);
		const covers = model.trees.map(({ cover }) => cover[0]!);
		const mean = covers.reduce((sum, cover) => sum + cover, 0) / covers.length;
		expect(Math.abs(mean - 150)).toBeLessThan(25);
	},
	colsample_bytree: async () => {
		const { model } = await fit({ colsample_bytree: '0.2' }, table);
		for (const { feature, left } of model.trees) {
			expect(new Set(feature.filter((_, node) => left[node]! >= 0)).size).toBeLessThanOrEqual(1);
		}
	},
	colsample_bylevel: async () => {
		const { model } = await fit({ colsample_bylevel: '0.2', max_depth: '3' }, table);
		for (const { feature, left, parent } of model.trees) {
			const depth = (node: number): number => (node === 0 ? 0 : depth(parent[node]!) + 1);
			for (const level of [0, 1, 2]) {
				const used = feature.filter((_, node) => left[node]! >= 0 && depth(node) === level);
				expect(new Set(used).size).toBeLessThanOrEqual(1);
			}
		}
	},
	colsample_bynode: async () => {
		const roots = async (share: string): Promise<number> =>
			new Set((await fit({ colsample_bynode: share }, table)).model.trees.map(({ feature }) => feature[0]))
				.size;
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
	booster: async () => {
		const kinds = await Promise.all(
			['gbtree', 'dart', 'gblinear'].map(async (booster) => (await fit({ booster }, table)).model.ensemble)
		);
		expect(kinds.map(({ booster }) => booster)).toEqual(['gbtree', 'dart', 'gblinear']);
		expect(bytes(await fit({ booster: 'gbtree' }, table))).toBe(bytes(await fit({}, table)));
	},
	tree_method: async () => {
		expect(bytes(await fit({ tree_method: 'hist' }, table))).toBe(bytes(await fit({}, table)));
		const few = { max_bin: '4' };
		const hist = bytes(await fit({ ...few, tree_method: 'hist' }, table));
		expect(bytes(await fit({ ...few, tree_method: 'exact' }, table))).not.toBe(hist);
		const binary = { ...few, objective: 'binary:logistic' };
		expect(bytes(await fit({ ...binary, tree_method: 'approx' }, breastCancer()))).not.toBe(
			bytes(await fit({ ...binary, tree_method: 'hist' }, breastCancer()))
		);
	},
	max_bin: async () => {
		const { model } = await fit({ max_bin: '3', num_round: '20' }, table);
		const thresholds = new Set<string>();
		for (const { left, feature, threshold } of model.trees) {
			left.forEach((child, node) => child >= 0 && thresholds.add(`${feature[node]} ${threshold[node]}`));
		}
		expect(thresholds.size).toBeLessThanOrEqual(2 * 6);
	},
	seed: async () => {
		const run = async (seed: string): Promise<string> => bytes(await fit({ seed, subsample: '0.5' }, table));
		expect(await run('1')).toBe(await run('1'));
		expect(await run('1')).not.toBe(await run('2'));
	},
	nthread: async () => {
		const hired = async (nthread: string): Promise<number> => {
			const crew = inlineCrew(3, xgboost.createHelper!);
			await fit({ nthread, num_round: '1', max_depth: '1' }, planted(70_000, 12, 1), undefined, crew);
			return crew.hired();
		};
		expect([await hired('1'), await hired('2'), await hired('8')]).toEqual([0, 1, 2]);
	},
	verbosity: async () => {
		const count = async (verbosity: string): Promise<number> =>
			(await fit({ verbosity, objective: 'reg:linear' }, table)).lines.length;
		expect([await count('0'), await count('1'), await count('2')]).toEqual([10, 11, 21]);
	},
	tweedie_variance_power: async () => {
		const run = async (power: string): Promise<string> =>
			bytes(await fit({ objective: 'reg:tweedie', tweedie_variance_power: power }, counts));
		expect(await run('1.1')).not.toBe(await run('1.9'));
	},
	aft_loss_distribution: async () => {
		const run = async (law: string): Promise<number[]> =>
			answers(await fit({ objective: 'survival:aft', aft_loss_distribution: law }, counts));
		expect(await run('logistic')).not.toEqual(await run('extreme'));
	},
	aft_loss_distribution_scale: async () => {
		const run = async (scale: string): Promise<number[]> =>
			answers(await fit({ objective: 'survival:aft', aft_loss_distribution_scale: scale }, counts));
		expect(await run('0.5')).not.toEqual(await run('2'));
	},
	sketch_eps: async () => {
		const { model } = await fit({ tree_method: 'approx', sketch_eps: '0.4', num_round: '1' }, table);
		const { left, feature, threshold } = model.trees[0]!;
		const used = new Set<string>();
		left.forEach((child, node) => child >= 0 && used.add(`${feature[node]} ${threshold[node]}`));
		expect(used.size).toBeLessThanOrEqual(3 * 6);
		expect(used.size).toBeLessThan(
			sizes(await fit({ tree_method: 'approx', num_round: '1' }, table))[0]!.leaves
		);
	},
	sampling_method: async () => {
		const mean = async (method: string): Promise<number> => {
			const given = { sampling_method: method, subsample: '0.3', num_round: '30', eta: '0.3' };
			const { lines } = await fit({ ...given, eval_metric: 'rmse' }, table);
			return metricIn(lines, 'train-rmse').at(-1)!;
		};
		expect(await mean('gradient_based')).toBeLessThan(await mean('uniform'));
	},
	num_parallel_tree: async () => {
		const given = { num_parallel_tree: '4', subsample: '0.5', num_round: '2' };
		const { model } = await fit(given, table);
		expect(model.trees).toHaveLength(8);
		expect(new Set(model.trees.map(({ cover }) => cover[0])).size).toBeGreaterThan(4);
	},
	monotone_constraints: async () => {
		const given = { tree_method: 'hist', monotone_constraints: '(-1)', num_round: '20' };
		const { model } = await fit(given, table);
		const rows = Array.from({ length: 60 }, (_, i) => [i / 15 - 2, 0.3, -0.8, 0.1, 1, -1]);
		const predicted = model.predict(tableOf(rows)).fields[0]!.values;
		predicted.forEach((value, i) => expect(value).toBeLessThanOrEqual(predicted[i - 1] ?? Infinity));
	},
	interaction_constraints: async () => {
		const groups = [
			[0, 3],
			[1, 2, 4]
		];
		const given = { tree_method: 'hist', interaction_constraints: JSON.stringify(groups) };
		const { model } = await fit(given, table);
		for (const tree of model.trees) {
			for (const branch of branches(tree)) {
				const isOneGroup = groups.some((group) => branch.every((column) => group.includes(column)));
				expect(isOneGroup || new Set(branch).size <= 1).toBe(true);
			}
		}
	},
	rate_drop: async () => {
		const { model } = await fit({ booster: 'dart', rate_drop: '1', num_round: '3' }, table);
		expect(model.ensemble).toMatchObject({ booster: 'dart' });
		expect(weightsOf(model)[2]).toBeCloseTo(1 / 2.3, 5);
		expect(weightsOf((await fit({ booster: 'dart' }, table)).model)).toEqual(new Array(10).fill(1));
	},
	one_drop: async () => {
		const { model } = await fit({ booster: 'dart', one_drop: '1', num_round: '2' }, table);
		expect(weightsOf(model)[1]).toBeCloseTo(1 / 1.3, 5);
	},
	skip_drop: async () => {
		const { model } = await fit({ booster: 'dart', rate_drop: '1', skip_drop: '1' }, table);
		expect(weightsOf(model)).toEqual(new Array(10).fill(1));
	},
	normalize_type: async () => {
		const given = { booster: 'dart', rate_drop: '1', num_round: '3' };
		const { model } = await fit({ ...given, normalize_type: 'forest' }, table);
		expect(weightsOf(model)[2]).toBeCloseTo(1 / 1.3, 5);
	},
	sample_type: async () => {
		const run = async (sample_type: string): Promise<readonly number[]> =>
			weightsOf(
				(await fit({ booster: 'dart', rate_drop: '0.3', num_round: '30', sample_type }, table)).model
			);
		expect(await run('weighted')).not.toEqual(await run('uniform'));
	},
	lambda_bias: async () => {
		const bias = async (lambda_bias: string): Promise<number> => {
			const { model } = await fit({ booster: 'gblinear', lambda_bias, num_round: '30' }, table);
			return model.ensemble.booster === 'gblinear' ? model.ensemble.linear.at(-1)! : NaN;
		};
		expect(Math.abs(await bias('1'))).toBeLessThan(Math.abs(await bias('0')));
	},
	updater: async () => {
		const exact = await fit({ updater: 'grow_colmaker,prune' }, table);
		expect(bytes(exact)).toBe(bytes(await fit({ tree_method: 'exact' }, table)));
		const refreshed = await fit(
			{ updater: 'grow_quantile_histmaker,refresh', subsample: '0.5', num_round: '1' },
			table
		);
		expect(refreshed.model.trees[0]!.cover[0]).toBe(300);
		const linear = await fit({ booster: 'gblinear', updater: 'coord_descent' }, table);
		expect(bytes(linear)).toBe(bytes(await fit({ booster: 'gblinear' }, table)));
	},
	refresh_leaf: async () => {
		const run = async (refresh_leaf: string): Promise<number[]> =>
			answers(
				await fit({ updater: 'grow_quantile_histmaker,refresh', subsample: '0.5', refresh_leaf }, table)
			);
		expect(await run('0')).not.toEqual(await run('1'));
	},
	process_type: async () => {
		await expect(fit({ process_type: 'update', updater: 'refresh' }, table)).rejects.toThrow(
			'update has no trees to work on'
		);
	},
	save_model_on_termination: async () => {
		const run = async (given: Record<string, string>): Promise<unknown> => {
			const stop = { aborted: false };
			return xgboost.train({
				hyperparameters: parseHyperparameters(xgboost.hyperparameters, { num_round: '50', ...given }),
				channels: { train: table },
				rng: new Rng(0),
				stop,
				log: () => (stop.aborted = true),
				breathe: () => Promise.resolve()
			});
		};
		expect(await run({ save_model_on_termination: 'false' })).toBeNull();
		expect(await run({ save_model_on_termination: 'true' })).not.toBeNull();
		expect(await run({})).not.toBeNull();
	},
	predictor: () => isTold('predictor', 'cpu_predictor'),
	dsplit: () => isTold('dsplit', 'row'),
	deterministic_histogram: () => isTold('deterministic_histogram', 'false'),
	single_precision_histogram: () => isTold('single_precision_histogram', 'true'),
	prob_buffer_row: () => isTold('prob_buffer_row', '2'),
	use_dask_gpu_training: async () => {
		await expect(fit({ use_dask_gpu_training: 'true' }, table)).rejects.toThrow(
			'Some configurations unsuitable for Dask GPU training were found'
		);
		expect((await fit({ use_dask_gpu_training: 'false' }, table)).lines).toHaveLength(10);
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
