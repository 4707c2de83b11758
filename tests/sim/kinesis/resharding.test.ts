import {
	MergeShardsCommand,
	SplitShardCommand,
	UpdateShardCountCommand,
	type Shard
} from '@aws-sdk/client-kinesis';
import { describe, expect, it } from 'vitest';
import { errorOf } from '#tests/support/test-region.ts';
import { StreamName, active, withStream, put, shardsOf, openOf, iterator, get, textsOf } from './stream.ts';

describe('resharding', () => {
	it('splits a shard: the parent closes, gives what it holds and names its children', async () => {
		const aws = await withStream(1);
		await put(aws, 'k', 'before');
		const middle = String(1n << 127n);
		const splitAt = (NewStartingHashKey: string) =>
			aws.kinesis.send(
				new SplitShardCommand({ StreamName, ShardToSplit: 'shardId-000000000000', NewStartingHashKey })
			);
		expect(await errorOf(splitAt('0'))).toMatch(/^InvalidArgumentException/);
		await splitAt(middle);
		await active(aws);
		const [parent, left, right] = await shardsOf(aws);
		expect(parent!.SequenceNumberRange?.EndingSequenceNumber).toMatch(/^\d+$/);
		expect(left).toMatchObject({ ParentShardId: parent!.ShardId, HashKeyRange: { StartingHashKey: '0' } });
		expect(right).toMatchObject({
			ParentShardId: parent!.ShardId,
			HashKeyRange: { StartingHashKey: middle }
		});
		expect((await put(aws, 'k')).ShardId).not.toBe(parent!.ShardId);
		const drained = await get(aws, await iterator(aws));
		expect(textsOf(drained)).toEqual(['before']);
		expect(drained.NextShardIterator).toBeUndefined();
		expect(drained.ChildShards?.map(({ ShardId }) => ShardId)).toEqual([left!.ShardId, right!.ShardId]);
		expect(await errorOf(splitAt(middle))).toMatch(/^ResourceInUseException .* already been merged or split/);
	});

	it('merges neighbours only', async () => {
		const aws = await withStream(3);
		const [a, b, c] = await shardsOf(aws);
		const join = (one: Shard, other: Shard) =>
			aws.kinesis.send(
				new MergeShardsCommand({
					StreamName,
					ShardToMerge: one.ShardId,
					AdjacentShardToMerge: other.ShardId
				})
			);
		expect(await errorOf(join(a!, c!))).toMatch(/^InvalidArgumentException .* not an adjacent pair/);
		await join(b!, c!);
		await active(aws);
		const open = await openOf(aws);
		expect(open).toHaveLength(2);
		expect(open[1]).toMatchObject({
			ParentShardId: b!.ShardId,
			AdjacentParentShardId: c!.ShardId,
			HashKeyRange: {
				StartingHashKey: b!.HashKeyRange?.StartingHashKey,
				EndingHashKey: c!.HashKeyRange?.EndingHashKey
			}
		});
	});

	it('scales to any count between half and double, and covers every hash key once', async () => {
		const aws = await withStream(4);
		const scale = (TargetShardCount: number) =>
			aws.kinesis.send(
				new UpdateShardCountCommand({ StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' })
			);
		expect(await errorOf(scale(9))).toMatch(/^InvalidArgumentException .* scale up over double/);
		expect(await errorOf(scale(1))).toMatch(/^InvalidArgumentException .* scale down below half/);
		for (const target of [6, 5, 7, 4]) {
			expect(await scale(target)).toMatchObject({ TargetShardCount: target });
			await active(aws);
			const ranges = (await openOf(aws))
				.map(({ HashKeyRange: range }) => [BigInt(range!.StartingHashKey!), BigInt(range!.EndingHashKey!)])
				.sort((x, y) => (x[0]! < y[0]! ? -1 : 1));
			expect(ranges).toHaveLength(target);
			ranges.forEach(([start], i) => expect(start).toBe(i === 0 ? 0n : ranges[i - 1]![1]! + 1n));
			expect(ranges.at(-1)![1]).toBe((1n << 128n) - 1n);
			const widths = ranges.map(([start, end]) => Number((end! - start!) >> 100n));
			expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(1);
		}
		for (let i = 0; i < 6; i++) {
			await scale(4);
			await active(aws);
		}
		expect(await errorOf(scale(4))).toMatch(/^LimitExceededException/);
	});
});
