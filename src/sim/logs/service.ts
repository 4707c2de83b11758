import type { Service } from '../core/service.ts';
import { readServiceModel } from '../protocol/model.ts';
import shapes from '../protocol/shapes/logs.json' with { type: 'json' };
import {
	createLogGroup,
	createLogStream,
	deleteLogGroup,
	deleteLogStream,
	describeLogGroups,
	describeLogStreams
} from './groups.ts';
import { filterLogEvents, getLogEvents, putLogEvents } from './log-events.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/ */
export const logs: Service = {
	id: 'logs',
	name: 'CloudWatch Logs',
	model: readServiceModel(shapes),
	operations: {
		CreateLogGroup: createLogGroup,
		CreateLogStream: createLogStream,
		DeleteLogGroup: deleteLogGroup,
		DeleteLogStream: deleteLogStream,
		DescribeLogGroups: describeLogGroups,
		DescribeLogStreams: describeLogStreams,
		FilterLogEvents: filterLogEvents,
		GetLogEvents: getLogEvents,
		PutLogEvents: putLogEvents
	},
	validationCode: 'InvalidParameterException',
	failureCode: 'InternalFailure',
	hosts: /^logs\./
};
