import { inLanguage } from './locale.ts';

/**
 * A number for axes, legends and tables: at most five significant digits, no trailing zeros, exponents only where they
 * help; the decimal sign is that of the reader's language.
 */
export function formatNumber(value: number): string {
	if (!Number.isFinite(value)) return String(value);
	if (value === 0) return '0';
	const size = Math.abs(value);
	const plain = { maximumSignificantDigits: 5, useGrouping: false };
	if (size < 1e6 && size >= 1e-4) return inLanguage(value, plain);
	const [digits = '', exponent = ''] = value.toExponential(2).split('e');
	return `${inLanguage(Number(digits), plain)}e${exponent}`;
}

/** How many there are: whole, with separators between thousands. */
export function formatCount(count: number): string {
	return inLanguage(count, {});
}
