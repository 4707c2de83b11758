import type { Hand } from '#ml/crew.ts';
import type { BinnedTable } from './binning.ts';
import type { Regularisation } from './leaf-weight.ts';
import { Shard, type Parted, type Parting, type TreeStart } from './shard.ts';
import type { Begun, ShardQuestion, Shards } from './shards.ts';
import type { Split } from './split.ts';

/** The columns of a table dealt out: the first ones to this thread, the others in equal parts to hands. */
export class SharedShards implements Shards {
	readonly #mine: Shard;
	readonly #hands: readonly Hand[];
	readonly #ready: Promise<unknown>;
	/** Pairs of a tree where all hands see them; null where they share no memory. */
	readonly #shared: Float32Array | null;
	/** Room for the pairs of a tree, one for each hand while it has none, where they share none. */
	readonly #lent: Float32Array<ArrayBuffer>[];
	/** Nodes that will not be parted, of which the hands have not heard. */
	#done: number[] = [];

	constructor(table: BinnedTable, rule: Regularisation, hands: readonly Hand[]) {
		const { rows, columns } = table;
		const perHand = columnsPerHand(table, hands.length);
		const first = columns - perHand * hands.length;
		const ownOf = (hand: number): Int32Array =>
			Int32Array.from({ length: perHand }, (_, i) => first + hand * perHand + i);
		const isShared = hands.every(({ sharesMemory }) => sharesMemory);
		const told = isShared ? { ...table, bins: inSharedMemory(table.bins) } : table;
		this.#hands = hands;
		this.#ready = Promise.all(
			hands.map((hand, i) => tell(hand, { kind: 'table', table: told, rule, own: ownOf(i) }))
		);
		this.#shared = isShared ? new Float32Array(new SharedArrayBuffer(8 * rows)) : null;
		this.#lent = isShared ? [] : hands.map(() => new Float32Array(2 * rows));
		this.#mine = new Shard(
			table,
			rule,
			Int32Array.from({ length: first }, (_, i) => i)
		);
	}

	async begin(start: TreeStart): Promise<Split | null> {
		await this.#ready;
		this.#done = [];
		this.#shared?.set(start.pairs);
		const theirs = this.#hands.map((hand, i) => {
			if (this.#shared) return tell(hand, { kind: 'begin', start: { ...start, pairs: this.#shared } });
			const pairs = this.#lent[i]!;
			pairs.set(start.pairs);
			return tell(hand, { kind: 'begin', start: { ...start, pairs } }, [pairs.buffer]);
		});
		let best = this.#mine.begin(start);
		const begun = (await Promise.all(theirs)) as Begun[];
		begun.forEach(({ split, pairs }, i) => {
			best = better(best, split);
			if (pairs) this.#lent[i] = pairs;
		});
		return best;
	}

	async step(partings: readonly Parting[], done: readonly number[]): Promise<readonly Parted[]> {
		this.#done.push(...done);
		if (partings.every(({ children }) => children === null)) {
			// The order of rows within leaves is of no use to the hands.
			this.#done.push(...partings.map(({ id }) => id));
			return this.#mine.step(partings, done);
		}
		const question: ShardQuestion = { kind: 'step', partings, done: this.#done };
		const theirs = this.#hands.map((hand) => tell(hand, question));
		this.#done = [];
		const parted = this.#mine.step(partings, done);
		const others = (await Promise.all(theirs)) as Parted[][];
		return parted.map(({ middle, splits: [left, right] }, i) => ({
			middle,
			splits: [
				others.map((each) => each[i]!.splits[0]).reduce(better, left),
				others.map((each) => each[i]!.splits[1]).reduce(better, right)
			]
		}));
	}

	order(): Int32Array {
		return this.#mine.order();
	}
}

/** As many cells are summed up while a question and its answer are on their way. */
const CELLS_ON_THE_WAY = 200_000;

/** So many that hands are ready when this thread is, which has nothing to wait for. At least one. */
export function columnsPerHand(
	{ rows, columns }: { readonly rows: number; readonly columns: number },
	hands: number
): number {
	const start = CELLS_ON_THE_WAY / rows;
	return Math.max(1, Math.round((columns - start) / (hands + 1)));
}

function tell(hand: Hand, question: ShardQuestion, moved: readonly ArrayBuffer[] = []): Promise<unknown> {
	return hand.ask(question, moved);
}

/** Of equal gains the lowest column wins, as within a shard. */
function better(a: Split | null, b: Split | null): Split | null {
	if (!a || !b) return a ?? b;
	return b.gain > a.gain || (b.gain === a.gain && b.feature < a.feature) ? b : a;
}

/** A copy where all threads see it. */
function inSharedMemory(bins: BinnedTable['bins']): BinnedTable['bins'] {
	const memory = new SharedArrayBuffer(bins.byteLength);
	const shared = bins instanceof Uint16Array ? new Uint16Array(memory) : new Uint32Array(memory);
	shared.set(bins);
	return shared;
}
