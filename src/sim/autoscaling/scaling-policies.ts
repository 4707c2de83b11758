import type {
	DeleteScalingPolicyRequest,
	DescribeScalingPoliciesRequest,
	DescribeScalingPoliciesResponse,
	PutScalingPolicyRequest,
	PutScalingPolicyResponse
} from '@aws-sdk/client-application-auto-scaling';
import { AwsError } from '#base/errors.ts';
import { arnOf } from '../core/arn.ts';
import type { Context } from '../core/context.ts';
import { pageOf } from '../core/pager.ts';
import type { Given } from '../core/service.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { invalid, noTarget } from './errors.ts';
import { scalableTargets, scalingPolicies, targetKey, type ScalingPolicyRecord } from './tables.ts';

type Ref = 'PolicyName' | 'ServiceNamespace' | 'ResourceId' | 'ScalableDimension';

const PAGE = 10;

/** Keeps the policy. It makes no alarms, and scales nothing yet. */
export async function putScalingPolicy(
	ctx: Context,
	input: Given<PutScalingPolicyRequest, Ref>
): Promise<PutScalingPolicyResponse> {
	refuseUnsupported('PutScalingPolicy', input, ['PredictiveScalingPolicyConfiguration']);
	const target = targetKey(input);
	const key = `${target} ${input.PolicyName}`;
	return ctx.store.transact((tx) => {
		if (!tx.get(scalableTargets, target)) throw noTarget(input);
		const before = tx.get(scalingPolicies, key);
		const type = input.PolicyType ?? before?.policy.PolicyType ?? 'StepScaling';
		const { StepScalingPolicyConfiguration: step, TargetTrackingScalingPolicyConfiguration: tracking } =
			input;
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
		const most = ctx.quotas.scalingPoliciesPerTarget;
		const others = ctx.store.values(scalingPolicies).filter((policy) => policy.target === target);
		if (!before && others.length >= most) {
			throw new AwsError('LimitExceededException', `A scalable target has ${most} policies at most.`);
		}
		const id = ctx.rng.uuid();
		const resource = `scalingPolicy:${id}:resource/${input.ServiceNamespace}/${input.ResourceId}:policyName/${input.PolicyName}`;
		const record: ScalingPolicyRecord = {
			name: input.PolicyName,
			target,
			arn: before?.arn ?? arnOf(ctx, 'autoscaling', resource),
			createdAt: before?.createdAt ?? tx.now,
			policy: {
				PolicyType: type,
				...(step ? { StepScalingPolicyConfiguration: step } : {}),
				...(tracking ? { TargetTrackingScalingPolicyConfiguration: tracking } : {})
			}
		};
		tx.put(scalingPolicies, key, record);
		return { PolicyARN: record.arn, Alarms: [] };
	});
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingPolicies.html */
export async function describeScalingPolicies(
	ctx: Context,
	input: Given<DescribeScalingPoliciesRequest, 'ServiceNamespace'>
): Promise<DescribeScalingPoliciesResponse> {
	const found = ctx.store
		.values(scalingPolicies)
		.flatMap((record) => {
			const target = ctx.store.get(scalableTargets, record.target);
			return target ? [{ record, target }] : [];
		})
		.filter(
			({ record, target }) =>
				target.namespace === input.ServiceNamespace &&
				(input.PolicyNames?.includes(record.name) ?? true) &&
				(input.ResourceId === undefined || input.ResourceId === target.resourceId) &&
				(input.ScalableDimension === undefined || input.ScalableDimension === target.dimension)
		)
		.sort((a, b) => (a.record.arn < b.record.arn ? -1 : 1));
	const { items, nextToken } = pageOf(found, {
		size: input.MaxResults ?? PAGE,
		token: input.NextToken,
		keyOf: ({ record }) => record.arn,
		badTokenCode: 'InvalidNextTokenException'
	});
	return {
		ScalingPolicies: items.map(({ record, target }) => ({
			PolicyARN: record.arn,
			PolicyName: record.name,
			ServiceNamespace: target.namespace,
			ResourceId: target.resourceId,
			ScalableDimension: target.dimension,
			...record.policy,
			Alarms: [],
			CreationTime: new Date(record.createdAt)
		})),
		NextToken: nextToken
	};
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScalingPolicy.html */
export async function deleteScalingPolicy(
	ctx: Context,
	input: Given<DeleteScalingPolicyRequest, Ref>
): Promise<object> {
	const key = `${targetKey(input)} ${input.PolicyName}`;
	return ctx.store.transact((tx) => {
		if (!tx.get(scalingPolicies, key)) {
			throw new AwsError(
				'ObjectNotFoundException',
				`No scaling policy found: ${input.PolicyName} of ${input.ResourceId}.`
			);
		}
		tx.remove(scalingPolicies, key);
		return {};
	});
}
