import type { Service } from '../core/service.ts';
import { lazyModel } from '../protocol/lazy-model.ts';
import {
	createDeliveryStream,
	deleteDeliveryStream,
	describeDeliveryStream,
	listDeliveryStreams,
	updateDestination
} from './delivery-streams.ts';
import { putRecord, putRecordBatch } from './put-record.ts';

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/ */
export const firehose: Service = {
	id: 'firehose',
	name: 'Firehose',
	model: lazyModel(
		{
			protocol: 'json',
			apiVersion: '2015-08-04',
			endpointPrefix: 'firehose',
			targetPrefix: 'Firehose_20150804',
			jsonVersion: '1.1'
		},
		() => import('../protocol/shapes/firehose.json', { with: { type: 'json' } })
	),
	operations: {
		CreateDeliveryStream: createDeliveryStream,
		DeleteDeliveryStream: deleteDeliveryStream,
		DescribeDeliveryStream: describeDeliveryStream,
		ListDeliveryStreams: listDeliveryStreams,
		PutRecord: putRecord,
		PutRecordBatch: putRecordBatch,
		UpdateDestination: updateDestination
	},
	validationCode: 'ValidationException',
	failureCode: 'InternalFailure',
	hosts: /^firehose\./
};
