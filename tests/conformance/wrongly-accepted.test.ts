import {
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	CreateHyperParameterTuningJobCommand,
	CreateModelCommand,
	CreateTrainingJobCommand,
	CreateTransformJobCommand,
	DescribeEndpointCommand,
	type CreateTrainingJobRequest,
	type ProductionVariant
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, type InvokeEndpointCommandInput } from '@aws-sdk/client-sagemaker-runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import { inlineTrainingRunner } from '#engine/inline.ts';
import { encodeUtf8 } from '#base/bytes.ts';
import { lineEndpoint, variant } from '#tests/support/line-endpoint.ts';
import { errorOf, IMAGE, ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { jobInput, pollJob, putData } from '#tests/support/training-job.ts';

/**
 * What a widely used mock of AWS accepts and AWS refuses: each must be refused here, in AWS's words.
 * @see https://docs.getmoto.org/en/latest/docs/services/sagemaker.html
 */

let aws: TestRegion;

beforeEach(async () => {
	aws = await testRegion();
	await putData(aws);
	await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('taken')));
	await lineEndpoint(aws, 'taken');
	for (;;) {
		const { EndpointStatus } = await aws.sagemaker.send(
			new DescribeEndpointCommand({ EndpointName: 'taken' })
		);
		if (EndpointStatus === 'InService') break;
		await aws.clock.sleep(1000);
	}
});

const job = (changes: Partial<CreateTrainingJobRequest>, name = 'new'): Promise<unknown> =>
	aws.sagemaker.send(new CreateTrainingJobCommand(jobInput(name, changes)));
const resources = (changes: object): Partial<CreateTrainingJobRequest> => ({
	ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 10, ...changes }
});
const model = (ModelName: string, changes: object = {}): Promise<unknown> =>
	aws.sagemaker.send(
		new CreateModelCommand({
			ModelName,
			ExecutionRoleArn: ROLE,
			PrimaryContainer: { Image: IMAGE },
			...changes
		})
	);
const config = (EndpointConfigName: string, variants: ProductionVariant[]): Promise<unknown> =>
	aws.sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName, ProductionVariants: variants }));
const invoke = (changes: Partial<InvokeEndpointCommandInput>): Promise<unknown> =>
	aws.runtime.send(
		new InvokeEndpointCommand({
			EndpointName: 'taken',
			ContentType: 'text/csv',
			Body: encodeUtf8('1'),
			...changes
		})
	);

