import { Moved, type Helper } from '#ml/crew.ts';
import { Shard } from './shard.ts';
import type { Begun, ShardQuestion } from './shards.ts';
import type { Split } from './split.ts';

/** What a hand does for boosting: keeps one shard of the table. */
export function createShardHelper(): Helper {
	let shard: Shard | null = null;
	return {
		answer(question) {
			const told = question as ShardQuestion;
			switch (told.kind) {
				case 'table':
					shard = new Shard(told.table, told.rule, told.own);
					return null;
				case 'begin':
					return begun(shard!.begin(told.start), told.start.pairs);
				case 'step':
					return shard!.step(told.partings, told.done);
			}
		}
	};
}

/** What was lent goes back. */
function begun(split: Split | null, pairs: Float32Array): Begun | Moved {
	const { buffer } = pairs;
	return buffer instanceof ArrayBuffer ? new Moved({ split, pairs }, [buffer]) : { split, pairs: null };
}
