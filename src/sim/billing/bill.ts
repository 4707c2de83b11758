import type { MeterLine } from '../events.ts';
import { priceKeyOf } from './price-list.ts';

const HOUR_MS = 3_600_000;

export interface BillItem {
	readonly service: MeterLine['service'];
	/** The job, endpoint or bucket. */
	readonly resource: string;
	/** e.g. `ml.m5.xlarge` */
	readonly sku: string;
	/** US dollars until now. */
	readonly cost: number;
	/** US dollars per hour that it goes on costing; 0 for what has ended. */
	readonly perHour: number;
	/** Whether an instance runs. Storage goes on costing too, but nobody forgets to switch it off. */
	readonly running: boolean;
	/** False where no dated price is known: then the cost is unknown, and 0 here. */
	readonly priced: boolean;
	/** Units until now: instance hours, GB hours, thousands of requests, whatever the price is for. */
	readonly used: number;
}

export interface Bill {
	/** US dollars. */
	readonly total: number;
	/** US dollars per hour of all that still runs or is stored. */
	readonly perHour: number;
	/** One for each service, resource and sku, dearest first. */
	readonly items: readonly BillItem[];
}

/** Prices that differ from those of the lines, by `priceKeyOf`; US dollars per unit of the meter. */
export type Prices = Readonly<Record<string, number>>;

/** US dollars that one line has cost by `now`; lines that begin later cost nothing yet. */
export function costOf(line: MeterLine, now: number, prices: Prices = {}): number {
	return usedOf(line, now) * priceOf(line, prices);
}

/** Units of one line until `now`; of what costs by the hour, unit hours. */
function usedOf(line: MeterLine, now: number): number {
	if (!line.timed) return line.quantity;
	const end = Math.min(line.endedAt ?? now, now);
	return (line.quantity * Math.max(0, end - line.startedAt)) / HOUR_MS;
}

function priceOf(line: MeterLine, prices: Prices): number {
	return prices[priceKeyOf(line)] ?? line.price;
}

/**
 * What it would have cost on AWS, at the sample prices of the lines or those that were set in their place.
 * @param now simulated time, ms since the epoch
 */
export function billAt(lines: readonly MeterLine[], now: number, prices: Prices = {}): Bill {
	const items = new Map<string, BillItem>();
	for (const line of lines) {
		const { service, resource, sku } = line;
		const id = `${service} ${resource} ${sku}`;
		const before = items.get(id);
		const goesOn = line.timed && (line.endedAt === null || line.endedAt > now);
		const perHour = goesOn ? line.quantity * priceOf(line, prices) : 0;
		items.set(id, {
			service,
			resource,
			sku,
			cost: (before?.cost ?? 0) + costOf(line, now, prices),
			perHour: (before?.perHour ?? 0) + perHour,
			running: (before?.running ?? false) || (goesOn && service !== 'Storage' && line.quantity > 0),
			priced: line.unpriced !== true || prices[priceKeyOf(line)] !== undefined,
			used: (before?.used ?? 0) + usedOf(line, now)
		});
	}
	const sorted = [...items.values()].sort((a, b) => b.cost - a.cost || b.perHour - a.perHour);
	return {
		total: sorted.reduce((sum, { cost }) => sum + cost, 0),
		perHour: sorted.reduce((sum, { perHour }) => sum + perHour, 0),
		items: sorted
	};
}
