import { expect, test } from 'vitest';
import { decodeUtf8 } from '#base/bytes.ts';
import { Rng } from '#base/rng.ts';
import { FoldedModel } from '#ml/algorithms/xgboost/folded-model.ts';
import { dealFolds } from '#ml/algorithms/xgboost/folds.ts';
import { xgboost } from '#ml/algorithms/xgboost/index.ts';
import { concatRows, takeRows, type Dataset } from '#ml/data/dataset.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';
import { breastCancer, iris, withMissing } from '#tests/support/datasets.ts';
import { farthest, fit, metricIn } from '#tests/support/fit.ts';

const every = (data: Dataset, isWanted: (row: number) => boolean): Dataset =>
	takeRows(data, Array.from({ length: data.rows }, (_, row) => row).filter(isWanted));
const channelsOf = (data: Dataset): { train: Dataset; validation: Dataset } => ({
	train: every(data, (row) => row % 4 !== 3),
	validation: every(data, (row) => row % 4 === 3)
});

async function crossValidated(
	given: Readonly<Record<string, string>>,
	channels: Readonly<Record<string, Dataset>>,
	stop: { aborted: boolean } = { aborted: false },
	onLine: (line: string) => void = () => {}
): Promise<{ model: FoldedModel; lines: string[] }> {
	const hyperparameters = parseHyperparameters(xgboost.hyperparameters, { num_round: '4', ...given });
	xgboost.check(hyperparameters);
	const lines: string[] = [];
	const model = await xgboost.train({
		hyperparameters,
		channels,
		rng: new Rng(0),
		stop,
		log(line) {
			lines.push(line);
			onLine(line);
		},
		breathe: () => Promise.resolve()
	});
	if (!(model instanceof FoldedModel)) throw new Error('no folds were trained');
	return { model, lines };
}

test.each<[string, () => Dataset, Record<string, string>]>([
	['a regression', withMissing, {}],
	['two classes', breastCancer, { objective: 'binary:logistic' }],
	['three classes', iris, { objective: 'multi:softprob', num_class: '3' }]
])('each model of %s is the one that its rows alone would give', async (_name, table, more) => {
	const channels = channelsOf(table());
	const given = { ...more, max_depth: '3' };
	const { model } = await crossValidated({ ...given, _kfold: '3' }, channels);
	const all = concatRows([channels.train, channels.validation]);
	const classes = 'objective' in more ? all.labels : null;
	const parts = dealFolds(all.rows, 3, classes, new Rng(0));
	expect(model.models).toHaveLength(3);
	for (const [part, own] of model.models.entries()) {
		const learnt = every(all, (row) => parts[row] !== part);
		const alone = await fit({ ...given, num_round: '4' }, learnt);
		expect(own.toFiles()).toEqual(alone.model.toFiles());
	}
});

