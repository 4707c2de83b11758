import {
	DeleteScalingPolicyCommand,
	DeregisterScalableTargetCommand,
	DescribeScalableTargetsCommand,
	DescribeScalingActivitiesCommand,
	DescribeScalingPoliciesCommand,
	PutScalingPolicyCommand,
	RegisterScalableTargetCommand,
	type PutScalingPolicyRequest,
	type RegisterScalableTargetRequest,
	type TargetTrackingScalingPolicyConfiguration
} from '@aws-sdk/client-application-auto-scaling';
import {
	DeleteAlarmsCommand,
	DescribeAlarmsCommand,
	PutMetricAlarmCommand
} from '@aws-sdk/client-cloudwatch';
import {
	CreateEndpointConfigCommand,
	DeleteEndpointCommand,
	UpdateEndpointCommand,
	type ProductionVariant
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { ask, endpointStatus, servingEndpoint, variant } from '#tests/support/line-endpoint.ts';
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

const STEPS: Partial<PutScalingPolicyRequest> = {
	PolicyType: 'StepScaling',
	TargetTrackingScalingPolicyConfiguration: undefined,
	StepScalingPolicyConfiguration: {
		AdjustmentType: 'ChangeInCapacity',
		StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }]
	}
};

const tracking = (
	TargetValue: number,
	changes: Partial<TargetTrackingScalingPolicyConfiguration> = {}
): Partial<PutScalingPolicyRequest> => ({
	TargetTrackingScalingPolicyConfiguration: {
		TargetValue,
		PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
		...changes
	}
});

const removePolicy = ({ autoscaling }: TestRegion) =>
	autoscaling.send(new DeleteScalingPolicyCommand({ ...REF, PolicyName: 'p' }));

const alarmsOf = async ({ cloudwatch }: TestRegion) =>
	(await cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms!;

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

	it('keeps policies, and tells of no activity, since nothing is scaled yet', async () => {
		const aws = await withTarget();
		const { PolicyARN, Alarms } = await putPolicy(aws);
		const policies = async () =>
			(await aws.autoscaling.send(new DescribeScalingPoliciesCommand({ ServiceNamespace: 'sagemaker' })))
				.ScalingPolicies;
		expect(await policies()).toMatchObject([
			{ PolicyARN, TargetTrackingScalingPolicyConfiguration: { TargetValue: 600 }, Alarms }
		]);
		const { ScalingActivities } = await aws.autoscaling.send(
			new DescribeScalingActivitiesCommand({ ServiceNamespace: 'sagemaker' })
		);
		expect(ScalingActivities).toEqual([]);
		await removePolicy(aws);
		expect(await policies()).toEqual([]);
		expect(await errorOf(removePolicy(aws))).toMatch(
			/^ObjectNotFoundException 400: No scaling policy found .*, policy name: p$/
		);
	});

	it.each<[string, Partial<RegisterScalableTargetRequest>, RegExp]>([
		[
			'an absent endpoint',
			{ ResourceId: 'endpoint/x/variant/A' },
			/^ValidationException 400: The endpoint or its/
		],
		['an absent variant', { ResourceId: 'endpoint/e/variant/Z' }, /^ValidationException/],
		['more at least than at most', { MinCapacity: 9 }, /^ValidationException .*less than minimum/],
		['no instance at least', { MinCapacity: 0 }, /^ValidationException .*at least 1/],
		['another service', { ServiceNamespace: 'ecs' }, /^NotSimulated 501/]
	])('refuses %s', async (_, changes, message) => {
		expect(await errorOf(register(await withTarget(), changes))).toMatch(message);
	});

	it('refuses a policy without its target, metric or own configuration, and one that becomes of another type', async () => {
		const aws = await withTarget();
		const configuration = { TargetTrackingScalingPolicyConfiguration: { TargetValue: 1 } };
		expect(await errorOf(putPolicy(aws, configuration))).toMatch(/^ValidationException .*Exactly one/);
		expect(await errorOf(putPolicy(aws, { PolicyType: 'StepScaling' }))).toMatch(/^ValidationException/);
		expect(await errorOf(putPolicy(aws, { ResourceId: 'endpoint/e/variant/Z' }))).toBe(
			'ObjectNotFoundException 400: No scalable target registered for service namespace: sagemaker, resource ID: endpoint/e/variant/Z, scalable dimension: sagemaker:variant:DesiredInstanceCount'
		);
		await putPolicy(aws);
		expect(await errorOf(putPolicy(aws, STEPS))).toMatch(/^ValidationException 400: You cannot change a/);
	});

	it.each<[string, TargetTrackingScalingPolicyConfiguration, RegExp]>([
		[
			'of another service',
			{ TargetValue: 1, PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget' } },
			/^ValidationException/
		],
		[
			'that is not counted here',
			{
				TargetValue: 1,
				PredefinedMetricSpecification: {
					PredefinedMetricType: 'SageMakerVariantConcurrentRequestsPerModelHighResolution'
				}
			},
			/^NotSimulated 501/
		],
		[
			'without statistic',
			{ TargetValue: 1, CustomizedMetricSpecification: { Namespace: 'N', MetricName: 'm' } },
			/^ValidationException/
		]
	])('refuses a metric %s', async (_, TargetTrackingScalingPolicyConfiguration, message) => {
		const aws = await withTarget();
		expect(await errorOf(putPolicy(aws, { TargetTrackingScalingPolicyConfiguration }))).toMatch(message);
		expect(await alarmsOf(aws)).toEqual([]);
	});
});

