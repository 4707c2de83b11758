import type { MeterLine } from '../events.ts';
import { costOf, type Prices } from './bill.ts';

/** What one value of a tag has cost; `value` null is what had no such tag. */
export interface TagCost {
	readonly value: string | null;
	/** US dollars. */
	readonly cost: number;
}

/** The whole bill, divided by one tag key. */
export interface TagBill {
	readonly key: string;
	/** Dearest first, what has no such tag last. */
	readonly costs: readonly TagCost[];
}

/**
 * The bill by cost allocation tags: for each key that any line has, what each of its values has cost. Each key divides
 * the whole bill, so its costs add up to the total.
 * @param now simulated time, ms since the epoch
 */
export function billByTag(lines: readonly MeterLine[], now: number, prices: Prices = {}): readonly TagBill[] {
	const keys = [...new Set(lines.flatMap(({ tags }) => Object.keys(tags ?? {})))].sort();
	return keys.map((key) => {
		const costs = new Map<string | null, number>();
		for (const line of lines) {
			const value = line.tags?.[key] ?? null;
			costs.set(value, (costs.get(value) ?? 0) + costOf(line, now, prices));
		}
		const list = [...costs].map(([value, cost]) => ({ value, cost }));
		return {
			key,
			costs: list.sort((a, b) => Number(a.value === null) - Number(b.value === null) || b.cost - a.cost)
		};
	});
}
