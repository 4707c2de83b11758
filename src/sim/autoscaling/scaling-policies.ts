import type {
	Alarm,
	DeleteScalingPolicyRequest,
	DescribeScalingPoliciesRequest,
	DescribeScalingPoliciesResponse,
	PutScalingPolicyRequest,
	PutScalingPolicyResponse,
	TargetTrackingScalingPolicyConfiguration
} from '@aws-sdk/client-application-auto-scaling';
import { AwsError } from '#base/errors.ts';
import { alarms, evaluateAlarms, putAlarm, removeAlarm, watchAlarms } from '../cloudwatch/index.ts';
import { arnOf } from '../core/arn.ts';
import type { Context } from '../core/context.ts';
import { pageOf } from '../core/pager.ts';
import type { Given } from '../core/service.ts';
import type { Transaction } from '../core/table.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { invalid, noTarget } from './errors.ts';
import { scalableTargets, scalingPolicies, targetKey, type ScalingPolicyRecord } from './tables.ts';
import { checkConfiguration, metricOf, targetAlarms } from './target-alarms.ts';

type Ref = 'PolicyName' | 'ServiceNamespace' | 'ResourceId' | 'ScalableDimension';

const PAGE = 10;

/**
 * Keeps the policy, and the alarms of one that tracks a target; a second call puts new alarms in the place of the old
 * ones. The alarms are true, but nobody acts on them yet: nothing is scaled.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
export async function putScalingPolicy(
	ctx: Context,
	input: Given<PutScalingPolicyRequest, Ref>
): Promise<PutScalingPolicyResponse> {
	refuseUnsupported('PutScalingPolicy', input, ['PredictiveScalingPolicyConfiguration']);
	await evaluateAlarms(ctx);
	const record = await ctx.store.transact((tx) => {
		const made = newPolicy(tx, ctx, input);
		for (const { name } of tx.get(scalingPolicies, keyOf(input))?.alarms ?? []) removeAlarm(tx, ctx, name);
		tx.put(scalingPolicies, keyOf(input), made);
		return made;
	});
	watchAlarms(ctx);
	return { PolicyARN: record.arn, Alarms: alarmsOf(ctx, record) };
}

function keyOf(input: Given<PutScalingPolicyRequest, Ref>): string {
	return `${targetKey(input)} ${input.PolicyName}`;
}

/** The policy with its alarms made. */
function newPolicy(
	tx: Transaction,
	ctx: Context,
	input: Given<PutScalingPolicyRequest, Ref>
): ScalingPolicyRecord {
	const target = targetKey(input);
	if (!tx.get(scalableTargets, target)) throw noTarget(input, 'registered');
	const before = tx.get(scalingPolicies, keyOf(input));
	const type = input.PolicyType ?? before?.policy.PolicyType ?? 'StepScaling';
	checkConfiguration(type, input);
	if (before && before.policy.PolicyType !== type) {
		throw invalid(
			'You cannot change a TargetTrackingScaling policy to a non TargetTrackingScaling policy, or vice versa'
		);
	}
	const others = ctx.store
		.values(scalingPolicies)
		.filter((policy) => policy.target === target && policy.name !== input.PolicyName);
	const { StepScalingPolicyConfiguration: step, TargetTrackingScalingPolicyConfiguration: tracking } = input;
	if (tracking) refuseSecond(input.ResourceId, tracking, others);
	const most = ctx.quotas.scalingPoliciesPerTarget;
	if (others.length >= most) {
		throw new AwsError('LimitExceededException', `A scalable target has ${most} policies at most.`);
	}
	const resource = `scalingPolicy:${ctx.rng.uuid()}:resource/${input.ServiceNamespace}/${input.ResourceId}:policyName/${input.PolicyName}`;
	const arn = before?.arn ?? arnOf(ctx, 'autoscaling', resource);
	const made = tracking
		? targetAlarms(ctx, input.ResourceId, tracking, `${arn}:createdBy/${ctx.rng.uuid()}`)
		: [];
	for (const alarm of made) putAlarm(tx, ctx, alarm);
	return {
		name: input.PolicyName,
		target,
		arn,
		createdAt: before?.createdAt ?? tx.now,
		policy: {
			PolicyType: type,
			...(step ? { StepScalingPolicyConfiguration: step } : {}),
			...(tracking ? { TargetTrackingScalingPolicyConfiguration: tracking } : {})
		},
		alarms: made.map(({ AlarmName: name }) => ({ name, arn: arnOf(ctx, 'cloudwatch', `alarm:${name}`) }))
	};
}

/** @see https://github.com/hashicorp/terraform-provider-aws/issues/13710 the sentence above, and the like of this one */
function refuseSecond(
	resourceId: string,
	tracking: TargetTrackingScalingPolicyConfiguration,
	others: readonly ScalingPolicyRecord[]
): void {
	const metric = JSON.stringify(metricOf(resourceId, tracking));
	const same = others.some(({ policy: { TargetTrackingScalingPolicyConfiguration: other } }) => {
		return other && JSON.stringify(metricOf(resourceId, other)) === metric;
	});
	if (same) {
		throw invalid('Only one TargetTrackingScaling policy for a given metric specification is allowed.');
	}
}

/** Alarms that the policy keeps, or those of others that name a policy by steps as their action. */
function alarmsOf({ store }: Context, { arn, alarms: own = [], policy }: ScalingPolicyRecord): Alarm[] {
	const named =
		policy.PolicyType === 'StepScaling'
			? store.values(alarms).filter(({ alarmActions }) => alarmActions.includes(arn))
			: own;
	return named.map((alarm) => ({ AlarmName: alarm.name, AlarmARN: alarm.arn }));
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
			Alarms: alarmsOf(ctx, record),
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
	return ctx.store.transact((tx) => {
		const record = tx.get(scalingPolicies, keyOf(input));
		if (!record) {
			const { ServiceNamespace, ResourceId, ScalableDimension, PolicyName } = input;
			throw new AwsError(
				'ObjectNotFoundException',
				`No scaling policy found for service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}, policy name: ${PolicyName}`
			);
		}
		removePolicy(tx, ctx, record);
		return {};
	});
}

/** Takes a policy away, and the alarms that it keeps. */
export function removePolicy(tx: Transaction, ctx: Context, record: ScalingPolicyRecord): void {
	for (const { name } of record.alarms ?? []) removeAlarm(tx, ctx, name);
	tx.remove(scalingPolicies, `${record.target} ${record.name}`);
}
