import type { Range } from './schema.ts';

/** An interval as mathematicians write it, e.g. `(0, 1]`, `[1, ∞)`. */
export function rangeNotation(range: Range): string {
	const low = range.min === undefined ? '(-∞' : `${range.minExclusive ? '(' : '['}${range.min}`;
	const high = range.max === undefined ? '∞)' : `${range.max}${range.maxExclusive ? ')' : ']'}`;
	return `${low}, ${high}`;
}

/** The same in words, e.g. `above 0 and at most 1`. */
export function rangeWords(range: Range): string {
	const words: string[] = [];
	if (range.min !== undefined) words.push(`${range.minExclusive ? 'above' : 'at least'} ${range.min}`);
	if (range.max !== undefined) words.push(`${range.maxExclusive ? 'below' : 'at most'} ${range.max}`);
	return words.join(' and ') || 'any number';
}

/** Whether a number lies in the interval; NaN lies in none. */
export function isInRange(value: number, range: Range): boolean {
	const { min = -Infinity, max = Infinity } = range;
	return (
		(range.minExclusive ? value > min : value >= min) && (range.maxExclusive ? value < max : value <= max)
	);
}
