import type { Service } from '../core/service.ts';
import { lazyModel } from '../protocol/lazy-model.ts';
import { deleteAlarms, describeAlarmHistory, describeAlarms, setAlarmState } from './alarm-operations.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { putMetricAlarm } from './put-metric-alarm.ts';
import { putMetricData } from './put-metric-data.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/ */
export const cloudwatch: Service = {
	id: 'cloudwatch',
	name: 'CloudWatch',
	model: lazyModel(
		{
			protocol: 'json',
			olderProtocol: 'query',
			apiVersion: '2010-08-01',
			endpointPrefix: 'monitoring',
			targetPrefix: 'GraniteServiceVersion20100801',
			jsonVersion: '1.0',
			xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/'
		},
		() => import('../protocol/shapes/cloudwatch.json', { with: { type: 'json' } })
	),
	operations: {
		DeleteAlarms: deleteAlarms,
		DescribeAlarmHistory: describeAlarmHistory,
		DescribeAlarms: describeAlarms,
		GetMetricData: getMetricData,
		GetMetricStatistics: getMetricStatistics,
		ListMetrics: listMetrics,
		PutMetricAlarm: putMetricAlarm,
		PutMetricData: putMetricData,
		SetAlarmState: setAlarmState
	},
	validationCode: 'ValidationException',
	failureCode: 'InternalServiceFault',
	hosts: /^monitoring\./
};
