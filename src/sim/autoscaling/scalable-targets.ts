import type {
	DeregisterScalableTargetRequest,
	DescribeScalableTargetsRequest,
	DescribeScalableTargetsResponse,
	DescribeScalingActivitiesRequest,
	DescribeScalingActivitiesResponse,
	RegisterScalableTargetRequest,
	RegisterScalableTargetResponse
} from '@aws-sdk/client-application-auto-scaling';
import { arnOf } from '../core/arn.ts';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import { pageOf } from '../core/pager.ts';
import type { Given } from '../core/service.ts';
import type { Transaction } from '../core/table.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { endpoints } from '../sagemaker/index.ts';
import { invalid, noTarget } from './errors.ts';
import { removePolicy } from './scaling-policies.ts';
import { scalableTargets, scalingPolicies, targetKey, type ScalableTargetRecord } from './tables.ts';

type Ref = 'ServiceNamespace' | 'ResourceId' | 'ScalableDimension';

const DIMENSION = 'sagemaker:variant:DesiredInstanceCount';
const PAGE = 50;

/** Keeps the target; a second registration changes what it names. Nothing is scaled yet, so no activity ever appears. */
export async function registerScalableTarget(
	ctx: Context,
	input: Given<RegisterScalableTargetRequest, Ref>
): Promise<RegisterScalableTargetResponse> {
	refuseUnsupported('RegisterScalableTarget', input, ['Tags']);
	const least = checkVariant(ctx, input);
	return ctx.store.transact((tx) => {
		const key = targetKey(input);
		const before = tx.get(scalableTargets, key);
		const min = input.MinCapacity ?? before?.min;
		const max = input.MaxCapacity ?? before?.max;
		if (min === undefined || max === undefined) {
			throw invalid(
				'Minimum capacity and maximum capacity must be given when a scalable target is registered.'
			);
		}
		if (min > max) throw invalid('Maximum capacity cannot be less than minimum capacity');
		if (min < least) throw invalid(`Minimum capacity must be at least ${least} for ${input.ResourceId}`);
		const role =
			'aws-service-role/sagemaker.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint';
		const record: ScalableTargetRecord = {
			namespace: input.ServiceNamespace,
			resourceId: input.ResourceId,
			dimension: input.ScalableDimension,
			arn: before?.arn ?? arnOf(ctx, 'application-autoscaling', `scalable-target/${ctx.rng.hex(16)}`),
			min,
			max,
			roleArn: input.RoleARN ?? before?.roleArn ?? `arn:aws:iam::${ctx.accountId}:role/${role}`,
			suspended: { ...before?.suspended, ...input.SuspendedState },
			createdAt: before?.createdAt ?? tx.now
		};
		tx.put(scalableTargets, key, record);
		return { ScalableTargetARN: record.arn };
	});
}

/**
 * Gives the fewest instances that the variant can have: none only where requests can wait for them.
 * @throws AwsError ValidationException where there is no such variant; NotSimulated for other services
 */
function checkVariant(
	{ store }: Context,
	{ ServiceNamespace, ResourceId, ScalableDimension }: Given<RegisterScalableTargetRequest, Ref>
): 0 | 1 {
	if (ServiceNamespace !== 'sagemaker' || ScalableDimension !== DIMENSION) {
		throw notSimulated(
			`${ScalableDimension} of ${ServiceNamespace}`,
			`Targets are endpoint variants: ${DIMENSION}.`
		);
	}
	const [, endpoint, variant] = /^endpoint\/([^/]+)\/variant\/([^/]+)$/.exec(ResourceId) ?? [];
	if (endpoint === undefined)
		throw invalid(`Unsupported resource ID: ${ResourceId}. Give endpoint/NAME/variant/NAME.`);
	const record = store.get(endpoints, endpoint);
	const found = record?.variants.find(({ name }) => name === variant);
	if (!record || !found) throw invalid(`The endpoint or its variant does not exist: ${ResourceId}`);
	if (found.instanceType.startsWith('ml.t2.')) {
		throw invalid(`Variants on ${found.instanceType} cannot be scaled automatically.`);
	}
	return record.asyncInference ? 0 : 1;
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html */
export async function describeScalableTargets(
	ctx: Context,
	input: Given<DescribeScalableTargetsRequest, 'ServiceNamespace'>
): Promise<DescribeScalableTargetsResponse> {
	const found = ctx.store
		.values(scalableTargets)
		.filter(
			({ namespace, resourceId, dimension }) =>
				namespace === input.ServiceNamespace &&
				(input.ResourceIds?.includes(resourceId) ?? true) &&
				(input.ScalableDimension === undefined || dimension === input.ScalableDimension)
		)
		.sort((a, b) => (a.resourceId < b.resourceId ? -1 : 1));
	const { items, nextToken } = pageOf(found, {
		size: input.MaxResults ?? PAGE,
		token: input.NextToken,
		keyOf: ({ resourceId, dimension }) => `${resourceId} ${dimension}`,
		badTokenCode: 'InvalidNextTokenException'
	});
	return {
		ScalableTargets: items.map((target) => ({
			ServiceNamespace: target.namespace,
			ResourceId: target.resourceId,
			ScalableDimension: target.dimension,
			MinCapacity: target.min,
			MaxCapacity: target.max,
			RoleARN: target.roleArn,
			CreationTime: new Date(target.createdAt),
			SuspendedState: {
				DynamicScalingInSuspended: target.suspended.DynamicScalingInSuspended ?? false,
				DynamicScalingOutSuspended: target.suspended.DynamicScalingOutSuspended ?? false,
				ScheduledScalingSuspended: target.suspended.ScheduledScalingSuspended ?? false
			},
			ScalableTargetARN: target.arn
		})),
		NextToken: nextToken
	};
}

/** Takes the target's policies away too. */
export async function deregisterScalableTarget(
	ctx: Context,
	input: Given<DeregisterScalableTargetRequest, Ref>
): Promise<object> {
	const key = targetKey(input);
	return ctx.store.transact((tx) => {
		if (!tx.get(scalableTargets, key)) throw noTarget(input);
		removeTarget(tx, ctx, key);
		return {};
	});
}

function removeTarget(tx: Transaction, ctx: Context, key: string): void {
	tx.remove(scalableTargets, key);
	for (const policy of ctx.store.values(scalingPolicies)) {
		if (policy.target === key) removePolicy(tx, ctx, policy);
	}
}

/** Names of an endpoint's variants that are scalable targets. */
export function scaledVariants({ store }: Context, endpoint: string): string[] {
	const prefix = `endpoint/${endpoint}/variant/`;
	return store
		.values(scalableTargets)
		.flatMap(({ resourceId }) => (resourceId.startsWith(prefix) ? [resourceId.slice(prefix.length)] : []));
}

/** What goes with an endpoint that is deleted. */
export function deregisterEndpoint(tx: Transaction, ctx: Context, endpoint: string): void {
	const prefix = `endpoint/${endpoint}/variant/`;
	for (const [key, { resourceId }] of ctx.store.entries(scalableTargets)) {
		if (resourceId.startsWith(prefix)) removeTarget(tx, ctx, key);
	}
}

/** Nothing is scaled in this region yet, so there is no activity to tell of. */
export async function describeScalingActivities(
	_ctx: Context,
	_input: DescribeScalingActivitiesRequest
): Promise<DescribeScalingActivitiesResponse> {
	return { ScalingActivities: [] };
}
