import type { Table } from './table.ts';

/** Looks out between batches. */
export interface Host {
	readonly stop: { readonly aborted: boolean };
	breathe(): Promise<void>;
}

/**
 * Hands over the rows batch after batch.
 * @returns false where it was stopped on the way
 */
export async function passOver(
	table: Table,
	size: number,
	{ stop, breathe }: Host,
	take: (from: number, to: number) => void | Promise<void>
): Promise<boolean> {
	for (let from = 0; from < table.rows; from += size) {
		await breathe();
		if (stop.aborted) return false;
		await take(from, Math.min(table.rows, from + size));
	}
	await table.settle?.();
	return true;
}

/** Rows that are taken at once where their number changes nothing. */
export function togetherOf({ together = 0 }: Table, batch: number): number {
	return Math.max(together, batch);
}
