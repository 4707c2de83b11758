import type { Helper } from '#ml/crew.ts';
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
					return shard!.begin(told.start);
				case 'step':
					return shard!.step(told.partings, told.done);
			}
		}
	};
}
