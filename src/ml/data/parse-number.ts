import { decodeUtf8 } from '#base/bytes.ts';

const SPACE = 32;
const TAB = 9;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Exact powers of ten: a quotient or product of two exact doubles is rounded once, hence correctly. */
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/**
 * The number spelt by bytes[from…to), spaces around it allowed: decimal with optional sign, point and exponent.
 * NaN for an empty cell or `nan` in any case (missing); Infinity for everything else (no number, or none that 32-bit
 * floats can hold).
 */
export function parseNumber(bytes: Uint8Array, from: number, to: number): number {
	while (from < to && (bytes[from] === SPACE || bytes[from] === TAB)) from++;
	while (to > from && (bytes[to - 1] === SPACE || bytes[to - 1] === TAB)) to--;
	if (from === to) return NaN;
	let at = from;
	const sign = bytes[at]!;
	if (sign === MINUS || sign === PLUS) at++;
	let mantissa = 0;
	let decimals = -1;
	const first = at;
	for (; at < to; at++) {
		const digit = bytes[at]! - 48;
		if (digit >= 0 && digit <= 9) {
			mantissa = mantissa * 10 + digit;
			if (decimals >= 0) decimals++;
		} else if (bytes[at] === POINT && decimals < 0) {
			decimals = 0;
		} else {
			break;
		}
	}
	const simple = at === to && at - first <= 15 && (decimals < 0 ? at > first : at - first > 1);
	if (!simple) return parseRare(bytes, from, to);
	const size = decimals > 0 ? mantissa / POWERS[decimals]! : mantissa;
	return sign === MINUS ? -size : size;
}

/** Exponents, long mantissas, `nan`, and what is no number. */
function parseRare(bytes: Uint8Array, from: number, to: number): number {
	const text = decodeUtf8(bytes.subarray(from, to));
	if (/^nan$/i.test(text)) return NaN;
	if (!DECIMAL.test(text)) return Infinity;
	const value = Number(text);
	return Number.isFinite(Math.fround(value)) ? value : Infinity;
}