describe('the alarms of a target tracking policy', () => {
	it('lie at the target for three minutes and nine tenths of it for fifteen, as on AWS', async () => {
		const aws = await withTarget();
		const { PolicyARN, Alarms } = await putPolicy(aws, tracking(1500));
		expect(Alarms!.map(({ AlarmName }) => AlarmName)).toEqual([
			expect.stringMatching(/^TargetTracking-endpoint\/e\/variant\/A-AlarmHigh-[0-9a-f-]{36}$/),
			expect.stringMatching(/^TargetTracking-endpoint\/e\/variant\/A-AlarmLow-[0-9a-f-]{36}$/)
		]);
		const shared = {
			Namespace: 'AWS/SageMaker',
			MetricName: 'InvocationsPerInstance',
			Dimensions: [
				{ Name: 'EndpointName', Value: 'e' },
				{ Name: 'VariantName', Value: 'A' }
			],
			Statistic: 'Sum',
			Period: 60,
			AlarmActions: [expect.stringMatching(`^${PolicyARN}:createdBy/`)],
			StateValue: 'INSUFFICIENT_DATA'
		};
		expect(await alarmsOf(aws)).toMatchObject([
			{ ...shared, Threshold: 1500, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 3 },
			{ ...shared, Threshold: 1350, ComparisonOperator: 'LessThanThreshold', EvaluationPeriods: 15 }
		]);
	});

	it('go off by the requests that the endpoint really has', async () => {
		const aws = await withTarget();
		await putPolicy(aws, tracking(2));
		for (let minute = 0; minute < 3; minute++) {
			for (let request = 0; request < 3; request++) await ask(aws, '1');
			await aws.clock.sleep(60_000);
		}
		const [high, low] = await alarmsOf(aws);
		expect([high!.StateValue, low!.StateValue]).toEqual(['ALARM', 'OK']);
		expect(aws.region.snapshot().endpoints[0]!.variants).toMatchObject([{ instanceCount: 1 }]);
	});

	it('are one where scaling in is disabled, and new ones after a change', async () => {
		const aws = await withTarget();
		const before = (await putPolicy(aws)).Alarms!.map(({ AlarmName }) => AlarmName);
		await putPolicy(aws, tracking(600, { DisableScaleIn: true }));
		const names = (await alarmsOf(aws)).map(({ AlarmName }) => AlarmName);
		expect(names).toEqual([expect.stringContaining('AlarmHigh')]);
		expect(before).not.toContain(names[0]);
	});

	it('are those of one policy for a metric', async () => {
		const aws = await withTarget();
		await putPolicy(aws);
		expect(await errorOf(putPolicy(aws, { PolicyName: 'q', ...tracking(5) }))).toBe(
			'ValidationException 400: Only one TargetTrackingScaling policy for a given metric specification is allowed.'
		);
		const CustomizedMetricSpecification = {
			Namespace: '/aws/sagemaker/Endpoints',
			MetricName: 'CPUUtilization',
			Statistic: 'Average'
		} as const;
		const custom = { TargetValue: 70, CustomizedMetricSpecification };
		await putPolicy(aws, { PolicyName: 'q', TargetTrackingScalingPolicyConfiguration: custom });
		expect((await alarmsOf(aws)).map(({ Threshold }) => Threshold).sort((a, b) => a! - b!)).toEqual([
			63, 70, 540, 600
		]);
	});

	it.each<[string, (aws: TestRegion) => Promise<unknown>]>([
		['the policy', removePolicy],
		['the target', ({ autoscaling }) => autoscaling.send(new DeregisterScalableTargetCommand(REF))],
		['the endpoint', ({ sagemaker }) => sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'e' }))]
	])('go with %s, even where one was deleted by hand', async (_, remove) => {
		const aws = await withTarget();
		const { Alarms } = await putPolicy(aws);
		await aws.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: [Alarms![0]!.AlarmName!] }));
		await remove(aws);
		expect(await alarmsOf(aws)).toEqual([]);
		expect(await aws.storage.entries('scalingPolicies')).toEqual([]);
	});

	it('are, for a policy by steps, those that name it as their action', async () => {
		const aws = await withTarget();
		const { PolicyARN, Alarms } = await putPolicy(aws, STEPS);
		expect(Alarms).toEqual([]);
		await aws.cloudwatch.send(
			new PutMetricAlarmCommand({
				AlarmName: 'busy',
				AlarmActions: [PolicyARN!],
				Namespace: 'N',
				MetricName: 'm',
				Statistic: 'Sum',
				Period: 60,
				EvaluationPeriods: 1,
				Threshold: 1,
				ComparisonOperator: 'GreaterThanThreshold'
			})
		);
		const { ScalingPolicies } = await aws.autoscaling.send(
			new DescribeScalingPoliciesCommand({ ServiceNamespace: 'sagemaker' })
		);
		expect(ScalingPolicies).toMatchObject([{ Alarms: [{ AlarmName: 'busy' }] }]);
	});
});

describe('a variant that is a scalable target', () => {
	it('keeps its type and its place until it is deregistered, and may get another model', async () => {
		const aws = await withTarget();
		const update = async (name: string, variants: ProductionVariant[]) => {
			await aws.sagemaker.send(
				new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants: variants })
			);
			const updated = aws.sagemaker.send(
				new UpdateEndpointCommand({ EndpointName: 'e', EndpointConfigName: name })
			);
			return errorOf(updated);
		};
		const larger = [variant('A', 'e-model', { InstanceType: 'ml.m5.xlarge' })];
		expect(await update('larger', larger)).toMatch(
			/^ValidationException 400: The variant 'A' .* scalable target/
		);
		expect(await update('other', [variant('B', 'e-model')])).toMatch(/^ValidationException/);
		expect(await update('model', [variant('A', 'e-model')])).toBe('no error');
		await endpointStatus(aws, 'e', 'Updating');
		await aws.autoscaling.send(new DeregisterScalableTargetCommand(REF));
		expect(await update('larger-2', larger)).toBe('no error');
	});
});
