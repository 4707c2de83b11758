import type { Service } from '../core/service.ts';
import { lazyModel } from '../protocol/lazy-model.ts';
import {
	deregisterScalableTarget,
	describeScalableTargets,
	describeScalingActivities,
	registerScalableTarget
} from './scalable-targets.ts';
import { deleteScalingPolicy, describeScalingPolicies, putScalingPolicy } from './scaling-policies.ts';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/ */
export const autoscaling: Service = {
	id: 'application-autoscaling',
	name: 'Application Auto Scaling',
	model: lazyModel(
		{
			protocol: 'json',
			apiVersion: '2016-02-06',
			endpointPrefix: 'application-autoscaling',
			targetPrefix: 'AnyScaleFrontendService',
			jsonVersion: '1.1'
		},
		() => import('../protocol/shapes/application-autoscaling.json', { with: { type: 'json' } })
	),
	operations: {
		DeleteScalingPolicy: deleteScalingPolicy,
		DeregisterScalableTarget: deregisterScalableTarget,
		DescribeScalableTargets: describeScalableTargets,
		DescribeScalingActivities: describeScalingActivities,
		DescribeScalingPolicies: describeScalingPolicies,
		PutScalingPolicy: putScalingPolicy,
		RegisterScalableTarget: registerScalableTarget
	},
	validationCode: 'ValidationException',
	failureCode: 'InternalServiceException',
	hosts: /^application-autoscaling\./
};
