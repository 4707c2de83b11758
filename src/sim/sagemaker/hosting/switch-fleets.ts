import { endInstances, startInstances } from '../../billing/index.ts';
import type { Transaction } from '../../core/table.ts';
import { archiveIdsOf, type VariantRecord } from './hosting-records.ts';
import { archiveKey, type Archives } from './fleet.ts';

/**
 * Lets `next` serve in the place of `old`: stores the archives of the new, removes those of the old, and ends and begins
 * what they cost. A variant that stays and keeps its instances goes on with its line on the bill.
 * @returns `next` as it is stored
 */
export function switchFleets(
	tx: Transaction,
	endpoint: string,
	old: readonly VariantRecord[],
	next: readonly VariantRecord[],
	archives: Archives
): VariantRecord[] {
	const gone = old.filter(({ fleet }) => !next.some((each) => each.fleet === fleet));
	for (const variant of gone) endMeter(tx, variant);
	for (const archiveId of archiveIdsOf(gone)) tx.removeBytes(archiveId);
	return next.map((variant) => {
		const before = old.find(({ fleet }) => fleet === variant.fleet);
		if (before?.instanceCount === variant.instanceCount) return { ...variant, meterId: before.meterId };
		if (before) endMeter(tx, before);
		return metered(tx, endpoint, before ? variant : withArchives(tx, variant, archives));
	});
}

function withArchives(tx: Transaction, variant: VariantRecord, archives: Archives): VariantRecord {
	const containers = variant.containers.map((container) => {
		const id = archiveKey(variant, container);
		const archive = archives.get(id);
		if (!archive) return container;
		tx.putBytes(id, archive);
		return { ...container, archiveId: id };
	});
	return { ...variant, containers };
}

function metered(tx: Transaction, endpoint: string, variant: VariantRecord): VariantRecord {
	const { fleet, instanceType, instanceCount } = variant;
	if (instanceCount === 0) return { ...variant, meterId: null };
	const meterId = `hosting/${fleet}/${tx.now}`;
	startInstances(tx, { id: meterId, service: 'Hosting', resource: endpoint, instanceType, instanceCount });
	return { ...variant, meterId };
}

/** Ends what a variant costs by the hour. */
export function endMeter(tx: Transaction, { meterId }: VariantRecord): void {
	if (meterId !== null) endInstances(tx, meterId, tx.now);
}
