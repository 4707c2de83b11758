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
	take: (from: number, to: number) => void
): Promise<boolean> {
	for (let from = 0; from < table.rows; from += size) {
		await breathe();
		if (stop.aborted) return false;
		take(from, Math.min(table.rows, from + size));
	}
	return true;
}
