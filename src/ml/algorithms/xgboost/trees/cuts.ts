import { summarise, type Summary } from './summary.ts';

/** Where a column is cut into bins. */
export interface Cuts {
	/** Upper ends of the bins, exclusive, rising; the last lies above every value. Empty where all values are missing. */
	readonly ends: Float32Array;
	/** A number below every value: the threshold that parts missing values from all others. */
	readonly floor: number;
}

/**
 * Cuts a column at weighted quantiles as XGBoost's hist method does: every distinct value begins a bin where they are
 * few enough, else the values nearest to evenly spaced ranks do.
 * @param values without NaN; sorted in place where there are no weights
 * @param weights one per value, or null
 * @param style `approx` takes, from below, each value at which the next share of the weight is complete
 * @see Chen & Guestrin, «XGBoost: A scalable tree boosting system», KDD 2016, appendix A (the prune operation)
 */
export function cutColumn(
	values: Float32Array,
	weights: Float32Array | null,
	maxBins: number,
	style: 'hist' | 'approx' = 'hist'
): Cuts {
	return cutSummary(summarise(values, weights), maxBins, style);
}

/** The same for a column that is summed up. */
export function cutSummary(summary: Summary, maxBins: number, style: 'hist' | 'approx'): Cuts {
	if (summary.values.length === 0) return { ends: new Float32Array(0), floor: 0 };
	const kept = style === 'hist' ? pruned(summary, maxBins + 1) : byShares(summary, maxBins);
	const ends: number[] = [];
	for (let i = 1; i < Math.min(kept.length, maxBins); i++) ends.push(kept[i]!);
	const top = kept[kept.length - 1]!;
	const least = kept[0]!;
	ends.push(Math.fround(top + Math.fround(Math.abs(top) + 1e-5)));
	return { ends: Float32Array.from(ends), floor: Math.fround(least - Math.fround(Math.abs(least) + 1e-5)) };
}

/** At most `size` of the values, the first and the last among them, the others nearest to evenly spaced ranks. */
function pruned({ values, below, own }: Summary, size: number): Float32Array | number[] {
	const last = values.length - 1;
	if (values.length <= size) return values;
	const begin = own[0]!;
	const range = below[last]! - begin;
	const steps = size - 1;
	const kept = [values[0]!];
	let keptIndex = 0;
	let i = 1;
	for (let k = 1; k < steps; k++) {
		const twiceRank = 2 * ((k * range) / steps + begin);
		while (i < last && twiceRank >= 2 * below[i + 1]! + own[i + 1]!) i++;
		if (i === last) break;
		const nearer = twiceRank < 2 * below[i + 1]! ? i : i + 1;
		if (nearer === keptIndex) continue;
		kept.push(values[nearer]!);
		keptIndex = nearer;
	}
	if (keptIndex !== last) kept.push(values[last]!);
	return kept;
}

/** At most `size` of the values, then the last one. */
function byShares({ values, below, own }: Summary, size: number): number[] {
	const last = values.length - 1;
	const total = below[last]! + own[last]!;
	const kept: number[] = [];
	for (let i = 0; i < last && kept.length < size; i++) {
		const goal = Math.fround((kept.length * total) / size);
		if (below[i]! + own[i]! >= goal) kept.push(values[i]!);
	}
	return [...kept, values[last]!];
}
