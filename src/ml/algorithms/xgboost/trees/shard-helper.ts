import { Moved, type Helper } from '#ml/crew.ts';
import { Shard } from './shard.ts';
import type { ShardQuestion } from './shards.ts';

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
					// What was lent goes back.
					return new Moved({ split: shard!.begin(told.start), pairs: told.start.pairs }, [
						told.start.pairs.buffer
					]);
				case 'step':
					return shard!.step(told.partings, told.done);
			}
		}
	};
}
