import {
	DeleteScalingPolicyCommand,
	DeregisterScalableTargetCommand,
	DescribeScalableTargetsCommand,
	DescribeScalingActivitiesCommand,
	DescribeScalingPoliciesCommand,
	PutScalingPolicyCommand,
	RegisterScalableTargetCommand,
	type PutScalingPolicyRequest,
	type RegisterScalableTargetRequest
} from '@aws-sdk/client-application-auto-scaling';
import { describe, expect, it } from 'vitest';
import { servingEndpoint } from '#tests/support/line-endpoint.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const REF = {
	ServiceNamespace: 'sagemaker',
	ResourceId: 'endpoint/e/variant/A',
	ScalableDimension: 'sagemaker:variant:DesiredInstanceCount'
} as const;

const register = ({ autoscaling }: TestRegion, changes: Partial<RegisterScalableTargetRequest> = {}) =>
	autoscaling.send(new RegisterScalableTargetCommand({ ...REF, MinCapacity: 1, MaxCapacity: 4, ...changes }));

const putPolicy = ({ autoscaling }: TestRegion, changes: Partial<PutScalingPolicyRequest> = {}) =>
	autoscaling.send(
		new PutScalingPolicyCommand({
			...REF,
			PolicyName: 'p',
			PolicyType: 'TargetTrackingScaling',
			TargetTrackingScalingPolicyConfiguration: {
				TargetValue: 600,
				PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' }
			},
			...changes
		})
	);

async function withTarget(): Promise<TestRegion> {
	const aws = await testRegion();
	await servingEndpoint(aws, 'e');
	await register(aws);
	return aws;
}

describe('Application Auto Scaling', () => {
	it('keeps a target, changes what a second registration names, and forgets it with its policies', async () => {
		const aws = await withTarget();
		await putPolicy(aws);
		await register(aws, { MinCapacity: undefined, MaxCapacity: 6 });
		const targets = async () =>
			(await aws.autoscaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'sagemaker' })))
				.ScalableTargets;
		expect(await targets()).toMatchObject([{ ...REF, MinCapacity: 1, MaxCapacity: 6 }]);
		await aws.autoscaling.send(new DeregisterScalableTargetCommand(REF));
		expect(await targets()).toEqual([]);
		expect(await aws.storage.entries('scalingPolicies')).toEqual([]);
		expect(await errorOf(aws.autoscaling.send(new DeregisterScalableTargetCommand(REF)))).toMatch(
			/^ObjectNotFoundException 400: No scalable target found/
		);
	});

	it('keeps policies, and says that they have no alarms and no activities yet', async () => {
		const aws = await withTarget();
		const { PolicyARN, Alarms } = await putPolicy(aws);
		expect(Alarms).toEqual([]);
		const policies = async () =>
			(await aws.autoscaling.send(new DescribeScalingPoliciesCommand({ ServiceNamespace: 'sagemaker' })))
				.ScalingPolicies;
		expect(await policies()).toMatchObject([
			{ PolicyARN, TargetTrackingScalingPolicyConfiguration: { TargetValue: 600 }, Alarms: [] }
		]);
		const { ScalingActivities } = await aws.autoscaling.send(
			new DescribeScalingActivitiesCommand({ ServiceNamespace: 'sagemaker' })
		);
		expect(ScalingActivities).toEqual([]);
		const remove = () => aws.autoscaling.send(new DeleteScalingPolicyCommand({ ...REF, PolicyName: 'p' }));
		await remove();
		expect(await policies()).toEqual([]);
		expect(await errorOf(remove())).toMatch(/^ObjectNotFoundException/);
	});

	it.each<[string, Partial<RegisterScalableTargetRequest>, RegExp]>([
		[
			'an absent endpoint',
			{ ResourceId: 'endpoint/x/variant/A' },
			/^ValidationException 400: The endpoint or its/
		],
		['an absent variant', { ResourceId: 'endpoint/e/variant/Z' }, /^ValidationException/],
		['more at least than at most', { MinCapacity: 9 }, /^ValidationException .*less than minimum/],
		['another service', { ServiceNamespace: 'ecs' }, /^NotSimulated 501/]
	])('refuses %s', async (_, changes, message) => {
		expect(await errorOf(register(await withTarget(), changes))).toMatch(message);
	});

	it('refuses a policy without its target, metric or own configuration', async () => {
		const aws = await withTarget();
		const configuration = { TargetTrackingScalingPolicyConfiguration: { TargetValue: 1 } };
		expect(await errorOf(putPolicy(aws, configuration))).toMatch(/^ValidationException .*Exactly one/);
		expect(await errorOf(putPolicy(aws, { PolicyType: 'StepScaling' }))).toMatch(/^ValidationException/);
		expect(await errorOf(putPolicy(aws, { ResourceId: 'endpoint/e/variant/Z' }))).toMatch(/^ObjectNotFound/);
	});
});
