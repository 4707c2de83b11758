import type { Crew, Hand } from '#ml/crew.ts';
import type { BinnedTable } from './binning.ts';
import type { Regularisation } from './leaf-weight.ts';
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
	const count = hands.length + 1;
	const ownOf = (shard: number): Int32Array =>
		Int32Array.from({ length: Math.ceil((table.columns - shard) / count) }, (_, i) => shard + i * count);
	const tell = (hand: Hand, question: ShardQuestion): Promise<unknown> => hand.ask(question);
	const ready = hands.map((hand, i) => tell(hand, { kind: 'table', table, rule, own: ownOf(i + 1) }));
	const mine = new Shard(table, rule, ownOf(0));
	return {
		async begin(start) {
			await Promise.all(ready);
			// A view of a larger buffer would be copied with all of it.
			const told = { ...start, pairs: start.pairs.slice() };
			const theirs = hands.map((hand) => tell(hand, { kind: 'begin', start: told }));
			const best = mine.begin(start);
			return ((await Promise.all(theirs)) as (Split | null)[]).reduce(better, best);
		},
		async step(partings, done) {
			const theirs = hands.map((hand) => tell(hand, { kind: 'step', partings, done }));
			const parted = mine.step(partings, done);
			const others = (await Promise.all(theirs)) as Parted[][];
			return parted.map(({ middle, splits }, i) => ({
				middle,
				splits: [
					others.map((each) => each[i]!.splits[0]).reduce(better, splits[0]),
					others.map((each) => each[i]!.splits[1]).reduce(better, splits[1])
				]
			}));
		},
		order: () => mine.order()
	};
}

function oneShard(shard: Shard): Shards {
	return {
		begin: (start) => Promise.resolve(shard.begin(start)),
		step: (partings, done) => Promise.resolve(shard.step(partings, done)),
		order: () => shard.order()
	};
}

/** Of equal gains the lowest column wins, as within a shard. */
function better(a: Split | null, b: Split | null): Split | null {
	if (!a || !b) return a ?? b;
	return b.gain > a.gain || (b.gain === a.gain && b.feature < a.feature) ? b : a;
}
