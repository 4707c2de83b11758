import type { TreeNode } from '../outputs.ts';
import { targetOf } from './proxies.ts';

/** Makes a leaf. */
export function leaf(type: string, text: string): TreeNode {
	return { kind: 'leaf', type, text };
}

/** A value that has nothing inside as a leaf; null for everything else. Strings are cut after `longest` characters. */
export function toScalar(value: unknown, longest: number): TreeNode | null {
	switch (typeof value) {
		case 'string':
			return leaf('string', quote(shorten(value, longest)));
		case 'number':
			return leaf('number', Object.is(value, -0) ? '-0' : String(value));
		case 'bigint':
			return leaf('bigint', `${value}n`);
		case 'boolean':
		case 'undefined':
		case 'symbol':
			return leaf(typeof value, String(value));
		case 'function':
			return null;
		case 'object':
			return value === null ? leaf('null', 'null') : toObjectLeaf(value);
	}
}

function toObjectLeaf(value: object): TreeNode | null {
	// To ask a proxy what it is would call its traps.
	if (targetOf(value)) return null;
	if (value instanceof Date)
		return leaf('date', isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString());
	if (value instanceof RegExp) return leaf('regexp', String(value));
	if (typeof URL !== 'undefined' && value instanceof URL) return leaf('object', `URL ${quote(value.href)}`);
	return null;
}

/** A string in single quotes, with escapes where a literal would need them. */
export function quote(text: string): string {
	const escaped = text
		.replace(/[\\']/g, '\\$&')
		.replace(/\n/g, '\\n')
		.replace(/\r/g, '\\r')
		.replace(/\t/g, '\\t');
	return `'${escaped}'`;
}

/** The beginning of a text that is too long, and how much was cut off. */
export function shorten(text: string, length: number): string {
	return text.length > length ? `${text.slice(0, length)}… ${text.length - length} more characters` : text;
}

/** A view whose elements are numbers or bigints. */
export function isTypedArray(value: unknown): value is Float64Array {
	return ArrayBuffer.isView(value) && !(value instanceof DataView);
}
