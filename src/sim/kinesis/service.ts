import type { Service } from '../core/service.ts';
import { readServiceModel } from '../protocol/model.ts';
import shapes from '../protocol/shapes/kinesis.json' with { type: 'json' };
import { deregisterStreamConsumer, describeStreamConsumer, registerStreamConsumer } from './consumers.ts';
import { getRecords, getShardIterator } from './get-records.ts';
import { listShards } from './list-shards.ts';
import { putRecord, putRecords } from './put-records.ts';
import { mergeShards, splitShard, updateShardCount } from './reshard-operations.ts';
import {
	decreaseStreamRetentionPeriod,
	increaseStreamRetentionPeriod,
	updateStreamMode
} from './stream-settings.ts';
import { createStream, deleteStream, describeStream, describeStreamSummary, listStreams } from './streams.ts';

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/ */
export const kinesis: Service = {
	id: 'kinesis',
	name: 'Kinesis Data Streams',
	model: readServiceModel(shapes),
	operations: {
		CreateStream: createStream,
		DecreaseStreamRetentionPeriod: decreaseStreamRetentionPeriod,
		DeleteStream: deleteStream,
		DeregisterStreamConsumer: deregisterStreamConsumer,
		DescribeStream: describeStream,
		DescribeStreamConsumer: describeStreamConsumer,
		DescribeStreamSummary: describeStreamSummary,
		GetRecords: getRecords,
		GetShardIterator: getShardIterator,
		IncreaseStreamRetentionPeriod: increaseStreamRetentionPeriod,
		ListShards: listShards,
		ListStreams: listStreams,
		MergeShards: mergeShards,
		PutRecord: putRecord,
		PutRecords: putRecords,
		RegisterStreamConsumer: registerStreamConsumer,
		SplitShard: splitShard,
		UpdateShardCount: updateShardCount,
		UpdateStreamMode: updateStreamMode
	},
	validationCode: 'ValidationException',
	failureCode: 'InternalFailure',
	hosts: /(^|\.)(data-|control-)?kinesis\./
};
