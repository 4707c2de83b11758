import { fromBase64, toBase64 } from '#base/bytes.ts';
import type { Shape } from './model.ts';

/** Where a timestamp stands decides its format: RFC 7231 in headers, ISO 8601 in XML and query strings. */
export type TextPlace = 'header' | 'xml';

/** A scalar from its text, or undefined where the text is none of that type. */
export function readText(shape: Shape, text: string): unknown {
	switch (shape.type) {
		case 'string':
			return text;
		case 'boolean':
			return text === 'true' ? true : text === 'false' ? false : undefined;
		case 'integer':
		case 'long':
			return /^[+-]?\d+$/.test(text.trim()) ? Number(text) : undefined;
		case 'float':
		case 'double':
			return text.trim() === '' || (Number.isNaN(Number(text)) && text !== 'NaN') ? undefined : Number(text);
		case 'timestamp':
			return readTime(text);
		case 'blob':
			return fromBase64(text) ?? undefined;
		case 'structure':
		case 'list':
		case 'map':
			return undefined;
	}
}

function readTime(text: string): Date | undefined {
	const date = /^-?\d+(\.\d+)?$/.test(text) ? new Date(Number(text) * 1000) : new Date(text);
	return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The text of a native scalar. */
export function writeText(shape: Shape, value: unknown, place: TextPlace): string {
	if (value instanceof Uint8Array) return toBase64(value);
	if (!(value instanceof Date)) return String(value);
	const format = shape.timestampFormat ?? (place === 'header' ? 'rfc822' : 'iso8601');
	switch (format) {
		case 'rfc822':
			return value.toUTCString();
		case 'iso8601':
			return value.toISOString();
		case 'unixTimestamp':
			return String(value.getTime() / 1000);
	}
}
