import { UserError } from '#base/errors.ts';
import type { Task } from '#ml/algorithm.ts';
import { checkFeatures } from '#ml/first-generation/check-features.ts';
import { createReporter } from '#ml/first-generation/reporter.ts';
import type { Centers } from './centers.ts';
import type { KMeansHyperparameters } from './hyperparameters.ts';
import { shrink } from './local-lloyd.ts';
import { KMeansModel } from './model.ts';
import { pointsOf, sumOfSquares } from './points.ts';
import { searchOf } from './search.ts';
import { streamCenters } from './stream.ts';

/**
 * Streams the rows by more centres than are wanted, and then makes k of them.
 * @returns null where it was stopped before the first batch was over
 * @throws UserError for data that cannot be learnt from
 */
export async function train(task: Task<KMeansHyperparameters>): Promise<KMeansModel | null> {
	const { hyperparameters: p, channels, rng, stop } = task;
	const train = checkFeatures('train', channels['train'], p.feature_dim, TITLE);
	const test = channels['test'] ? checkFeatures('test', channels['test'], p.feature_dim, TITLE) : null;
	const count = workingCenters(p, train.rows);
	const report = createReporter(task);
	const points = pointsOf(train);
	const breathe = (): Promise<void> => task.breathe();
	report.info(
		`${train.rows} rows, ${train.columns} ${train.sparse ? 'sparse ' : ''}features; ${count} working centers`
	);
	const batch = Math.min(p.mini_batch_size, train.rows);
	const search = await searchOf(points, train, batch, count, task);
	const working = await streamCenters(points, count, p, {
		rng,
		search,
		stop,
		breathe,
		beginEpoch: report.beginEpoch,
		endEpoch(epoch, msd) {
			report.info(`epoch ${epoch}: mean square distance to the working centers ${msd}`);
			report.endEpoch(epoch, p.epochs, train.rows);
		}
	});
	if (!working) return null;
	const unused = working.weights.filter((weight) => weight === 0).length;
	if (working.count - unused < p.k) {
		report.warn(
			`only ${working.count - unused} centers have rows: are there fewer than ${p.k} distinct rows?`
		);
	}
	const centers = working.count === p.k ? working.values : await shrunk(working);
	const model = new KMeansModel(Float32Array.from(centers), p.feature_dim);
	if (stop.aborted) return model;
	report.quality('train msd <loss>', sumOfSquares(points, Float64Array.from(model.centers)) / train.rows);
	if (test) {
		const sum = model.sumOfSquares(test);
		for (const name of p.eval_metrics) {
			report.quality(`test ${name} <loss>`, name === 'ssd' ? sum : sum / test.rows);
		}
	}
	return model;

	async function shrunk(working: Centers): Promise<Float64Array> {
		report.info(`shrinking ${working.count} centers into ${p.k}`);
		const { values, loss } = await shrink(working, p, {
			rng,
			stop,
			breathe,
			tried: (attempt, msd) =>
				report.info(`local kmeans attempt #${attempt}. Current mean square distance ${msd}`)
		});
		report.info(`finished shrinking process. Mean Square Distance = ${loss}`);
		return values;
	}
}

const TITLE = 'K-Means';

/** Coordinates that working centres may have: 2²⁴ of 20 bytes each are 320 MiB. */
const MOST_COORDINATES = 2 ** 24;
/** Working centres up to which `auto` takes ten for each. */
const MANY = 1000;

/**
 * How many centres work while the rows stream by: k times the factor, but no more than rows.
 * @throws UserError `InvalidHyperparameter` where k is above the number of rows; `TooLarge`
 */
function workingCenters(
	{ k, extra_center_factor: factor, feature_dim: columns }: KMeansHyperparameters,
	rows: number
): number {
	if (k > rows) {
		throw new UserError(
			'InvalidHyperparameter',
			`Hyperparameter k: ${k} clusters need at least ${k} rows, and there are ${rows}.`,
			{
				hint: 'Each cluster has at least one row: take a smaller k.'
			}
		);
	}
	const room = Math.floor(MOST_COORDINATES / (k * columns));
	const auto = Math.max(1, Math.min(room, Math.max(4, Math.min(10, Math.floor(MANY / k)))));
	const count = Math.min(rows, k * (factor === 'auto' ? auto : factor));
	if (count * columns <= MOST_COORDINATES) return count;
	throw new UserError(
		'TooLarge',
		`${count} working centers of ${columns} features have more than 2^24 coordinates.`,
		{
			hint: 'Take a smaller k or extra_center_factor, or fewer features.'
		}
	);
}