const REFUSED: readonly [what: string, request: () => Promise<unknown>, answer: RegExp][] = [
	[
		'a second training job of one name',
		() => job({}, 'taken'),
		/^ResourceInUse 400: Training job names must be unique/
	],
	[
		'a second model of one name',
		() => model('taken-model'),
		/^ValidationException 400: Cannot create already existing model/
	],
	[
		'a second endpoint configuration of one name',
		() => config('taken', [variant('A', 'taken-model')]),
		/^ValidationException 400: Cannot create already existing endpoint configuration/
	],
	[
		'a second endpoint of one name',
		() =>
			aws.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'taken', EndpointConfigName: 'taken' })),
		/^ValidationException 400: Cannot create already existing endpoint/
	],
	[
		'a job name with underscore and mark',
		() => job({}, 'bad_name!'),
		/^ValidationException 400: 1 validation error detected: Value 'bad_name!' at 'trainingJobName' failed to satisfy constraint: Member must satisfy regular expression pattern/
	],
	[
		'an instance type that there is not',
		() => job(resources({ InstanceType: 'ml.zzz' })),
		/^ValidationException 400: .*'ml\.zzz' at 'resourceConfig\.instanceType' .* enum value set/
	],
	[
		'the role «me»',
		() => job({ RoleArn: 'me' }),
		/^ValidationException 400: 2 validation errors detected: Value 'me' at 'roleArn'/
	],
	[
		'a runtime of 0',
		() => job({ StoppingCondition: { MaxRuntimeInSeconds: 0 } }),
		/^ValidationException 400: .*'0' at 'stoppingCondition\.maxRuntimeInSeconds'/
	],
	[
		'no instance at all',
		() => job(resources({ InstanceCount: 0 })),
		/^ValidationException 400: .*'0' at 'resourceConfig\.instanceCount'/
	],
	[
		'no training image',
		() => job({ AlgorithmSpecification: { TrainingInputMode: 'File' } }),
		/^ValidationException 400: .*trainingImage/
	],
	[
		'a model without container',
		() => model('new', { PrimaryContainer: undefined }),
		/^ValidationException 400: /
	],
	[
		'two variants of one name',
		() => config('new', [variant('A', 'taken-model'), variant('A', 'taken-model')]),
		/^ValidationException 400: /
	],
	[
		'a negative weight',
		() => config('new', [variant('A', 'taken-model', { InitialVariantWeight: -1 })]),
		/^ValidationException 400: .*initialVariantWeight/
	],
	[
		'a variant of a model that is not there',
		() => config('new', [variant('A', 'none')]),
		/^ValidationException 400: Could not find model/
	],
	[
		'a transform job of a model that is not there',
		() =>
			aws.sagemaker.send(
				new CreateTransformJobCommand({
					TransformJobName: 'new',
					ModelName: 'none',
					TransformInput: {
						DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://data/train/' } }
					},
					TransformOutput: { S3OutputPath: 's3://data/out' },
					TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 }
				})
			),
		/^ValidationException 400: Could not find model/
	],
	[
		'a tuning job without objective',
		() =>
			aws.sagemaker.send(
				new CreateHyperParameterTuningJobCommand({
					HyperParameterTuningJobName: 'new',
					HyperParameterTuningJobConfig: {
						Strategy: 'Bayesian',
						ResourceLimits: { MaxNumberOfTrainingJobs: 2, MaxParallelTrainingJobs: 1 },
						ParameterRanges: {
							ContinuousParameterRanges: [{ Name: 'eta', MinValue: '0.1', MaxValue: '0.5' }]
						}
					},
					TrainingJobDefinition: {
						...jobInput('new'),
						StoppingCondition: { MaxRuntimeInSeconds: 600 },
						StaticHyperParameters: { num_round: '2' },
						AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' }
					}
				})
			),
		/^ValidationException 400: /
	],
	[
		'an endpoint that is not there',
		() => invoke({ EndpointName: 'none' }),
		/^ValidationError 400: Endpoint none of account 123456789012 not found\.$/
	],
	['a variant that the endpoint has not', () => invoke({ TargetVariant: 'Z' }), /^ValidationError 400: /],
	[
		'a content type that the container cannot read',
		() => invoke({ ContentType: 'image/png' }),
		/^ModelError 424: Received client error \(415\)/
	],
	['a body of 7 MB', () => invoke({ Body: new Uint8Array(7 * 1024 * 1024) }), /^ValidationError 400: /]
];

describe('is refused:', () => {
	it.each(REFUSED)('%s', async (_, request, answer) => {
		expect(await errorOf(request())).toMatch(answer);
	});
});

describe('a built-in algorithm fails the job for', () => {
	it.each<[string, Record<string, string>, RegExp]>([
		['eta = 7', { num_round: '2', eta: '7' }, /^ClientError: .*eta/],
		[
			'an objective that there is not',
			{ num_round: '2', objective: 'nonsense' },
			/^ClientError: .*objective/
		],
		['no num_round', { eta: '0.3' }, /^ClientError: .*num_round/]
	])('%s', async (_, HyperParameters, reason) => {
		const real = await testRegion({ training: inlineTrainingRunner() });
		await putData(real);
		await real.sagemaker.send(new CreateTrainingJobCommand(jobInput('j', { HyperParameters })));
		expect(await pollJob(real, 'j')).toMatchObject({
			TrainingJobStatus: 'Failed',
			FailureReason: expect.stringMatching(reason) as string
		});
	});
});
