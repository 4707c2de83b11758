import type { Rng } from '#base/rng.ts';
import { UserError } from '#base/errors.ts';
import type { Sliced } from '#ml/sliced.ts';
import { Nearest } from '#ml/wasm/nearest.ts';
import { meansOf } from './means.ts';
import { reservoirSample } from './reservoir.ts';
import type { Metric } from './search-index.ts';

/** Rows that a centre is found from, at most: more make it no better. */
const ROWS_PER_CELL = 256;

/** By how much the two halves of a cell are moved apart. */
const APART = 1 / 1024;

export interface CellOptions {
	readonly cells: number;
	readonly iterations: number;
	readonly metric: Metric;
	readonly rng: Rng;
}

/**
 * Centres of cells by k-means, as Faiss finds them for its indexes: from drawn rows, so many iterations of Lloyd's, an
 * empty cell refilled with half of a large one. For inner products the centres have length 1.
 * @param rows row-major, `dimension` numbers each
 * @returns row-major, `cells` rows
 * @throws UserError `TooFewRows` where there are fewer rows than cells
 * @see https://github.com/facebookresearch/faiss, Clustering.cpp
 */
export function* findCells(
	rows: Float32Array,
	dimension: number,
	{ cells, iterations, metric, rng }: CellOptions
): Sliced<Float32Array> {
	const count = rows.length / dimension;
	if (count < cells) {
		throw new UserError(
			'TooFewRows',
			`Number of training points (${count}) should be at least as large as number of clusters (${cells})`,
			{ hint: 'Give more rows or a larger sample_size, fewer faiss_index_ivf_nlists, or take faiss.Flat.' }
		);
	}
	const kept = reservoirSample(count, cells * ROWS_PER_CELL, rng);
	const sample = takeRows(rows, dimension, kept);
	const nearest = nearestIn(sample, dimension);
	let centres = takeRows(sample, dimension, reservoirSample(kept.length, cells, rng));
	for (let iteration = 0; iteration < iterations; iteration++) {
		yield;
		if (metric === 'INNER_PRODUCT') normalise(centres, dimension);
		centres = centresOf(sample, dimension, nearest(centres), cells, rng);
	}
	if (metric === 'INNER_PRODUCT') normalise(centres, dimension);
	return centres;
}

/**
 * A function that finds the cell of each row, given the centres. Of centres of length 1 the nearest has the largest
 * product, too.
 */
export function nearestIn(rows: Float32Array, dimension: number): (centres: Float32Array) => Uint32Array {
	const count = rows.length / dimension;
	const kernel = new Nearest(rows, dimension, meansOf(rows, dimension));
	const all = Uint32Array.from({ length: count }, (_, row) => row);
	return (centres) => {
		const cells = new Uint32Array(count);
		kernel.nearest(all, Float64Array.from(centres), cells);
		return cells;
	};
}

/** Divides each row by its length; rows of zeros stay. */
export function normalise(rows: Float32Array, dimension: number): void {
	for (let from = 0; from < rows.length; from += dimension) {
		let square = 0;
		for (let i = from; i < from + dimension; i++) square += rows[i]! * rows[i]!;
		if (square === 0) continue;
		const scale = 1 / Math.sqrt(square);
		for (let i = from; i < from + dimension; i++) rows[i]! *= scale;
	}
}

function centresOf(
	rows: Float32Array,
	dimension: number,
	of: Uint32Array,
	cells: number,
	rng: Rng
): Float32Array {
	const sums = new Float64Array(cells * dimension);
	const counts = new Float64Array(cells);
	for (let row = 0; row < of.length; row++) {
		const cell = of[row]!;
		counts[cell]!++;
		for (let c = 0; c < dimension; c++) sums[cell * dimension + c]! += rows[row * dimension + c]!;
	}
	const centres = new Float32Array(cells * dimension);
	for (let cell = 0; cell < cells; cell++) {
		for (let c = 0; c < dimension; c++) {
			if (counts[cell]! > 0) centres[cell * dimension + c] = sums[cell * dimension + c]! / counts[cell]!;
		}
	}
	refill(centres, dimension, counts, of.length, rng);
	return centres;
}

/** Gives each empty cell half of another, drawn by its size. */
function refill(
	centres: Float32Array,
	dimension: number,
	counts: Float64Array,
	rows: number,
	rng: Rng
): void {
	for (let empty = 0; empty < counts.length; empty++) {
		if (counts[empty]! > 0) continue;
		let large = 0;
		while (rng.next() * (rows - counts.length) >= counts[large]! - 1) large = (large + 1) % counts.length;
		for (let c = 0; c < dimension; c++) {
			const value = centres[large * dimension + c]!;
			const sign = c % 2 === 0 ? 1 : -1;
			centres[empty * dimension + c] = value * (1 + sign * APART);
			centres[large * dimension + c] = value * (1 - sign * APART);
		}
		counts[empty] = counts[large]! / 2;
		counts[large]! /= 2;
	}
}

function takeRows(rows: Float32Array, dimension: number, indexes: Uint32Array): Float32Array {
	const taken = new Float32Array(indexes.length * dimension);
	indexes.forEach((row, i) =>
		taken.set(rows.subarray(row * dimension, (row + 1) * dimension), i * dimension)
	);
	return taken;
}
