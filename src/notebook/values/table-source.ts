import type { TableCell, TableColumn } from '../outputs.ts';
import { targetOf } from './proxies.ts';
import { isTypedArray, shorten } from './scalar.ts';
import { toTree, TREE_LIMITS } from './tree.ts';
import { treeText } from './tree-text.ts';

/** A table where it lies: cells are read one by one. */
export interface TableSource {
	readonly rows: number;
	readonly columns: readonly TableColumn[];
	/** What the table is, e.g. `Dataset`; null for an array of records. */
	readonly label: string | null;
	cell(row: number, column: number): TableCell;
}

/** Rows from which the columns and their types are taken. */
const LOOKED_AT = 200;
const MOST_COLUMNS = 100;
const LONGEST_CELL = 1000;
/** Columns of so many rows are a table, fewer are two or three numbers in an object. */
const FEWEST_ROWS = 5;

/**
 * A value as a table, or null where it is none. Tables are arrays of plain records with a member among them, plain
 * objects whose members are arrays of one length (typed, or five long at least), and Datasets of the module `ml`.
 */
export function toTableSource(value: unknown): TableSource | null {
	if (Array.isArray(value)) return recordsTable(value);
	if (!isRecord(value)) return null;
	return datasetTable(value) ?? columnsTable(value, FEWEST_ROWS);
}

/** As `console.table` takes it: anything with members, its keys as first column. Null for plain values. */
export function toAnyTable(value: unknown): TableSource | null {
	if (typeof value !== 'object' || value === null) return null;
	const whole = Array.isArray(value) ? recordsTable(value) : isRecord(value) ? datasetTable(value) : null;
	if (whole) return whole;
	const entries: [string, unknown][] = value instanceof Map ? mapRows(value) : Object.entries(value);
	return recordsTable(
		entries.map(([key, row]) =>
			typeof row === 'object' && row !== null
				? { '(index)': indexOf(key), ...row }
				: { '(index)': indexOf(key), Value: row }
		)
	);
}

function indexOf(key: string): string | number {
	return /^\d+$/.test(key) ? Number(key) : key;
}

function mapRows(map: Map<unknown, unknown>): [string, unknown][] {
	return [...map].map(([key, row]) => [String(toCell(key)), row]);
}

function recordsTable(records: readonly unknown[]): TableSource | null {
	const looked = records.slice(0, LOOKED_AT);
	if (looked.length === 0 || !looked.every(isRecord)) return null;
	const names = [...new Set(looked.flatMap(dataKeys))].slice(0, MOST_COLUMNS);
	if (names.length === 0) return null;
	const cell = (row: number, column: number): TableCell => {
		const record = records[row];
		return isRecord(record) ? memberOf(record, names[column]!) : null;
	};
	return { rows: records.length, columns: typed(names, looked.length, cell), label: null, cell };
}

function columnsTable(value: Record<string, unknown>, fewest: number): TableSource | null {
	const names = dataKeys(value);
	const lists = names.map((name) => Object.getOwnPropertyDescriptor(value, name)?.value as unknown);
	const first = lists[0];
	if (!isList(first) || !lists.every((list) => isList(list) && list.length === first.length)) return null;
	const isLong = first.length >= fewest || lists.some(isTypedArray);
	if (!isLong || first.length === 0 || lists.some((list) => isNested(list as ArrayLike<unknown>)))
		return null;
	const columns = (lists as ArrayLike<unknown>[]).slice(0, MOST_COLUMNS);
	const cell = (row: number, column: number): TableCell => toCell(columns[column]![row]);
	const shown = names.slice(0, MOST_COLUMNS);
	return { rows: first.length, columns: typed(shown, LOOKED_AT, cell, first.length), label: null, cell };
}

/** A Dataset of the module `ml`, known by its members. */
function datasetTable(value: Record<string, unknown>): TableSource | null {
	const { rows, columns, x, labels = null, weights = null } = value;
	if (typeof rows !== 'number' || typeof columns !== 'number' || !isTypedArray(x)) return null;
	if (x.length !== rows * columns || rows === 0) return null;
	const extra = [
		...(isTypedArray(labels) ? [{ name: 'label', values: labels }] : []),
		...(isTypedArray(weights) ? [{ name: 'weight', values: weights }] : [])
	];
	const wide = Math.min(columns, MOST_COLUMNS);
	const names = [...extra.map((e) => e.name), ...Array.from({ length: wide }, (_, i) => `x${i}`)];
	const cell = (row: number, column: number): TableCell => {
		const own = extra[column];
		const number = own ? own.values[row] : x[row * columns + column - extra.length];
		return number === undefined || Number.isNaN(number) ? null : number;
	};
	const label = `Dataset ${rows} × ${columns}, ${x.constructor.name}`;
	return { rows, columns: names.map((name) => ({ name, type: 'number' })), label, cell };
}

function typed(
	names: readonly string[],
	looked: number,
	cell: TableSource['cell'],
	rows = looked
): TableColumn[] {
	return names.map((name, column) => {
		const types = new Set<string>();
		for (let row = 0; row < Math.min(looked, rows); row++) {
			const value = cell(row, column);
			if (value !== null) types.add(typeof value);
		}
		return { name, type: columnType(types) };
	});
}

function columnType(types: ReadonlySet<string>): TableColumn['type'] {
	if (types.size !== 1) return 'other';
	if (types.has('number')) return 'number';
	return types.has('string') ? 'string' : 'other';
}

function isRecord(value: unknown): value is Record<string, unknown> {
	if (typeof value !== 'object' || value === null || targetOf(value)) return false;
	const proto: unknown = Object.getPrototypeOf(value);
	return proto === null || Object.getPrototypeOf(proto) === null;
}

function isList(value: unknown): value is ArrayLike<unknown> {
	return Array.isArray(value) || isTypedArray(value);
}

function isNested(list: ArrayLike<unknown>): boolean {
	if (isTypedArray(list)) return false;
	return Array.from({ length: Math.min(list.length, LOOKED_AT) }, (_, i) => list[i]).some(
		(item) => typeof item === 'object' && item !== null && !(item instanceof Date)
	);
}

function dataKeys(record: Record<string, unknown>): string[] {
	return Object.keys(record).filter((key) => !Object.getOwnPropertyDescriptor(record, key)?.get);
}

function memberOf(record: Record<string, unknown>, name: string): TableCell {
	return toCell(Object.getOwnPropertyDescriptor(record, name)?.value);
}

function toCell(value: unknown): TableCell {
	switch (typeof value) {
		case 'number':
		case 'boolean':
			return value;
		case 'string':
			return shorten(value, LONGEST_CELL);
		case 'undefined':
			return null;
		default:
			return value === null ? null : shorten(treeText(toTree(value, TREE_LIMITS)), LONGEST_CELL);
	}
}
