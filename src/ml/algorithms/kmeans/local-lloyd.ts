import type { Rng } from '#base/rng.ts';
import { Centers } from './centers.ts';
import { DensePoints } from './dense-points.ts';
import { drawSeeds } from './draw-seeds.ts';
import type { KMeansHyperparameters } from './hyperparameters.ts';
import { inOrder, type Points } from './points.ts';
import { rowsAsCenters } from './seeds.ts';

/** Tries that `auto` means. */
const TRIALS = 10;

/** Makes few centres of many, and looks out between its rounds. */
export interface Host {
	readonly rng: Rng;
	readonly stop: { readonly aborted: boolean };
	breathe(): Promise<void>;
	/** Hears how each try ended: the weighted mean of squared distances. */
	tried(attempt: number, loss: number): void;
}

/**
 * The k centres that stand best for the working ones, each counted by the rows that it was given: Lloyd's rounds from
 * several starts, of which the one with the least loss is kept. Centres without rows are left out; where fewer than k
 * have any, the others fill up.
 * @returns k centres and the loss
 */
export async function shrink(
	working: Centers,
	p: KMeansHyperparameters,
	host: Host
): Promise<{ values: Float64Array; loss: number }> {
	const { points, weights } = livingOf(working, p.k);
	const choice = { points, indexes: inOrder(points.rows), weights };
	const trials = p.local_lloyd_num_trials === 'auto' ? TRIALS : p.local_lloyd_num_trials;
	let best: { values: Float64Array; loss: number } = {
		values: working.values.slice(0, p.k * working.columns),
		loss: Infinity
	};
	for (let attempt = 0; attempt < trials; attempt++) {
		const seeds = drawSeeds(p.local_lloyd_init_method, choice, p.k, host.rng);
		const tried = await lloyd(points, weights, rowsAsCenters(points, seeds), p, host);
		host.tried(attempt, tried.loss);
		if (attempt === 0 || tried.loss < best.loss) best = tried;
		if (host.stop.aborted) break;
	}
	return best;
}

/** The working centres as points: those with rows, and as many of the others as are missing to k. */
function livingOf(
	{ values, weights, columns }: Centers,
	k: number
): { points: Points; weights: Float64Array } {
	const order = inOrder(weights.length).sort((a, b) => Number(weights[b]! > 0) - Number(weights[a]! > 0));
	const alive = weights.filter((weight) => weight > 0).length;
	const kept = order.subarray(0, Math.max(alive, k));
	const x = new Float32Array(kept.length * columns);
	for (const [i, center] of kept.entries()) {
		x.set(values.subarray(center * columns, (center + 1) * columns), i * columns);
	}
	const table = { rows: kept.length, columns, x, labels: null, weights: null };
	return { points: new DensePoints(table), weights: Float64Array.from(kept, (center) => weights[center]!) };
}

/** Lloyd's rounds on weighted points until the loss hardly falls. It never rises. */
async function lloyd(
	points: Points,
	weights: Float64Array,
	start: Float64Array,
	p: KMeansHyperparameters,
	{ stop, breathe }: Host
): Promise<{ values: Float64Array; loss: number }> {
	const indexes = inOrder(points.rows);
	const closest = new Uint32Array(points.rows);
	const squares = new Float64Array(points.rows);
	const whole = weights.reduce((sum, weight) => sum + weight, 0);
	let values = start;
	let loss = Infinity;
	for (let round = 0; ; round++) {
		points.nearest(indexes, values, closest);
		points.squaresTo(indexes, values, closest, squares);
		const before = loss;
		loss = squares.reduce((sum, square, i) => sum + square * weights[i]!, 0) / whole;
		const isOver = round === p.local_lloyd_max_iter || before - loss <= p.local_lloyd_tol * before;
		if ((isOver && round > 0) || stop.aborted) return { values, loss };
		const centers = new Centers(points, values);
		centers.give(indexes, closest, weights);
		centers.move();
		values = centers.values;
		await breathe();
	}
}
