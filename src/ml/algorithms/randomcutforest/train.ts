import { UserError } from '#base/errors.ts';
import type { Task } from '#ml/algorithm.ts';
import { takeRows, type Dataset } from '#ml/data/dataset.ts';
import { checkFeatures } from '#ml/first-generation/check-features.ts';
import { createReporter } from '#ml/first-generation/reporter.ts';
import { growTree } from './grow.ts';
import type { ForestHyperparameters } from './hyperparameters.ts';
import { judge } from './judge.ts';
import { ForestModel } from './model.ts';
import { reservoirRows } from './reservoir.ts';
import type { CutTree } from './tree.ts';

const TITLE = 'Random Cut Forest';

/**
 * Grows each tree over a sample of its own.
 * @returns null where it was stopped before all trees were there
 * @throws UserError for data that it cannot learn from
 */
export async function train(task: Task<ForestHyperparameters>): Promise<ForestModel | null> {
	const { hyperparameters: p, channels, rng, stop, breathe } = task;
	const data = checkFeatures('train', channels['train'], p.feature_dim, TITLE);
	const test =
		channels['test'] && checkLabelled(checkFeatures('test', channels['test'], p.feature_dim, TITLE));
	const report = createReporter(task);
	const size = Math.min(data.rows, p.num_samples_per_tree);
	report.info(
		`${p.num_trees} trees of ${size} rows each, from ${data.rows} rows with ${p.feature_dim} features`
	);
	if (size < p.num_samples_per_tree) {
		report.warn(`num_samples_per_tree is ${p.num_samples_per_tree}, but there are ${data.rows} rows.`);
	}
	report.beginEpoch();
	const trees: CutTree[] = [];
	while (trees.length < p.num_trees) {
		if (stop.aborted) return null;
		const sample = denseRows(data, reservoirRows(data.rows, p.num_samples_per_tree, rng));
		trees.push(growTree(sample, p.feature_dim, rng));
		if (trees.length % 10 === 0) await breathe();
	}
	report.endEpoch(0, 1, data.rows);
	const model = new ForestModel(p.feature_dim, trees);
	if (test && !stop.aborted) judge(model, data, test, p.eval_metrics, report);
	return model;
}

function denseRows(data: Dataset, indexes: Uint32Array): Float32Array {
	const { x, sparse } = takeRows(data, indexes);
	if (!sparse) return x;
	const rows = new Float32Array(indexes.length * data.columns);
	for (let row = 0; row < indexes.length; row++) {
		for (let i = sparse.starts[row]!; i < sparse.starts[row + 1]!; i++) {
			rows[row * data.columns + sparse.places[i]!] = sparse.values[i]!;
		}
	}
	return rows;
}

function checkLabelled(data: Dataset): Dataset {
	const { labels } = data;
	if (!labels) {
		throw new UserError('MissingLabel', "Unable to read data channel 'test': its rows have no labels.", {
			hint: 'The channel test is there to judge: each row needs 1 for an anomaly, or 0.'
		});
	}
	const row = labels.findIndex((label) => label !== 0 && label !== 1);
	if (row < 0) return data;
	throw new UserError(
		'BadLabel',
		`Channel 'test', row ${row + 1}: the label is ${labels[row]}, but must be 0 or 1.`,
		{ hint: 'Label 1 says that the row is an anomaly. In CSV it is the first column.' }
	);
}
