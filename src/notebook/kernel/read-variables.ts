import type { Extent, Variable } from './variables.ts';

const MOST = 500;
const LONGEST = 200;

/** What a kernel says of its variables, item by item; one that is no variable is passed over, since cells live there. */
export function readVariables(answer: unknown): readonly Variable[] {
	if (!Array.isArray(answer)) return [];
	return answer.slice(0, MOST).flatMap((item: unknown) => {
		if (!isRecord(item)) return [];
		const { name, type, value, size } = item;
		if (!isText(name) || !isText(type) || !isText(value)) return [];
		return [{ name, type, value, size: readExtent(size) }];
	});
}

function readExtent(size: unknown): Extent | null {
	if (!isRecord(size)) return null;
	const { unit, rows, columns, count } = size;
	if (unit === 'table') {
		return typeof rows === 'number' && typeof columns === 'number' ? { unit, rows, columns } : null;
	}
	const known = UNITS.find((one) => one === unit);
	return known && typeof count === 'number' ? { unit: known, count } : null;
}

const UNITS = ['elements', 'numbers', 'entries', 'keys', 'bytes', 'characters'] as const;

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value.length <= LONGEST;
}
