import type { Hand } from '#ml/crew.ts';
import type { BinnedTable } from './binning.ts';
import type { Regularisation } from './leaf-weight.ts';
import { Shard, type Parted, type Parting, type TreeStart } from './shard.ts';
import type { Begun, ShardQuestion, Shards } from './shards.ts';
import type { Split } from './split.ts';

/** The columns of a table dealt out to this thread and hands, in turn. */
export class SharedShards implements Shards {
	readonly #mine: Shard;
	readonly #hands: readonly Hand[];
	readonly #ready: Promise<unknown>;
	/** Room for the pairs of a tree, one for each hand while it has none. */
	readonly #lent: Float32Array<ArrayBuffer>[] = [];
	/** Nodes that will not be parted, of which the hands have not heard. */
	#done: number[] = [];

	constructor(table: BinnedTable, rule: Regularisation, hands: readonly Hand[]) {
		const { rows, columns } = table;
		const count = hands.length + 1;
		const ownOf = (shard: number): Int32Array =>
			Int32Array.from({ length: Math.ceil((columns - shard) / count) }, (_, i) => shard + i * count);
		this.#hands = hands;
		this.#ready = Promise.all(
			hands.map((hand, i) => tell(hand, { kind: 'table', table, rule, own: ownOf(i + 1) }))
		);
		this.#lent = hands.map(() => new Float32Array(2 * rows));
		this.#mine = new Shard(table, rule, ownOf(0));
	}

	async begin(start: TreeStart): Promise<Split | null> {
		await this.#ready;
		this.#done = [];
		const theirs = this.#hands.map((hand, i) => {
			const pairs = this.#lent[i]!;
			pairs.set(start.pairs);
			return tell(hand, { kind: 'begin', start: { ...start, pairs } }, [pairs.buffer]);
		});
		let best = this.#mine.begin(start);
		const begun = (await Promise.all(theirs)) as Begun[];
		begun.forEach(({ split, pairs }, i) => {
			best = better(best, split);
			this.#lent[i] = pairs;
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

function tell(hand: Hand, question: ShardQuestion, moved: readonly ArrayBuffer[] = []): Promise<unknown> {
	return hand.ask(question, moved);
}

/** Of equal gains the lowest column wins, as within a shard. */
function better(a: Split | null, b: Split | null): Split | null {
	if (!a || !b) return a ?? b;
	return b.gain > a.gain || (b.gain === a.gain && b.feature < a.feature) ? b : a;
}
