import type {
	PutScalingPolicyRequest,
	TargetTrackingScalingPolicyConfiguration
} from '@aws-sdk/client-application-auto-scaling';
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { invalid } from './errors.ts';

type Alarm = PutMetricAlarmInput & { readonly AlarmName: string };
type Metric = Pick<PutMetricAlarmInput, 'Namespace' | 'MetricName' | 'Dimensions' | 'Statistic' | 'Unit'>;

const PERIOD_SECONDS = 60;
const HIGH_PERIODS = 3;
const LOW_PERIODS = 15;
/** Where the lower alarm lies under the target. */
const LOW_SHARE = 0.9;

/**
 * The alarms that a target tracking policy keeps: one above the target for three minutes, and one below nine tenths of
 * it for fifteen, which is absent where scaling in is disabled.
 * @param owner the policy as its alarms name it
 * @see https://repost.aws/questions/QUf450Wsd9RROGGOIwaolN9w/sagemaker-autoscaling-delay periods and thresholds of an endpoint's
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
export function targetAlarms(
	ctx: Context,
	resourceId: string,
	tracking: TargetTrackingScalingPolicyConfiguration,
	owner: string
): Alarm[] {
	const target = tracking.TargetValue!;
	const alarm = (name: string, changes: Partial<Alarm>): Alarm => ({
		...metricOf(resourceId, tracking),
		AlarmName: `TargetTracking-${resourceId}-${name}-${ctx.rng.uuid()}`,
		AlarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${owner}.`,
		AlarmActions: [owner],
		Period: PERIOD_SECONDS,
		...changes
	});
	const high = alarm('AlarmHigh', {
		Threshold: target,
		ComparisonOperator: 'GreaterThanThreshold',
		EvaluationPeriods: HIGH_PERIODS
	});
	if (tracking.DisableScaleIn) return [high];
	const low = alarm('AlarmLow', {
		Threshold: Number((target * LOW_SHARE).toPrecision(15)),
		ComparisonOperator: 'LessThanThreshold',
		EvaluationPeriods: LOW_PERIODS
	});
	return [high, low];
}

/**
 * The metric that a policy follows.
 * @throws AwsError ValidationException for a metric of something else, NotSimulated for one that nothing counts here
 */
export function metricOf(resourceId: string, tracking: TargetTrackingScalingPolicyConfiguration): Metric {
	const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: custom } = tracking;
	if (custom) {
		refuseUnsupported('PutScalingPolicy', custom, ['Metrics']);
		const { Namespace, MetricName, Statistic, Dimensions, Unit } = custom;
		if (Namespace === undefined || MetricName === undefined || Statistic === undefined) {
			throw invalid('A CustomizedMetricSpecification needs Namespace, MetricName and Statistic.');
		}
		return { Namespace, MetricName, Statistic, Dimensions, Unit: Unit as Metric['Unit'] };
	}
	const type = predefined!.PredefinedMetricType!;
	if (!type.startsWith('SageMakerVariant')) {
		throw invalid(`The metric ${type} is none of an endpoint's variant.`);
	}
	if (type !== 'SageMakerVariantInvocationsPerInstance') {
		throw notSimulated(
			`PredefinedMetricType ${type} of PutScalingPolicy`,
			'SageMakerVariantInvocationsPerInstance is.'
		);
	}
	const [, endpoint, , variant] = resourceId.split('/');
	return {
		Namespace: 'AWS/SageMaker',
		MetricName: 'InvocationsPerInstance',
		Dimensions: [
			{ Name: 'EndpointName', Value: endpoint },
			{ Name: 'VariantName', Value: variant }
		],
		// Each request counts as one part of the instances, so the sum of a minute is the share of each.
		Statistic: 'Sum'
	};
}

/**
 * What PutScalingPolicy demands of a policy's configuration.
 * @throws AwsError ValidationException
 */
export function checkConfiguration(type: string, input: PutScalingPolicyRequest): void {
	const { StepScalingPolicyConfiguration: step, TargetTrackingScalingPolicyConfiguration: tracking } = input;
	if (
		(type === 'TargetTrackingScaling') !== (tracking !== undefined) ||
		(type === 'StepScaling') !== (step !== undefined)
	) {
		throw invalid(`A policy of the type ${type} needs its own configuration, and no other.`);
	}
	const metrics = [tracking?.PredefinedMetricSpecification, tracking?.CustomizedMetricSpecification];
	if (tracking && metrics.filter((metric) => metric !== undefined).length !== 1) {
		throw invalid(
			'Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be given.'
		);
	}
}
