import type { Service } from '../core/service.ts';
import { lazyModel } from '../protocol/lazy-model.ts';
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
	model: lazyModel(
		{
			protocol: 'json',
			apiVersion: '2013-12-02',
			endpointPrefix: 'kinesis',
			targetPrefix: 'Kinesis_20131202',
			jsonVersion: '1.1'
		},
		() => import('../protocol/shapes/kinesis.json', { with: { type: 'json' } })
	),
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
	failureCode: 'InternalFailureException',
	hosts: /(^|[.-])kinesis\./
};
