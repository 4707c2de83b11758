import type { Dataset } from '#ml/data/dataset.ts';

/** How features are moved and stretched before they are learnt from: (x − shift) · scale. */
export interface Scaler {
	/** Null where nothing is moved, so that zeros stay zeros. */
	readonly shift: Float64Array | null;
	readonly scale: Float64Array;
	/** 1 for columns that say nothing in any row: they have no weight. */
	readonly idle: Uint8Array;
}

export interface ScalerOptions {
	readonly normalise: boolean;
	readonly unbias: boolean;
}

/** A deviation below this share of the mean is rounding. */
const CONSTANT = 1e-12;

/**
 * Means and standard deviations of the columns over those rows. A column that never changes is moved, but not stretched.
 * @param indexes of the rows to look at
 */
export function fitScaler(data: Dataset, indexes: Uint32Array, { normalise, unbias }: ScalerOptions): Scaler {
	const { columns } = data;
	const { mean, deviation, isZero } = data.sparse
		? sparseMoments(data, indexes)
		: denseMoments(data, indexes);
	const scale = new Float64Array(columns).fill(1);
	const idle = new Uint8Array(columns);
	const sawAll = indexes.length === data.rows;
	for (let j = 0; j < columns; j++) {
		const isConstant = !(deviation[j]! > CONSTANT * Math.abs(mean[j]!));
		if (normalise && !isConstant) scale[j] = 1 / deviation[j]!;
		idle[j] = Number(sawAll && (unbias ? isConstant : isZero[j] === 1));
	}
	return { shift: unbias ? mean : null, scale, idle };
}

interface Moments {
	readonly mean: Float64Array;
	readonly deviation: Float64Array;
	/** 1 for columns of zeros. */
	readonly isZero: Uint8Array;
}

function denseMoments({ columns, x }: Dataset, indexes: Uint32Array): Moments {
	const mean = new Float64Array(columns);
	const deviation = new Float64Array(columns);
	const isZero = new Uint8Array(columns).fill(1);
	for (const row of indexes) {
		for (let j = 0, i = row * columns; j < columns; j++, i++) mean[j]! += x[i]!;
	}
	for (let j = 0; j < columns; j++) mean[j]! /= indexes.length;
	for (const row of indexes) {
		for (let j = 0, i = row * columns; j < columns; j++, i++) {
			const moved = x[i]! - mean[j]!;
			deviation[j]! += moved * moved;
			if (x[i] !== 0) isZero[j] = 0;
		}
	}
	for (let j = 0; j < columns; j++) deviation[j] = Math.sqrt(deviation[j]! / indexes.length);
	return { mean, deviation, isZero };
}

function sparseMoments({ columns, sparse }: Dataset, indexes: Uint32Array): Moments {
	const { starts, places, values } = sparse!;
	const rows = indexes.length;
	const mean = new Float64Array(columns);
	const deviation = new Float64Array(columns);
	const cells = new Uint32Array(columns);
	for (const row of indexes) {
		for (let i = starts[row]!; i < starts[row + 1]!; i++) {
			mean[places[i]!]! += values[i]! / rows;
			cells[places[i]!]!++;
		}
	}
	for (const row of indexes) {
		for (let i = starts[row]!; i < starts[row + 1]!; i++) {
			const j = places[i]!;
			deviation[j]! += (values[i]! - mean[j]!) ** 2;
		}
	}
	for (let j = 0; j < columns; j++) {
		deviation[j] = Math.sqrt((deviation[j]! + (rows - cells[j]!) * mean[j]! ** 2) / rows);
	}
	return { mean, deviation, isZero: cells.map((count) => Number(count === 0)) as unknown as Uint8Array };
}