test('the last lines are the means of the last rounds, of each repetition and of all', async () => {
	const { lines } = await crossValidated({ _kfold: '2', _num_cv_round: '2' }, channelsOf(withMissing()));
	expect(lines.filter((line) => line.startsWith('INFO'))).toEqual([
		'INFO: Run 2-round of 2-fold cross validation with 200 rows',
		'INFO: Train cross validation fold 1',
		'INFO: Train cross validation fold 2',
		'INFO: The metrics of round 1 cross validation',
		'INFO: Train cross validation fold 1',
		'INFO: Train cross validation fold 2',
		'INFO: The metrics of round 2 cross validation',
		'INFO: The overall metrics of 2-round cross validation'
	]);
	for (const channel of ['train', 'validation']) {
		const last = metricIn(
			lines.filter((line) => line.startsWith('[3]')),
			`${channel}-rmse`
		);
		const means = metricIn(
			lines.filter((line) => line.startsWith('[4]')),
			`${channel}-rmse`
		);
		const mean = (from: number, to: number): number =>
			last.slice(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
		expect(farthest(means, [mean(0, 2), mean(2, 4), mean(0, 4)])).toBeLessThan(1.1e-5);
	}
});

test('what each model says of the rows that it has not learnt is left beside them', async () => {
	const channels = channelsOf(breastCancer());
	const { model } = await crossValidated({ _kfold: '3', objective: 'binary:logistic' }, channels);
	const all = concatRows([channels.train, channels.validation]);
	const parts = dealFolds(all.rows, 3, all.labels, new Rng(0));
	const said = decodeUtf8(model.outputFiles['predictions.csv']!).trimEnd().split('\n');
	expect(said).toHaveLength(all.rows);
	const cells = said.map((line) => line.split(',').map(Number));
	expect(cells.map(([label]) => label)).toEqual(Array.from(all.labels!));
	const expected = cells.map((_, row) => {
		const one = takeRows(all, [row]);
		return model.models[parts[row]!]!.predict(one).fields[0]!.values[0]!;
	});
	expect(
		farthest(
			cells.map(([, score]) => score!),
			expected
		)
	).toBeLessThan(1e-6);
	expect(cells.map(([, , label]) => label)).toEqual(expected.map((score) => Number(score > 0.5)));
});

test('probabilities are averaged, classes are voted on', async () => {
	const channels = channelsOf(iris());
	const given = { _kfold: '5', num_class: '3', max_depth: '2' };
	const { model } = await crossValidated({ ...given, objective: 'multi:softprob' }, channels);
	const asked = channels.validation;
	const answers = model.models.map((own) => own.predict(asked).fields[0]!.values);
	const mean = Array.from(answers[0]!, (_, i) => answers.reduce((sum, own) => sum + own[i]!, 0) / 5);
	expect(farthest(model.predict(asked).fields[0]!.values, mean)).toBeLessThan(1e-6);
	expect(model.select(asked, ['probabilities']).fields[0]!.values).toEqual(
		model.predict(asked).fields[0]!.values
	);

	const voted = (await crossValidated({ ...given, objective: 'multi:softmax' }, channels)).model;
	const votes = voted.models.map((own) => own.predict(asked).fields[0]!.values);
	const winners = Array.from(votes[0]!, (_, row) => {
		const counts = [0, 1, 2].map((k) => votes.filter((own) => own[row] === k).length);
		return counts.indexOf(Math.max(...counts));
	});
	expect(Array.from(voted.predict(asked).fields[0]!.values)).toEqual(winners);
});

test('the archive has one model for each fold, and they come back in their order', async () => {
	const channels = channelsOf(withMissing());
	const { model } = await crossValidated({ _kfold: '6', _num_cv_round: '2', num_round: '1' }, channels);
	const files = model.toFiles();
	expect(Object.keys(files)).toEqual(Array.from({ length: 12 }, (_, i) => `xgboost-model-${i}`));
	const loaded = xgboost.load(files) as FoldedModel;
	expect(loaded.models.map((own) => own.ensemble)).toEqual(model.models.map((own) => own.ensemble));
	expect(loaded.predict(channels.train)).toEqual(model.predict(channels.train));
	expect(loaded.first.predict(channels.train)).toEqual(model.models[0]!.predict(channels.train));
});

test('a stopped job keeps the models that it has', async () => {
	const stop = { aborted: false };
	const { model } = await crossValidated({ _kfold: '4' }, channelsOf(withMissing()), stop, (line) => {
		if (line.endsWith('fold 3')) stop.aborted = true;
	});
	expect(model.models).toHaveLength(2);
	expect(model.outputFiles).toEqual({});
});

test('rows of each class are dealt out evenly', () => {
	const labels = Float32Array.from({ length: 103 }, (_, row) => (row % 10 === 0 ? 2 : row % 3 === 0 ? 1 : 0));
	const parts = dealFolds(103, 4, labels, new Rng(5));
	const sizes = (wanted: (row: number) => boolean): number[] =>
		[0, 1, 2, 3].map((part) => Array.from(parts).filter((own, row) => own === part && wanted(row)).length);
	for (const counts of [sizes(() => true), ...[0, 1, 2].map((k) => sizes((row) => labels[row] === k))]) {
		expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
	}
	expect(dealFolds(103, 4, labels, new Rng(6))).not.toEqual(parts);
});

test.each<[string, Record<string, string>, () => Record<string, Dataset>, string]>([
	[
		'without a validation channel',
		{ _kfold: '3' },
		() => ({ train: withMissing() }),
		"failed with exception:\n 'validation'"
	],
	[
		'with more folds than rows',
		{ _kfold: '300' },
		() => channelsOf(withMissing()),
		'Cannot have number of splits n_splits=300 greater than the number of samples: n_samples=200.'
	],
	[
		'with more folds than rows of any class',
		{ _kfold: '60', objective: 'multi:softmax', num_class: '3' },
		() => channelsOf(iris()),
		'n_splits=60 cannot be greater than the number of members in each class.'
	],
	[
		'of groups',
		{ _kfold: '2', objective: 'rank:pairwise' },
		() => channelsOf({ ...withMissing(), labels: withMissing().labels!.map((y) => Number(y > 0)) }),
		'slice does not support group structure'
	]
])('cross-validation %s is refused', async (title, given, channels, message) => {
	const tables = channels();
	const grouped =
		title === 'of groups'
			? Object.fromEntries(
					Object.entries(tables).map(([name, data]) => [
						name,
						{ ...data, groups: Int32Array.of(0, data.rows) }
					])
				)
			: tables;
	await expect(crossValidated(given, grouped)).rejects.toThrow(message);
});
