import type { MimeBundle } from '../outputs.ts';
import type { Json, JsonObject } from '../document/notebook-document.ts';
import { LIMITS } from './limits.ts';
import { isJsonList, isJsonObject } from './write-json.ts';

const OWN = /^application\/vnd\.sagebrush\..*json$/;
const JSON_TYPE = /^application\/(.*\+)?json$/;
const SPLIT = /^(text\/.*|application\/javascript|image\/svg\+xml)$/;
/** Where Python's `str.splitlines` ends a line. */
const LINE_ENDS = String.raw`\n\r\v\f\u001c-\u001e\u0085\u2028\u2029`;
const LINES = new RegExp(`[^${LINE_ENDS}]*(?:\\r\\n|[${LINE_ENDS}])|[^${LINE_ENDS}]+$`, 'g');

/** The member under which our own forms keep what JSON cannot say: `NaN`, `Infinity`, `-0`, a bigint. */
const SPELLED = '$number';

/** A text as Jupyter's files have it: a list of its lines, each with its end. */
export function splitLines(text: string): string[] {
	return text.match(LINES) ?? [];
}

/** A text from a file: written as one, or as a list of lines; null for anything else. */
export function joinLines(value: Json | undefined): string | null {
	if (typeof value === 'string') return value;
	if (!isJsonList(value) || !value.every((line) => typeof line === 'string')) return null;
	return value.join('');
}

/** A bundle as a file has it; our own forms get back what JSON cannot say. */
export function readBundle(data: JsonObject): MimeBundle {
	const entries = Object.entries(data).map(([type, value]) => {
		if (OWN.test(type)) return [type, revive(value)];
		return [type, JSON_TYPE.test(type) ? value : (joinLines(value) ?? value)];
	});
	return Object.fromEntries(entries) as MimeBundle;
}

/**
 * A bundle as a file keeps it. Bytes become base64; what is no JSON (a function, a Blob) is left out, its `text/plain`
 * stays.
 */
export function writeBundle(data: MimeBundle): JsonObject {
	const entries = Object.entries(data).flatMap(([type, value]): [string, Json][] => {
		if (JSON_TYPE.test(type)) {
			const json = toJson(value, OWN.test(type), 0);
			return json === undefined ? [] : [[type, json]];
		}
		if (typeof value === 'string') return [[type, SPLIT.test(type) ? splitLines(value) : value]];
		if (value instanceof Uint8Array) return [[type, toBase64(value)]];
		const json = toJson(value, false, 0);
		return json === undefined ? [] : [[type, json]];
	});
	return Object.fromEntries(entries);
}

function toJson(value: unknown, spells: boolean, depth: number): Json | undefined {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
	if (typeof value === 'number') return spells ? spellNumber(value) : Number.isFinite(value) ? value : null;
	if (typeof value === 'bigint') return spells ? { [SPELLED]: `${value}n` } : String(value);
	// A value inside itself has no end.
	if (typeof value !== 'object' || value === null || depth > LIMITS.depth / 2) return undefined;
	if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
		return Array.from(
			value as unknown as ArrayLike<number>,
			(item) => toJson(item, spells, depth + 1) ?? null
		);
	}
	if (Array.isArray(value)) return value.map((item) => toJson(item, spells, depth + 1) ?? null);
	const entries = Object.entries(value).flatMap(([key, item]): [string, Json][] => {
		const json = toJson(item, spells, depth + 1);
		return json === undefined ? [] : [[key, json]];
	});
	return Object.fromEntries(entries);
}

function spellNumber(value: number): Json {
	if (Number.isFinite(value) && !Object.is(value, -0)) return value;
	return { [SPELLED]: Object.is(value, -0) ? '-0' : String(value) };
}

function revive(value: Json): unknown {
	if (isJsonList(value)) return value.map(revive);
	if (!isJsonObject(value)) return value;
	const entries = Object.entries(value);
	const spelled = entries.length === 1 && entries[0]![0] === SPELLED ? entries[0]![1] : null;
	if (typeof spelled === 'string') {
		if (/^(NaN|-?Infinity|-0)$/.test(spelled)) return Number(spelled);
		if (/^-?\d{1,10000}n$/.test(spelled)) return BigInt(spelled.slice(0, -1));
	}
	return Object.fromEntries(entries.map(([key, item]) => [key, revive(item)]));
}

/** Bytes in base64, without line ends. */
export function toBase64(bytes: Uint8Array): string {
	const parts: string[] = [];
	// fromCharCode takes its units as arguments, of which an engine allows only so many.
	for (let i = 0; i < bytes.length; i += 8190) {
		parts.push(btoa(String.fromCharCode(...bytes.subarray(i, i + 8190))));
	}
	return parts.join('');
}
