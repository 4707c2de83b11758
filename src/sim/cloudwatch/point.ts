/** What is known of the values that fell into one span of time: enough for every statistic that can be told of them. */
export interface Point {
	/** Beginning of the span, ms since the epoch. */
	readonly at: number;
	/** Seconds that the span lasts. */
	readonly seconds: number;
	readonly unit: string;
	readonly count: number;
	readonly sum: number;
	readonly min: number;
	readonly max: number;
	/** The values, ascending, with how often each came; null where only a summary was given. */
	readonly values: readonly number[] | null;
	readonly counts: readonly number[] | null;
}

/** Where and in what unit a point lies. */
export type Place = Pick<Point, 'at' | 'seconds' | 'unit'>;

/** A point of values, each with how often it came. */
export function pointOf(place: Place, values: readonly number[], counts: readonly number[]): Point {
	const pairs = values.map((value, i) => [value, counts[i]!] as const).sort((a, b) => a[0] - b[0]);
	return pairs
		.map(([value, count]) => ({
			...place,
			count,
			sum: value * count,
			min: value,
			max: value,
			values: [value],
			counts: [count]
		}))
		.reduce<Point>(merge, { ...place, ...NOTHING });
}

const NOTHING = { count: 0, sum: 0, min: Infinity, max: -Infinity, values: [], counts: [] };

/** Both together, at the place of the first. */
export function merge(a: Point, b: Point): Point {
	const { at, seconds, unit } = a;
	const known = a.values && a.counts && b.values && b.counts;
	return {
		at,
		seconds,
		unit,
		count: a.count + b.count,
		sum: a.sum + b.sum,
		min: Math.min(a.min, b.min),
		max: Math.max(a.max, b.max),
		...(known ? zip(a.values, a.counts, b.values, b.counts) : { values: null, counts: null })
	};
}

/** Merges two ascending lists; what one value comes in both adds up. */
function zip(
	a: readonly number[],
	aCounts: readonly number[],
	b: readonly number[],
	bCounts: readonly number[]
): { readonly values: number[]; readonly counts: number[] } {
	const values: number[] = [];
	const counts: number[] = [];
	let i = 0;
	let j = 0;
	while (i < a.length || j < b.length) {
		const takeA = j >= b.length || (i < a.length && a[i]! <= b[j]!);
		const both = i < a.length && j < b.length && a[i] === b[j];
		values.push(takeA ? a[i]! : b[j]!);
		counts.push(both ? aCounts[i]! + bCounts[j]! : takeA ? aCounts[i]! : bCounts[j]!);
		if (takeA) i++;
		if (!takeA || both) j++;
	}
	return { values, counts };
}
