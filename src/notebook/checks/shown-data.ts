import type {
	ArrayData,
	ColumnSummary,
	ConsoleData,
	PictureData,
	PointData,
	ProgressData,
	TableCell,
	TableColumn,
	TableData,
	TreeEntry,
	TreeNode
} from '../outputs.ts';
import { isCount, isListOf, isNumber, isOptional, isRecord, isText } from './plain.ts';

/** Bounds that no honest kernel reaches, so that a hostile one cannot make the page draw for minutes. */
const MOST_DEPTH = 8;
const MOST_ENTRIES = 2000;
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 200;
const MOST_POINTS = 20_000;
const LEVELS: ReadonlySet<unknown> = new Set(['log', 'info', 'warn', 'error', 'debug']);

export function isTree(value: unknown, depth = MOST_DEPTH): value is TreeNode {
	if (!isRecord(value) || !isOptional(value['ref'], isText)) return false;
	if (value['kind'] === 'leaf') return isText(value['type']) && isText(value['text']);
	if (value['kind'] !== 'branch' || depth === 0) return false;
	const { label, entries, more, text } = value;
	return isText(label) && isCount(more) && isOptional(text, isText) && isEntries(entries, depth - 1);
}

export function isEntries(value: unknown, depth = MOST_DEPTH): value is readonly TreeEntry[] {
	return isListOf(value, MOST_ENTRIES, (entry): entry is TreeEntry => {
		return isRecord(entry) && isText(entry['key']) && isTree(entry['value'], depth);
	});
}

export function isTable(value: unknown): value is TableData {
	if (!isRecord(value)) return false;
	const { columns, rows, total, ref, label, summaries } = value;
	if (!isListOf(columns, MOST_COLUMNS, isColumn) || !isRows(rows, columns.length)) return false;
	if (!isCount(total) || !isOptional(ref, isText) || !isOptional(label, isText)) return false;
	return isOptional(summaries, (all) => isListOf(all, columns.length, isSummary));
}

function isColumn(value: unknown): value is TableColumn {
	const types: readonly unknown[] = ['number', 'string', 'other'];
	return isRecord(value) && isText(value['name']) && types.includes(value['type']);
}

/** @param wide cells of each row */
export function isRows(value: unknown, wide: number): value is readonly (readonly TableCell[])[] {
	return isListOf(value, MOST_ROWS, (row): row is readonly TableCell[] => {
		return isListOf(row, wide, isCell) && row.length === wide;
	});
}

function isCell(value: unknown): value is TableCell {
	return value === null || isText(value) || isNumber(value) || typeof value === 'boolean';
}

export function isSummary(value: unknown): value is ColumnSummary {
	if (!isRecord(value) || !isCount(value['missing'])) return false;
	if (value['kind'] === 'number') {
		const { min, max, mean, bins } = value;
		return isNumber(min) && isNumber(max) && isNumber(mean) && isListOf(bins, 100, isNumber);
	}
	const { kind, distinct, top } = value;
	const isCommon = (one: unknown): one is { text: string; count: number } =>
		isRecord(one) && isText(one['text']) && isCount(one['count']);
	return kind === 'text' && (distinct === null || isCount(distinct)) && isListOf(top, 10, isCommon);
}

export function isArrayData(value: unknown): value is ArrayData {
	if (!isRecord(value)) return false;
	const { dtype, shape, summary, tree, heat } = value;
	if (!isText(dtype) || !isListOf(shape, 10, isCount) || !isTree(tree)) return false;
	return isSummary(summary) && summary.kind === 'number' && isOptional(heat, isHeat);
}

function isHeat(value: unknown): boolean {
	if (!isRecord(value) || !isCount(value['rows']) || !isCount(value['columns'])) return false;
	const { rows, columns, values } = value;
	return isListOf(values, 10_000, isNumber) && values.length === rows * columns;
}

export function isProgress(value: unknown): value is ProgressData {
	if (!isRecord(value) || !isNumber(value['done']) || !isNumber(value['total'])) return false;
	const { label, rate, elapsedMs, leftMs, isOver } = value;
	const isTime = leftMs === undefined || leftMs === null || isNumber(leftMs);
	const isEnd = isOptional(isOver, (over) => typeof over === 'boolean');
	return isText(label) && isOptional(rate, isNumber) && isOptional(elapsedMs, isNumber) && isTime && isEnd;
}

export function isConsoleLine(value: unknown): value is ConsoleData {
	if (!isRecord(value) || !LEVELS.has(value['level'])) return false;
	const { args, count, depth, group, stack } = value;
	const isGroup = group === undefined || group === 'open' || group === 'folded';
	const isTreeArg = (arg: unknown): arg is TreeNode => isTree(arg);
	return (
		isListOf(args, MOST_ENTRIES, isTreeArg) &&
		isGroup &&
		isOptional(count, isCount) &&
		isOptional(depth, isCount) &&
		isOptional(stack, isText)
	);
}

export function isPicture(value: unknown): value is PictureData {
	if (!isRecord(value)) return false;
	const { alt, width, height, points } = value;
	return isText(alt) && isNumber(width) && isNumber(height) && isOptional(points, isPoints);
}

function isPoints(value: unknown): value is PointData {
	if (!isRecord(value)) return false;
	const { names, x, y, values, total } = value;
	if (!isListOf(names, 50, isText) || !isListOf(x, MOST_POINTS, isNumber) || !isCount(total)) return false;
	const isValue = (item: unknown): item is string | null => item === null || isText(item);
	const isRow = (row: unknown): row is (string | null)[] => isListOf(row, names.length, isValue);
	const isLong = (list: readonly unknown[]): boolean => list.length === x.length;
	return (
		isListOf(y, MOST_POINTS, isNumber) && isListOf(values, MOST_POINTS, isRow) && isLong(y) && isLong(values)
	);
}
