import type { Shard } from '@aws-sdk/client-kinesis';
import type { ShardRecord, StreamRecord } from './tables.ts';

/** What all descriptions of a stream share. */
export function streamFacts(stream: StreamRecord) {
	return {
		StreamName: stream.name,
		StreamARN: stream.arn,
		StreamStatus: stream.status,
		StreamModeDetails: { StreamMode: stream.mode },
		RetentionPeriodHours: stream.retentionHours,
		StreamCreationTimestamp: new Date(stream.createdAt),
		EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
		EncryptionType: 'NONE' as const
	};
}

export function shardView(shard: ShardRecord): Shard {
	return {
		ShardId: shard.id,
		ParentShardId: shard.parentId ?? undefined,
		AdjacentParentShardId: shard.adjacentParentId ?? undefined,
		HashKeyRange: { StartingHashKey: shard.startHash, EndingHashKey: shard.endHash },
		SequenceNumberRange: {
			StartingSequenceNumber: shard.startSequence,
			EndingSequenceNumber: shard.endSequence ?? undefined
		}
	};
}

export function openShards({ shards }: StreamRecord): ShardRecord[] {
	return shards.filter(({ closedAt }) => closedAt === null);
}
