import type { Rng } from '#base/rng.ts';
import { Centers } from './centers.ts';
import { drawSeeds } from './draw-seeds.ts';
import type { KMeansHyperparameters } from './hyperparameters.ts';
import { inOrder, sumOfSquares, type Points } from './points.ts';
import type { Search } from './search.ts';
import { rowsAsCenters } from './seeds.ts';

/** Looks out while the rows stream by. */
export interface StreamHost {
	readonly rng: Rng;
	/** Looks for the centres nearest to the rows of a batch. */
	readonly search: Search;
	readonly stop: { readonly aborted: boolean };
	breathe(): Promise<void>;
	beginEpoch(): void;
	/** @param msd mean of squared distances to the working centres */
	endEpoch(epoch: number, msd: number): void;
}

/**
 * Moves working centres batch after batch: each batch's rows are given to the nearest centres, and each centre moves to
 * the mean of all that it was given so far. A batch that holds all rows replaces what was given before, since those are
 * the same rows: then an epoch is one round of Lloyd's, and the mean distance never rises.
 * @param count working centres, at most as many as rows
 * @returns null where it was stopped before the first batch was over
 */
export async function streamCenters(
	points: Points,
	count: number,
	p: KMeansHyperparameters,
	host: StreamHost
): Promise<Centers | null> {
	const order = inOrder(points.rows);
	const isWhole = p.mini_batch_size >= points.rows;
	if (!isWhole) host.rng.shuffle(order);
	const first = order.subarray(0, Math.max(p.mini_batch_size, count));
	if (host.stop.aborted) return null;
	const seeds = drawSeeds(p.init_method, { points, indexes: first, weights: null }, count, host.rng);
	const centers = new Centers(points, rowsAsCenters(points, seeds));
	const isDone = isWhole
		? await lloydRounds(points, centers, p, host)
		: await batches(points, order, centers, p, host);
	return isDone ? centers : null;
}

/**
 * Lloyd's rounds over all rows, one an epoch. Ends early where no row changes its centre.
 * @param centers moved
 * @returns false where it was stopped before the first was over
 */
export async function lloydRounds(
	points: Points,
	centers: Centers,
	p: KMeansHyperparameters,
	host: StreamHost
): Promise<boolean> {
	const order = inOrder(points.rows);
	const whole = sumOfSquares(points, points.around);
	let owners = new Uint32Array(order.length);
	let closest = new Uint32Array(order.length);
	for (let epoch = 0; epoch < p.epochs; epoch++) {
		await host.breathe();
		if (host.stop.aborted) return epoch > 0;
		host.beginEpoch();
		await host.search.nearest(order, centers.values, closest);
		const changes = epoch === 0 ? allNew(closest) : changesOf(owners, closest);
		centers.give(changes.rows, changes.owners, changes.weights);
		[owners, closest] = [closest, owners];
		centers.move();
		host.endEpoch(epoch, Math.max(0, whole - centers.sumOfSquares()) / order.length);
		if (changes.rows.length === 0) break;
	}
	return true;
}

/** Rows that are given to centres or, with the weight −1, taken from them. */
interface Changes {
	readonly rows: Uint32Array;
	readonly owners: Uint32Array;
	readonly weights: Float64Array;
}

function allNew(owners: Uint32Array): Changes {
	return { rows: inOrder(owners.length), owners, weights: new Float64Array(owners.length).fill(1) };
}

/** Few rows change hands in late rounds: only they are summed up anew. */
function changesOf(before: Uint32Array, after: Uint32Array): Changes {
	let changed = 0;
	const places = new Uint32Array(after.length);
	for (let row = 0; row < after.length; row++) {
		places[changed] = row;
		changed += Number(before[row] !== after[row]);
	}
	const rows = new Uint32Array(2 * changed);
	const owners = new Uint32Array(2 * changed);
	const weights = new Float64Array(2 * changed).fill(-1, 0, changed).fill(1, changed);
	for (let i = 0; i < changed; i++) {
		const row = places[i]!;
		rows[i] = rows[changed + i] = row;
		owners[i] = before[row]!;
		owners[changed + i] = after[row]!;
	}
	return { rows, owners, weights };
}

/** Batches in an order that is drawn anew for each epoch. */
async function batches(
	points: Points,
	order: Uint32Array,
	centers: Centers,
	p: KMeansHyperparameters,
	host: StreamHost
): Promise<boolean> {
	const size = p.mini_batch_size;
	const closest = new Uint32Array(size);
	const squares = new Float64Array(size);
	const ones = new Float64Array(size).fill(1);
	for (let epoch = 0; epoch < p.epochs; epoch++) {
		host.beginEpoch();
		if (epoch > 0) host.rng.shuffle(order);
		let sum = 0;
		for (let from = 0; from < order.length; from += size) {
			await host.breathe();
			if (host.stop.aborted) return epoch > 0 || from > 0;
			const batch = order.subarray(from, from + size);
			await host.search.nearest(batch, centers.values, closest);
			points.squaresTo(batch, centers.values, closest, squares);
			if (p.half_life_time_size > 0) centers.fade(2 ** (-batch.length / p.half_life_time_size));
			for (let i = 0; i < batch.length; i++) sum += squares[i]!;
			centers.give(batch, closest, ones);
			centers.move();
		}
		host.endEpoch(epoch, sum / order.length);
	}
	return true;
}
