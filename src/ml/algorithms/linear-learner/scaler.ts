import type { Dataset } from '#ml/data/dataset.ts';
import type { LinearKernel } from '#ml/wasm/linear.ts';

/** How features are moved and stretched before they are learnt from: (x − shift) · scale. */
export interface Scaler {
	/** Null where nothing is moved, so that zeros stay zeros. */
	readonly shift: Float64Array | null;
	/** 32-bit floats. */
	readonly scale: Float64Array;
	/** 1 for columns that say nothing in any row: they have no weight. */
	readonly idle: Uint8Array;
}

export interface ScalerOptions {
	readonly normalise: boolean;
	readonly unbias: boolean;
}

/** Numbers that are looked at together: those of the usual sample of a hundred columns are copied but once. */
const CHUNK = 2 ** 20;
/** A deviation below this share of the mean is rounding. */
const CONSTANT = 1e-12;
/** A larger scale would be none in 32 bits. */
const MOST = 2 ** 127;

/**
 * Means and standard deviations of the columns over those rows. A column that never changes is moved, but not stretched.
 * @param indexes of the rows to look at
 * @param kernel goes through dense rows
 */
export function fitScaler(
	data: Dataset,
	indexes: Uint32Array,
	{ normalise, unbias }: ScalerOptions,
	kernel: LinearKernel
): Scaler {
	const { columns } = data;
	const { mean, deviation, isZero } = data.sparse
		? sparseMoments(data, indexes)
		: denseMoments(data, indexes, kernel);
	const scale = new Float64Array(columns).fill(1);
	const idle = new Uint8Array(columns);
	const sawAll = indexes.length === data.rows;
	for (let j = 0; j < columns; j++) {
		const isConstant = !(deviation[j]! > CONSTANT * Math.abs(mean[j]!));
		if (normalise && !isConstant) scale[j] = Math.min(MOST, Math.fround(1 / deviation[j]!));
		// What is no number is found where rows are placed, so that its column has to be.
		const isKnown = Number.isFinite(mean[j]!);
		idle[j] = Number(sawAll && isKnown && (unbias ? isConstant : isZero[j] === 1));
	}
	return { shift: unbias ? mean : null, scale, idle };
}

interface Moments {
	readonly mean: Float64Array;
	readonly deviation: Float64Array;
	/** 1 for columns of zeros. */
	readonly isZero: Uint8Array;
}

function denseMoments({ columns, x }: Dataset, indexes: Uint32Array, kernel: LinearKernel): Moments {
	const together = Math.max(1, Math.min(indexes.length, Math.floor(CHUNK / columns)));
	const at = kernel.allocate(4 * together * columns);
	const [sums, squares] = [kernel.allocate(8 * columns), kernel.allocate(8 * columns)];
	const { addColumns, addDeviations } = kernel.functions;
	const chunk = kernel.f32(at, together * columns);
	const isOneChunk = together === indexes.length;
	const eachChunk = (take: (rows: number) => void, isThere: boolean): void => {
		for (let from = 0; from < indexes.length; from += together) {
			const rows = Math.min(together, indexes.length - from);
			for (let i = 0; i < rows && !isThere; i++) {
				const row = indexes[from + i]! * columns;
				chunk.set(x.subarray(row, row + columns), i * columns);
			}
			take(rows);
		}
	};
	eachChunk((rows) => addColumns(at, rows, columns, sums), false);
	const means = kernel.f64(sums, columns);
	for (let j = 0; j < columns; j++) means[j]! /= indexes.length;
	eachChunk((rows) => addDeviations(at, rows, columns, sums, squares), isOneChunk);
	const mean = means.slice();
	const deviation = kernel.f64(squares, columns).map((square) => Math.sqrt(square / indexes.length));
	kernel.release(at);
	const isZero = Uint8Array.from(mean, (value, j) => Number(value === 0 && deviation[j] === 0));
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
