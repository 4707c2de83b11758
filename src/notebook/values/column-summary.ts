import type { ColumnSummary, TableCell, TableColumn } from '../outputs.ts';
import { isMissing } from './table-query.ts';

const BINS = 20;
const MOST_DISTINCT = 10_000;
const TOP = 3;

type NumberSummary = ColumnSummary & { readonly kind: 'number' };

/** What a column of a table holds, over all its rows. Linear. */
export function summarise(
	column: TableColumn,
	rows: number,
	cell: (row: number) => TableCell
): ColumnSummary {
	if (column.type !== 'number') return summariseText(rows, cell);
	const values = new Float64Array(rows);
	for (let row = 0; row < rows; row++) {
		const value = cell(row);
		values[row] = typeof value === 'number' ? value : NaN;
	}
	return summariseNumbers(values);
}

/** Smallest, greatest and mean value, and a histogram. NaN counts as missing; infinite values are left out of bins and mean. */
export function summariseNumbers(values: ArrayLike<number | bigint>): NumberSummary {
	let [missing, min, max, mean, finite] = [0, Infinity, -Infinity, 0, 0];
	for (let i = 0; i < values.length; i++) {
		const value = Number(values[i]);
		if (Number.isNaN(value)) missing++;
		else {
			if (value < min) min = value;
			if (value > max) max = value;
			// The running mean neither overflows nor loses small values beside a great sum.
			if (Number.isFinite(value)) mean += (value - mean) / ++finite;
		}
	}
	if (missing === values.length) return { kind: 'number', missing, min: NaN, max: NaN, mean: NaN, bins: [] };
	const bins = Number.isFinite(max - min) ? histogram(values, min, max, values.length - missing) : [];
	return { kind: 'number', missing, min, max, mean: finite > 0 ? mean : NaN, bins };
}

function histogram(values: ArrayLike<number | bigint>, min: number, max: number, count: number): number[] {
	if (min === max) return [count];
	const bins = new Array<number>(BINS).fill(0);
	const scale = BINS / (max - min);
	for (let i = 0; i < values.length; i++) {
		const value = Number(values[i]);
		if (Number.isNaN(value)) continue;
		bins[Math.min(BINS - 1, Math.floor((value - min) * scale))]!++;
	}
	return bins;
}

function summariseText(rows: number, cell: (row: number) => TableCell): ColumnSummary {
	const counts = new Map<string, number>();
	let missing = 0;
	for (let row = 0; row < rows; row++) {
		const value = cell(row);
		if (isMissing(value)) missing++;
		else if (counts.size <= MOST_DISTINCT) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
	}
	if (counts.size > MOST_DISTINCT) return { kind: 'text', missing, distinct: null, top: [] };
	const top = [...counts]
		.sort((a, b) => b[1] - a[1])
		.slice(0, TOP)
		.map(([text, count]) => ({ text, count }));
	return { kind: 'text', missing, distinct: counts.size, top };
}
