import type { Crew, Hand } from '#ml/crew.ts';
import type { BinnedTable } from './binning.ts';
import type { Regularisation } from './leaf-weight.ts';
import { SharedShards } from './shared-shards.ts';
import { Shard, type Parted, type Parting, type TreeStart } from './shard.ts';
import type { Split } from './split.ts';

/** What the thread that grows trees tells a hand with a shard. */
export type ShardQuestion =
	| {
			readonly kind: 'table';
			readonly table: BinnedTable;
			readonly rule: Regularisation;
			readonly own: Int32Array;
	  }
	| { readonly kind: 'begin'; readonly start: TreeStart }
	| { readonly kind: 'step'; readonly partings: readonly Parting[]; readonly done: readonly number[] };

/** The answer to `begin`: pairs that were lent come back, to be lent again; shared ones are there anyway. */
export interface Begun {
	readonly split: Split | null;
	readonly pairs: Float32Array<ArrayBuffer> | null;
}

/** All columns of a table in one or several shards: one of this thread, the others of hands. */
export interface Shards {
	begin(start: TreeStart): Promise<Split | null>;
	step(partings: readonly Parting[], done: readonly number[]): Promise<readonly Parted[]>;
	order(): Int32Array;
}

/** Cells that are worth a thread of their own. */
const LEAST_CELLS = 2 ** 18;

/**
 * Hires as many hands as the table is worth, for as long as training goes on.
 * @param threads the most there may be, this one counted
 */
export function hireFor(
	{ rows, columns }: { rows: number; columns: number },
	crew: Crew | undefined,
	threads = Infinity
): readonly Hand[] {
	const worth = Math.min(threads, columns, Math.floor((rows * columns) / LEAST_CELLS)) - 1;
	return crew && worth > 0 ? crew.hire(Math.min(worth, crew.most)) : [];
}

/** Deals the columns out to this thread and the hands, in turn. */
export function shardsOf(table: BinnedTable, rule: Regularisation, hands: readonly Hand[]): Shards {
	if (hands.length === 0) return oneShard(new Shard(table, rule));
	return new SharedShards(table, rule, hands);
}

function oneShard(shard: Shard): Shards {
	return {
		begin: (start) => Promise.resolve(shard.begin(start)),
		step: (partings, done) => Promise.resolve(shard.step(partings, done)),
		order: () => shard.order()
	};
}
