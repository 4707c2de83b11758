import type { Context } from '../core/context.ts';
import { defineTable, type Transaction } from '../core/table.ts';
import type { MeterLine } from '../events.ts';
import { meterLines } from './meter-lines.ts';

/** Tags by key, as AWS's cost allocation knows them. */
export type CostTags = Readonly<Record<string, string>>;

/** Tags of whatever costs money and has some, by {@link keyOf}. */
export const costTags = defineTable<CostTags>('costTags');

type Costing = Pick<MeterLine, 'service' | 'resource'>;

/** A bucket is one thing, whatever its lines are for. */
function keyOf({ service, resource }: Costing): string {
	return `${service === 'Requests' ? 'Storage' : service}/${resource}`;
}

/** The tags of a resource now; none is undefined. */
export function tagsNow(source: Context['store'] | Transaction, costing: Costing): CostTags | undefined {
	return source.get(costTags, keyOf(costing));
}

/** A resource has these tags from now on. What already costs goes on under the old ones until {@link retag}. */
export function setCostTags(tx: Transaction, costing: Costing, tags: CostTags): void {
	const key = keyOf(costing);
	if (Object.keys(tags).length > 0) tx.put(costTags, key, tags);
	else if (tx.get(costTags, key)) tx.remove(costTags, key);
}

/**
 * Lets what a resource costs by the hour go on under its tags of now: the part until now becomes a line of its own, for
 * AWS too allocates a cost to the tags of its time.
 */
export function retag(ctx: Context, tx: Transaction, costing: Costing): void {
	const tags = tagsNow(tx, costing);
	const key = keyOf(costing);
	for (const line of ctx.store.values(meterLines)) {
		if (!line.timed || line.endedAt !== null || keyOf(line) !== key) continue;
		if (line.startedAt < tx.now) {
			const past = { ...line, id: `${line.id}/until/${tx.now}`, endedAt: tx.now };
			tx.put(meterLines, past.id, past);
			tx.emit({ type: 'meter', line: past });
		}
		const { tags: _old, ...rest } = line;
		const now = { ...rest, ...(tags ? { tags } : {}), startedAt: Math.max(tx.now, line.startedAt) };
		tx.put(meterLines, now.id, now);
		tx.emit({ type: 'meter', line: now });
	}
}
