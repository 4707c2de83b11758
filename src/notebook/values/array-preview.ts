import type { ArrayData } from '../outputs.ts';
import { summariseNumbers } from './column-summary.ts';
import { targetOf } from './proxies.ts';
import { isTypedArray } from './scalar.ts';
import { LIVE_LIMITS, toTree, type Hold } from './tree.ts';

/** Cells of the heat image on each side, and those of the greatest matrix that is looked at. */
const HEAT_SIDE = 64;
const MOST_CELLS = 4_000_000;

type Row = ArrayLike<number>;

/** A typed array, or an array of equally long arrays of numbers, as a whole; null for everything else and for empty ones. */
export function toArrayPreview(value: unknown, hold?: Hold): ArrayData | null {
	if (isTypedArray(value)) return value.length > 0 ? ofVector(value, hold) : null;
	if (!isMatrix(value)) return null;
	const [rows, columns] = [value.length, value[0]!.length];
	const flat = new Float64Array(rows * columns);
	value.forEach((row, i) => flat.set(row, i * columns));
	return {
		dtype: value[0]!.constructor.name,
		shape: [rows, columns],
		summary: summariseNumbers(flat),
		tree: toTree(value, LIVE_LIMITS, hold),
		heat: heatOf(flat, rows, columns)
	};
}

function ofVector(array: Float64Array, hold: Hold | undefined): ArrayData {
	return {
		dtype: array.constructor.name,
		shape: [array.length],
		summary: summariseNumbers(array),
		tree: toTree(array, LIVE_LIMITS, hold)
	};
}

function isMatrix(value: unknown): value is readonly Row[] {
	if (!Array.isArray(value) || value.length < 2) return false;
	const [first] = value as unknown[];
	const wide = isRow(first) ? first.length : 0;
	if (wide < 2 || wide * value.length > MOST_CELLS) return false;
	return (value as unknown[]).every((row) => isRow(row) && row.length === wide && isNumeric(row));
}

function isRow(value: unknown): value is ArrayLike<unknown> {
	if (typeof value !== 'object' || value === null || targetOf(value)) return false;
	return Array.isArray(value) || (isTypedArray(value) && typeof value[0] === 'number');
}

function isNumeric(row: ArrayLike<unknown>): boolean {
	return isTypedArray(row) || (row as unknown[]).every((item) => typeof item === 'number');
}

function heatOf(flat: Float64Array, rows: number, columns: number): NonNullable<ArrayData['heat']> {
	const [high, wide] = [Math.min(rows, HEAT_SIDE), Math.min(columns, HEAT_SIDE)];
	const values: number[] = [];
	for (let i = 0; i < high; i++) {
		for (let j = 0; j < wide; j++) {
			const [top, bottom] = [Math.floor((i * rows) / high), Math.floor(((i + 1) * rows) / high)];
			const [left, right] = [Math.floor((j * columns) / wide), Math.floor(((j + 1) * columns) / wide)];
			values.push(meanOf(flat, columns, [top, bottom], [left, right]));
		}
	}
	return { rows: high, columns: wide, values };
}

type Span = readonly [from: number, to: number];

/** The mean of a block without its missing values; NaN where all are missing. */
function meanOf(flat: Float64Array, columns: number, [top, bottom]: Span, [left, right]: Span): number {
	let [sum, count] = [0, 0];
	for (let row = top; row < bottom; row++) {
		for (let column = left; column < right; column++) {
			const value = flat[row * columns + column]!;
			if (Number.isNaN(value)) continue;
			sum += value;
			count++;
		}
	}
	return sum / count;
}
