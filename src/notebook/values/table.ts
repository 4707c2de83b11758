import type { TableData } from '../outputs.ts';
import { shorten, toTree } from './tree.ts';
import { treeText } from './tree-text.ts';

type Cell = string | number | boolean | null;

const TABLE_ROWS = 200;
const TABLE_COLUMNS = 100;

/**
 * The first 200 rows of an array of records, or null where the value is none: each of those rows must be a plain object,
 * and one of them must have a member. `undefined` and missing members become null; what is no plain value becomes text.
 */
export function toTable(value: unknown): TableData | null {
	if (!Array.isArray(value) || value.length === 0) return null;
	const records = (value as unknown[]).slice(0, TABLE_ROWS);
	if (!records.every(isRecord)) return null;
	const names = [...new Set(records.flatMap(dataKeys))].slice(0, TABLE_COLUMNS);
	if (names.length === 0) return null;
	const rows = records.map((record) => names.map((name) => cellOf(record, name)));
	const columns = names.map((name, i) => ({ name, type: columnType(rows.map((row) => row[i] ?? null)) }));
	return { columns, rows, total: value.length };
}

function isRecord(value: unknown): value is Record<string, unknown> {
	if (typeof value !== 'object' || value === null) return false;
	const proto: unknown = Object.getPrototypeOf(value);
	return proto === null || Object.getPrototypeOf(proto) === null;
}

function dataKeys(record: Record<string, unknown>): string[] {
	return Object.keys(record).filter((key) => !Object.getOwnPropertyDescriptor(record, key)?.get);
}

function cellOf(record: Record<string, unknown>, name: string): Cell {
	const value = Object.getOwnPropertyDescriptor(record, name)?.value as unknown;
	switch (typeof value) {
		case 'number':
		case 'boolean':
			return value;
		case 'string':
			return shorten(value, 1000);
		case 'undefined':
			return null;
		default:
			return value === null ? null : shorten(treeText(toTree(value)), 1000);
	}
}

function columnType(cells: readonly Cell[]): TableData['columns'][number]['type'] {
	const types = new Set(cells.filter((cell) => cell !== null).map((cell) => typeof cell));
	if (types.size !== 1) return 'other';
	if (types.has('number')) return 'number';
	return types.has('string') ? 'string' : 'other';
}
