import { encodeUtf8 } from '#base/bytes.ts';
import type { Ensemble } from '../ensemble.ts';
import { floatText } from './float-text.ts';
import { Float, modelDocument, type Value } from './model-document.ts';

/** The bytes that XGBoost 1.7's `save_model('x.json')` would write, so that the library loads them. Same model, same bytes. */
export function writeModel(ensemble: Ensemble): Uint8Array {
	return encodeUtf8(jsonOf(modelDocument(ensemble)));
}

function jsonOf(value: Value): string {
	if (value instanceof Float) return jsonFloat(value.value);
	if (value instanceof Float32Array) return `[${Array.from(value, jsonFloat).join()}]`;
	if (ArrayBuffer.isView(value)) return `[${value.join()}]`;
	if (Array.isArray(value)) return `[${value.map(jsonOf).join()}]`;
	if (typeof value !== 'object') return JSON.stringify(value);
	const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${jsonOf(member)}`);
	return `{${members.join()}}`;
}

/** The library's reader takes a number without point or exponent for an integer, and refuses it. */
function jsonFloat(value: number): string {
	const text = floatText(value);
	return /[.e]/.test(text) ? text : `${text}.0`;
}
