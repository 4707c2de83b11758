import { UserError } from '#base/errors.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { entityRow } from './hash.ts';

/** Entities and their addresses, pair by pair. */
export interface Pairs {
	readonly length: number;
	/** Row of each pair's entity. */
	readonly entities: Uint32Array;
	/** IPv4 as a number of 32 bits. */
	readonly addresses: Uint32Array;
}

/**
 * Two columns of texts as pairs.
 * @param name of the channel, or of the request, for errors
 * @param rows vectors that entities are hashed to
 * @throws UserError `FeatureMismatch`, `EmptyChannel`, `BadAddress` naming the row (from 1)
 */
export function pairsOf(name: string, { rows: length, columns, texts = [] }: Dataset, rows: number): Pairs {
	if (length === 0) {
		throw new UserError('EmptyChannel', `No data in ${name} channel.`, {
			hint: 'Upload at least one row of an entity and its IPv4 address.'
		});
	}
	if (columns !== 2 || texts.length !== 2 * length) {
		throw new UserError('FeatureMismatch', `Channel '${name}' has ${columns} columns, but 2 are needed.`, {
			hint: 'Each row is an entity and an IPv4 address: user_a,192.168.1.2'
		});
	}
	const known = new Map<string, number>();
	const entities = new Uint32Array(length);
	const addresses = new Uint32Array(length);
	for (let row = 0; row < length; row++) {
		const entity = texts[2 * row]!;
		const address = readAddress(texts[2 * row + 1]!);
		if (address === null) throw badAddress(name, row + 1, texts[2 * row + 1]!);
		let at = known.get(entity);
		if (at === undefined) known.set(entity, (at = entityRow(entity, rows)));
		entities[row] = at;
		addresses[row] = address;
	}
	return { length, entities, addresses };
}

const DOTTED = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** IPv4 in dotted form as a number; null for other texts. */
export function readAddress(text: string): number | null {
	const parts = DOTTED.exec(text)?.slice(1).map(Number);
	if (!parts || parts.some((part) => part > 255)) return null;
	const [a, b, c, d] = parts as [number, number, number, number];
	return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

function badAddress(name: string, row: number, text: string): UserError {
	const shown = JSON.stringify(text.slice(0, 60));
	return new UserError('BadAddress', `Channel '${name}', row ${row}: ${shown} is no IPv4 address.`, {
		hint: 'The second column is an address in dotted form, such as 192.168.1.2; there is no header.'
	});
}
