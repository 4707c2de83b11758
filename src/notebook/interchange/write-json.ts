import type { Json, JsonObject } from '../document/notebook-document.ts';

/**
 * JSON as Jupyter writes it: one space a level, keys in the order of their code points.
 *
 * @param level how deep the value stands in its file
 */
export function writeJson(value: Json, level = 0): string {
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const isList = isJsonList(value);
	const parts = isList
		? value.map((item) => writeJson(item, level + 1))
		: sortedEntries(value).map(([key, item]) => `${JSON.stringify(key)}: ${writeJson(item, level + 1)}`);
	const [open, close] = isList ? ['[', ']'] : ['{', '}'];
	if (parts.length === 0) return open + close;
	const line = `\n${' '.repeat(level + 1)}`;
	return `${open}${line}${parts.join(`,${line}`)}\n${' '.repeat(level)}${close}`;
}

/** JSON on one line without spaces, keys in the same order. */
export function writeCompactJson(value: Json): string {
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	if (isJsonList(value)) return `[${value.map(writeCompactJson).join(',')}]`;
	const members = sortedEntries(value).map(
		([key, item]) => `${JSON.stringify(key)}:${writeCompactJson(item)}`
	);
	return `{${members.join(',')}}`;
}

/** Whether two values are the same JSON, whatever the order of their keys. */
export function isSameJson(a: Json | undefined, b: Json | undefined): boolean {
	if (a === b) return true;
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
	if (isJsonList(a) || isJsonList(b)) {
		if (!isJsonList(a) || !isJsonList(b) || a.length !== b.length) return false;
		return a.every((item, i) => isSameJson(item, b[i]));
	}
	const keys = Object.keys(a);
	return (
		keys.length === Object.keys(b).length &&
		keys.every((key) => Object.hasOwn(b, key) && isSameJson(a[key], b[key]))
	);
}

/** Whether a value is a list; `Array.isArray` does not know read-only ones. */
export function isJsonList(value: Json | undefined): value is readonly Json[] {
	return Array.isArray(value);
}

/** Whether a value is an object, no list and not null. */
export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy with other members; `undefined` takes one out. Keys such as `__proto__` are members like any other. */
export function withMembers(
	object: JsonObject,
	changes: Readonly<Record<string, Json | undefined>>
): JsonObject {
	const merged = new Map<string, Json>(Object.entries(object));
	for (const [key, value] of Object.entries(changes)) {
		if (value === undefined) merged.delete(key);
		else merged.set(key, value);
	}
	return Object.fromEntries(merged);
}

function sortedEntries(object: JsonObject): [string, Json][] {
	return Object.entries(object).sort(([a], [b]) => compareCodePoints(a, b));
}

/** UTF-16 puts what lies beyond U+FFFF before U+E000; code points do not. */
function compareCodePoints(a: string, b: string): number {
	const [left, right] = [[...a], [...b]];
	for (let i = 0; i < Math.min(left.length, right.length); i++) {
		const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
		if (difference !== 0) return difference;
	}
	return left.length - right.length;
}
