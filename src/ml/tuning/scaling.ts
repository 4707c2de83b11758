import type { NumericParameter, Scaling } from './parameter.ts';

/** A range of this many times its lower end is searched by logarithm where nobody says how. */
const WIDE = 100;

/** What `Auto` means for a range: Logarithmic where it is positive and spans two powers of ten, else Linear. */
export function autoScaling(min: number, max: number): Scaling {
	return min > 0 && max / min >= WIDE ? 'Logarithmic' : 'Linear';
}

/**
 * The value at `unit` in [0, 1] of the scaled range. An integer range gives each whole number the share of the unit
 * that it has after scaling, its two ends included.
 */
export function valueAt(parameter: NumericParameter, unit: number): number {
	const { type, min, max, scaling } = parameter;
	const [low, high] = ends(parameter);
	const at = low + (high - low) * Math.min(1, Math.max(0, unit));
	const value = backward(scaling, at);
	return Math.min(max, Math.max(min, type === 'Integer' ? Math.round(value) : value));
}

/** Where in [0, 1] a value lies; the inverse of {@link valueAt} up to rounding. A range of one value is at 0.5. */
export function unitOf(parameter: NumericParameter, value: number): number {
	const [low, high] = ends(parameter);
	return high > low ? (forward(parameter.scaling, value) - low) / (high - low) : 0.5;
}

/** Ends of the scaled range. Whole numbers reach half a step beyond, so that the outer ones are as likely as the rest. */
function ends({ type, min, max, scaling }: NumericParameter): [number, number] {
	const half = type === 'Integer' ? 0.5 : 0;
	return [forward(scaling, min - half), forward(scaling, max + half)];
}

function forward(scaling: Scaling, value: number): number {
	switch (scaling) {
		case 'Linear':
			return value;
		case 'Logarithmic':
			return Math.log(value);
		case 'ReverseLogarithmic':
			return -Math.log1p(-value);
	}
}

function backward(scaling: Scaling, at: number): number {
	switch (scaling) {
		case 'Linear':
			return at;
		case 'Logarithmic':
			return Math.exp(at);
		case 'ReverseLogarithmic':
			return -Math.expm1(-at);
	}
}
