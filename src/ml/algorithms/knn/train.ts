import { UserError } from '#base/errors.ts';
import type { Task } from '#ml/algorithm.ts';
import { concatRows, takeRows, type Dataset } from '#ml/data/dataset.ts';
import { createReporter } from '#ml/first-generation/reporter.ts';
import type { Sliced } from '#ml/sliced.ts';
import { batchOf } from './batch.ts';
import { buildIndex } from './build-index.ts';
import { remarksOn, type KnnHyperparameters } from './hyperparameters.ts';
import { IvfIndex } from './ivf-index.ts';
import { KnnModel } from './model.ts';
import { preparer, type Preparation } from './prepare.ts';
import type { ProjectionPlan } from './projection.ts';
import { reservoirSample } from './reservoir.ts';
import { checkTable } from './training-data.ts';
import { testModel } from './test-model.ts';

/**
 * Draws the sample, makes its rows shorter where that is asked for, and builds the index.
 * @returns null where it was stopped before the index was there
 * @throws UserError for data that it cannot learn from
 */
export async function train(task: Task<KnnHyperparameters>): Promise<KnnModel | null> {
	const { hyperparameters: p, channels, rng } = task;
	const report = createReporter(task);
	if (!channels['train']) throw new UserError('MissingChannel', "u'train' is a required property");
	const all = checkTable("Channel 'train'", channels['train'], p.feature_dim);
	const test = channels['test'] ? checkTable("Channel 'test'", channels['test'], p.feature_dim) : null;
	report.beginEpoch();
	const kept = reservoirSample(all.rows, p.sample_size, rng);
	const sample = kept.length === all.rows ? all : takeRows(all, kept);
	const labels = Float32Array.from(kept, (row) => all.labels[row]!);
	report.info(`${kept.length} of ${all.rows} rows are kept, ${p.feature_dim} features each`);
	remarksOn(p).forEach(report.warn);
	const projection = planOf(p, rng.uint32());
	const rows = await prepared(task, sample, preparationOf(p, sample, projection));
	const index = rows && (await unlessStopped(task, buildIndex(rows, p, rng)));
	if (!index) return null;
	report.endEpoch(0, 1, all.rows);
	const model = new KnnModel(
		{
			k: p.k,
			predictorType: p.predictor_type,
			features: p.feature_dim,
			normalise: p.index_metric === 'COSINE',
			projection,
			probes: index instanceof IvfIndex ? index.probes : null
		},
		index,
		labels
	);
	if (test) await testModel(task, model, test);
	return model;
}

function planOf(p: KnnHyperparameters, seed: number): ProjectionPlan | null {
	const { dimension_reduction_type: type, dimension_reduction_target: target, feature_dim: features } = p;
	return type === undefined ? null : { type, features, target: target!, seed };
}

function preparationOf(
	p: KnnHyperparameters,
	sample: Dataset,
	projection: ProjectionPlan | null
): Preparation {
	const parts = p.index_type === 'faiss.IVFPQ' ? Number(p.faiss_index_pq_m) : 1;
	const width = projection?.target ?? p.feature_dim;
	return {
		projection,
		dimension: Math.ceil(width / parts) * parts,
		normalise: p.index_metric === 'COSINE',
		sparse: sample.sparse !== undefined && !projection && p.index_type === 'faiss.Flat'
	};
}

/** The rows as the index takes them, a mini-batch at a time; null where it was stopped. */
async function prepared(
	{ hyperparameters: p, stop, breathe }: Task<KnnHyperparameters>,
	sample: Dataset,
	how: Preparation
): Promise<Dataset | null> {
	const prepare = preparer(how);
	const parts: Dataset[] = [];
	for (let from = 0; from < sample.rows; from += p.mini_batch_size) {
		if (stop.aborted) return null;
		const to = Math.min(sample.rows, from + p.mini_batch_size);
		parts.push(prepare(batchOf(sample, from, to)));
		await breathe();
	}
	return concatRows(parts);
}

async function unlessStopped<T>(
	{ stop, breathe }: Task<KnnHyperparameters>,
	work: Sliced<T>
): Promise<T | null> {
	for (;;) {
		if (stop.aborted) return null;
		const { done, value } = work.next();
		if (done) return value;
		await breathe();
	}
}
