/** A line of a benchmark's table. */
export interface Row {
	readonly name: string;
	readonly unit: string;
	readonly value: number;
	/** The same of others, by name. */
	readonly peers: Readonly<Record<string, number>>;
	readonly bar: { readonly max: number } | { readonly min: number } | null;
}

/** A row in milliseconds or another unit that must not be above `max`; null where it is told only. */
export function row(name: string, unit: string, value: number, max: number | null): Row {
	return { name, unit, value: Number(value.toFixed(1)), peers: {}, bar: max === null ? null : { max } };
}

/** The middle of the values, the upper one of two; NaN of none. */
export function median(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Whether a row keeps its bar. */
export function keepsBar({ value, bar }: Row): boolean {
	if (!bar) return true;
	return 'max' in bar ? value <= bar.max : value >= bar.min;
}
