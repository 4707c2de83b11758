import { invalidValue } from './errors.ts';
import type { Point } from './point.ts';

/** A statistic of the values of one span; null where the summaries that were put do not tell it. */
export type Statistic = (point: Point) => number | null;

const PLAIN: Readonly<Record<string, Statistic>> = {
	SampleCount: ({ count }) => count,
	Sum: ({ sum }) => sum,
	Average: ({ sum, count }) => sum / count,
	Minimum: ({ min }) => min,
	Maximum: ({ max }) => max,
	IQM: (point) => trimmedMean(point, 25, 75)
};

/**
 * The statistic of that name: a plain one, a percentile (`p99.9`), a trimmed, winsorized or counted range (`tm`, `wm`,
 * `tc`, `ts` with one number or `(10%:90%)`), or a percentile rank `PR(:300)`. Percentiles are nearest ranks.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 * @throws AwsError InvalidParameterValueException
 */
export function statisticOf(name: string): Statistic {
	if (Object.hasOwn(PLAIN, name)) return PLAIN[name]!;
	const [, percentile] = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(name) ?? [];
	if (percentile !== undefined) return (point) => percentileOf(point, Number(percentile));
	const [, short, upper] = /^(tm|wm|tc|ts)(\d{1,2}(?:\.\d{1,10})?)$/i.exec(name) ?? [];
	if (short !== undefined) return rangeStatistic(short.toLowerCase(), null, Number(upper), true);
	const [, kind, low, lowPercent, high, highPercent] =
		/^(TM|WM|TC|TS|PR)\((-?\d*\.?\d*)(%?):(-?\d*\.?\d*)(%?)\)$/i.exec(name) ?? [];
	const isPercent = lowPercent === '%' || highPercent === '%';
	const mixed = isPercent && ((low && lowPercent !== '%') || (high && highPercent !== '%'));
	if (kind === undefined || mixed || (!low && !high) || (kind.toUpperCase() === 'PR' && isPercent)) {
		throw invalidValue(`The value ${name} for parameter Stat is not a valid statistic.`);
	}
	return rangeStatistic(kind.toLowerCase(), low ? Number(low) : null, high ? Number(high) : null, isPercent);
}

function rangeStatistic(
	kind: string,
	low: number | null,
	high: number | null,
	isPercent: boolean
): Statistic {
	return (point) => {
		const kept = isPercent ? cutByRank(point, low ?? 0, high ?? 100) : cutByValue(point, low, high);
		if (!kept) return null;
		switch (kind) {
			case 'tm':
				return kept.count === 0 ? null : kept.sum / kept.count;
			case 'tc':
				return kept.count;
			case 'ts':
				return kept.sum;
			case 'pr':
				return (100 * kept.count) / point.count;
			default: {
				const below = kept.below * (kept.lowest ?? 0);
				const above = kept.above * (kept.highest ?? 0);
				return kept.lowest === null ? null : (below + kept.sum + above) / point.count;
			}
		}
	};
}

function trimmedMean(point: Point, low: number, high: number): number | null {
	const kept = cutByRank(point, low, high);
	return kept && kept.count > 0 ? kept.sum / kept.count : null;
}

/** The value at or below which `percent` of all values lie. Summaries tell it only where all values are one. */
function percentileOf(point: Point, percent: number): number | null {
	const { values, counts, count, min, max } = point;
	if (!values || !counts) return min === max ? min : null;
	const rank = (percent / 100) * count;
	let seen = 0;
	for (const [i, value] of values.entries()) {
		seen += counts[i]!;
		// The sum of fractions may fall short of a rank by a rounding error.
		if (seen >= rank - 1e-9 * count) return value;
	}
	return max;
}

interface Kept {
	readonly count: number;
	readonly sum: number;
	readonly lowest: number | null;
	readonly highest: number | null;
	/** How many values were cut off at either end. */
	readonly below: number;
	readonly above: number;
}

/** The values between two percentages of the whole, of which a value may be kept in part. */
function cutByRank({ values, counts, count }: Point, low: number, high: number): Kept | null {
	const from = (low / 100) * count;
	const to = (high / 100) * count;
	let seen = 0;
	return keep(values, counts, (_, n) => {
		const part = Math.max(0, Math.min(seen + n, to) - Math.max(seen, from));
		seen += n;
		return { part, isBelow: seen <= from };
	});
}

/** The values above `low` and up to `high`. */
function cutByValue({ values, counts }: Point, low: number | null, high: number | null): Kept | null {
	return keep(values, counts, (value, n) => {
		const isBelow = low !== null && value <= low;
		return { part: isBelow || (high !== null && value > high) ? 0 : n, isBelow };
	});
}

function keep(
	values: Point['values'],
	counts: Point['counts'],
	cut: (value: number, count: number) => { readonly part: number; readonly isBelow: boolean }
): Kept | null {
	if (!values || !counts) return null;
	let kept: Kept = { count: 0, sum: 0, lowest: null, highest: null, below: 0, above: 0 };
	for (const [i, value] of values.entries()) {
		const { part, isBelow } = cut(value, counts[i]!);
		const lost = counts[i]! - part;
		const isUnder = isBelow || (part > 0 && kept.lowest === null);
		kept = {
			count: kept.count + part,
			sum: kept.sum + part * value,
			lowest: kept.lowest ?? (part > 0 ? value : null),
			highest: part > 0 ? value : kept.highest,
			below: kept.below + (isUnder ? lost : 0),
			above: kept.above + (isUnder ? 0 : lost)
		};
	}
	return kept;
}
