/**
 * Stored values as JSON text, so that a file of them can be read by every host and every later version. What JSON has no
 * word for is an object with one member whose name begins with `$`: `{"$date": ms}`, `{"$bytes": base64}`,
 * `{"$number": "NaN"}`, `{"$bigint": "1"}`, `{"$undefined": 1}`, `{"$map": [[key, value], …]}`, `{"$set": […]}`, and
 * `{"$object": [[name, value], …]}` for an object that has such names itself.
 */

import { fromBase64, toBase64 } from '#base/bytes.ts';

/** @throws TypeError for what structured clone would not take either (functions, symbols, class instances with a life) */
export function encodeValue(value: unknown): string {
	return JSON.stringify(isPlain(value) ? value : tag(value));
}

/** @throws SyntaxError or TypeError where the text was not written by {@link encodeValue} */
export function decodeValue(text: string): unknown {
	const value = JSON.parse(text) as unknown;
	// Most records hold nothing but JSON; a look at the text is much cheaper than a walk.
	return text.includes('"$') ? untag(value) : value;
}

function isPlain(value: unknown): boolean {
	switch (typeof value) {
		case 'string':
		case 'boolean':
			return true;
		case 'number':
			return Number.isFinite(value) && !Object.is(value, -0);
		case 'object':
			return value === null || isPlainObject(value);
		default:
			return false;
	}
}

function isPlainObject(value: object): boolean {
	if (Array.isArray(value)) return value.every(isPlain);
	if (Object.getPrototypeOf(value) !== Object.prototype) return false;
	for (const name in value) {
		if (name.startsWith('$') || !isPlain((value as Record<string, unknown>)[name])) return false;
	}
	return true;
}

function tag(value: unknown): unknown {
	if (isPlain(value)) return value;
	switch (typeof value) {
		case 'number':
			return { $number: Object.is(value, -0) ? '-0' : String(value) };
		case 'bigint':
			return { $bigint: String(value) };
		case 'undefined':
			return { $undefined: 1 };
		case 'object':
			return tagObject(value as object);
		default:
			throw new TypeError(`A ${typeof value} cannot be stored.`);
	}
}

function tagObject(value: object): unknown {
	if (Array.isArray(value)) return Array.from(value, tag);
	if (value instanceof Date) return { $date: value.getTime() };
	if (value instanceof Uint8Array) return { $bytes: toBase64(value) };
	if (value instanceof Map) return { $map: [...value].map((pair) => pair.map(tag)) };
	if (value instanceof Set) return { $set: [...value].map(tag) };
	const prototype: unknown = Object.getPrototypeOf(value);
	if (prototype !== Object.prototype && prototype !== null) {
		throw new TypeError(`A ${value.constructor?.name ?? 'class instance'} cannot be stored.`);
	}
	const members = Object.entries(value).map(([name, item]): [string, unknown] => [name, tag(item)]);
	return members.some(([name]) => name.startsWith('$')) ? { $object: members } : Object.fromEntries(members);
}

function untag(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(untag);
	const members = Object.entries(value);
	const [name, content] = members.length === 1 ? members[0]! : [];
	if (name?.startsWith('$')) return untagged(name, content);
	return Object.fromEntries(members.map(([key, item]) => [key, untag(item)]));
}

function untagged(name: string, content: unknown): unknown {
	switch (name) {
		case '$date':
			return new Date(content === null ? NaN : Number(content));
		case '$bytes':
			return bytesOf(content);
		case '$number':
			return Number(content);
		case '$bigint':
			return BigInt(content as string);
		case '$undefined':
			return undefined;
		case '$map':
			return new Map((content as unknown[][]).map(([key, item]) => [untag(key), untag(item)]));
		case '$set':
			return new Set((content as unknown[]).map(untag));
		case '$object':
			return Object.fromEntries((content as [string, unknown][]).map(([key, item]) => [key, untag(item)]));
		default:
			throw new TypeError(`A stored value has the unknown tag '${name}'.`);
	}
}

function bytesOf(content: unknown): Uint8Array {
	const bytes = typeof content === 'string' ? fromBase64(content) : null;
	if (!bytes) throw new TypeError('Stored bytes are no Base64.');
	return bytes;
}
