import { UserError } from '#base/errors.ts';
import type { Task } from '#ml/algorithm.ts';
import { checkFeatures } from '#ml/first-generation/check-features.ts';
import { createReporter, type Reporter } from '#ml/first-generation/reporter.ts';
import type { Components } from './components.ts';
import { tableFor } from './gpu-choice.ts';
import type { PcaHyperparameters } from './hyperparameters.ts';
import { PcaModel } from './model.ts';
import { randomized } from './randomized.ts';
import { regular } from './regular.ts';
import { tableOf } from './table.ts';

/**
 * Finds the directions in which the rows differ most.
 * @returns null where it was stopped on the way: half a sum says nothing
 * @throws UserError for data that cannot be learnt from
 */
export async function train(task: Task<PcaHyperparameters>): Promise<PcaModel | null> {
	const { hyperparameters: p, channels, rng, stop } = task;
	const train = checkFeatures('train', channels['train'], p.feature_dim, TITLE);
	const test = channels['test'] ? checkFeatures('test', channels['test'], p.feature_dim, TITLE) : null;
	if (train.rows < p.mini_batch_size) throw tooFewRows(train.rows, p.mini_batch_size);
	const report = createReporter(task);
	report.info(
		`${train.rows} rows, ${train.columns} ${train.sparse ? 'sparse ' : ''}features; mode ${p.algorithm_mode}`
	);
	for (const remark of remarksOn(p, train.rows)) report.warn(remark);
	report.beginEpoch();
	const table = await tableFor(tableOf(train, p.subtract_mean === 'true'), train, p, task);
	const host = { stop, breathe: (): Promise<void> => task.breathe() };
	const components =
		p.algorithm_mode === 'regular' ? await regular(table, p, host) : await randomized(table, p, rng, host);
	if (!components) return null;
	report.endEpoch(0, 1, train.rows);
	const model = new PcaModel({ mean: Float32Array.from(table.mean), ...turned(components) });
	// What the training rows keep is known without projecting them: it is the squares of the singular values.
	const kept = components.s.reduce((sum, value) => sum + value * value, 0);
	tellKept(report, 'train', { whole: table.sumOfSquares(), kept }, train.rows);
	if (test) tellKept(report, 'test', model.keptOf(test), test.rows);
	return model;
}

const TITLE = 'PCA';

/** Directions as columns side by side. */
function turned({ s, directions }: Components): { v: Float32Array; s: Float32Array } {
	const count = s.length;
	const length = directions.length / count;
	const v = new Float32Array(directions.length);
	for (let i = 0; i < count; i++) {
		for (let j = 0; j < length; j++) v[j * count + i] = directions[i * length + j]!;
	}
	return { v, s: Float32Array.from(s) };
}

function tellKept(
	report: Reporter,
	channel: string,
	{ whole, kept }: { readonly whole: number; readonly kept: number },
	rows: number
): void {
	const share = whole > 0 ? Math.min(1, kept / whole) : 1;
	const lost = Math.max(0, whole - kept) / rows;
	report.info(
		`${channel}: the components keep ${share} of the variance; mean squared reconstruction error ${lost}`
	);
}

function remarksOn(p: PcaHyperparameters, rows: number): string[] {
	const remarks: string[] = [];
	if (p.algorithm_mode === 'regular' && p.extra_components !== -1) {
		remarks.push('extra_components has no effect with algorithm_mode regular.');
	}
	if (p.num_components > rows) {
		remarks.push(`${rows} rows have no more than ${rows} components: the others keep nothing.`);
	}
	return remarks;
}

function tooFewRows(rows: number, size: number): UserError {
	return new UserError(
		'EmptyChannel',
		'No training data processed. Either the training channel is empty or the mini-batch size is too high. Verify that training data contains non-empty files and the mini-batch size is less than the number of records per training host.',
		{ hint: `There are ${rows} rows, and mini_batch_size is ${size}.` }
	);
}
