import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { AwsError } from '#base/errors.ts';
import { scriptImageOf } from '#sim/ecr/script-image.ts';
import { FUNCTION_ROLE, HANDLER_ZIP, zipOf } from '#tests/support/lambda-function.ts';
import { lineModel } from '#tests/support/line-endpoint.ts';
import { definition, trainStep } from '#tests/support/pipeline.ts';
import { exitingScripts } from '#tests/support/status-lives.ts';
import { ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { jobInput, putData } from '#tests/support/training-job.ts';
import { tuningInput } from '#tests/support/tuning-job.ts';

/** What cannot be done in which status, and AWS's words for it. */
interface Row {
	readonly resource: string;
	readonly service: string;
	/** What comes before, and an hour for it. */
	readonly before?: (aws: TestRegion) => Promise<unknown>;
	/** Brings the resource into the status, while time stands still; gives what names it. */
	readonly make: (aws: TestRegion) => Promise<object>;
	readonly refused: Readonly<Record<string, readonly [input: object, answer: RegExp]>>;
}

const HOUR = 3_600_000;
const named = (names: object) => (): Promise<object> => Promise.resolve(names);
const sage = (aws: TestRegion, operation: string, input: object): Promise<unknown> =>
	aws.region.call('sagemaker', operation, input);

async function endpoint(aws: TestRegion): Promise<object> {
	await lineModel(aws, 'm', 2, 1);
	const variant = { VariantName: 'A', ModelName: 'm', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 };
	for (const EndpointConfigName of ['c', 'd']) {
		await sage(aws, 'CreateEndpointConfig', { EndpointConfigName, ProductionVariants: [variant] });
	}
	await sage(aws, 'CreateEndpoint', { EndpointName: 'e', EndpointConfigName: 'c' });
	return { EndpointName: 'e' };
}

async function notebook(aws: TestRegion): Promise<object> {
	const NotebookInstanceName = 'n';
	await sage(aws, 'CreateNotebookInstance', {
		NotebookInstanceName,
		InstanceType: 'ml.t3.medium',
		RoleArn: ROLE
	});
	return { NotebookInstanceName };
}

async function execution(aws: TestRegion, num_round: string): Promise<object> {
	await putData(aws);
	const text = definition([trainStep('Train', {}, { HyperParameters: { num_round } })]);
	const input = { PipelineName: 'p', ClientRequestToken: 't'.repeat(32) };
	await sage(aws, 'CreatePipeline', { ...input, PipelineDefinition: text, RoleArn: ROLE });
	return (await sage(aws, 'StartPipelineExecution', input)) as object;
}

const BUSY = /^ValidationException 400: Cannot update in-progress endpoint "arn:.*:endpoint\/e"\.$/;
const CHANGES = { DesiredWeightsAndCapacities: [{ VariantName: 'A', DesiredInstanceCount: 2 }] };
const AT_ENDPOINT = {
	UpdateEndpoint: [{ EndpointConfigName: 'd' }, BUSY],
	UpdateEndpointWeightsAndCapacities: [CHANGES, BUSY],
	DeleteEndpoint: [{}, BUSY]
} as const;
const TOKEN = { ClientRequestToken: 'x'.repeat(32) };
const notIn = (status: string, allowed: string): RegExp =>
	new RegExp(
		`^ValidationException 400: Status \\(${status}\\) not in \\(\\[${allowed}\\]\\)\\. Unable to transition`
	);

const ROWS: readonly Row[] = [
	{
		resource: 'a training job that is InProgress',
		service: 'sagemaker',
		async make(aws) {
			await putData(aws);
			await sage(aws, 'CreateTrainingJob', jobInput('j'));
			return { TrainingJobName: 'j' };
		},
		refused: { DeleteTrainingJob: [{}, /^ResourceInUse 400/] }
	},
	{
		resource: 'a training job that is Completed',
		service: 'sagemaker',
		async before(aws) {
			await putData(aws);
			await sage(aws, 'CreateTrainingJob', jobInput('j'));
		},
		make: named({ TrainingJobName: 'j' }),
		refused: {
			StopTrainingJob: [
				{},
				/^ValidationException 400: The request was rejected because the training job is in status Completed\.$/
			],
			CreateTrainingJob: [jobInput('j'), /^ResourceInUse 400: Training job names must be unique/]
		}
	},
	{
		resource: 'a tuning job that is InProgress',
		service: 'sagemaker',
		async make(aws) {
			await putData(aws);
			await sage(aws, 'CreateHyperParameterTuningJob', tuningInput('t'));
			return { HyperParameterTuningJobName: 't' };
		},
		refused: { DeleteHyperParameterTuningJob: [{}, /^ResourceInUse 400/] }
	},
	{
		resource: 'a processing job that is Completed',
		service: 'sagemaker',
		async before(aws) {
			await sage(aws, 'CreateProcessingJob', {
				ProcessingJobName: 'p',
				RoleArn: ROLE,
				AppSpecification: { ImageUri: scriptImageOf('us-east-1')! },
				Environment: { EXIT: '0' },
				ProcessingResources: {
					ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 10 }
				}
			});
		},
		make: named({ ProcessingJobName: 'p' }),
		refused: {
			StopProcessingJob: [
				{},
				/^ValidationException 400: The request was rejected because the processing job is in status Completed/
			]
		}
	},
	{ resource: 'an endpoint that is Creating', service: 'sagemaker', make: endpoint, refused: AT_ENDPOINT },
	{
		resource: 'an endpoint that is Updating',
		service: 'sagemaker',
		before: endpoint,
		async make(aws) {
			await sage(aws, 'UpdateEndpoint', { EndpointName: 'e', EndpointConfigName: 'd' });
			return { EndpointName: 'e' };
		},
		refused: AT_ENDPOINT
	},
	{
		resource: 'an endpoint that is Deleting',
		service: 'sagemaker',
		before: endpoint,
		async make(aws) {
			await sage(aws, 'DeleteEndpoint', { EndpointName: 'e' });
			return { EndpointName: 'e' };
		},
		refused: {
			...AT_ENDPOINT,
			CreateEndpoint: [
				{ EndpointConfigName: 'c' },
				/^ValidationException 400: Cannot create already existing endpoint/
			]
		}
	},
	{
		resource: 'an endpoint that is Failed',
		service: 'sagemaker',
		async before(aws) {
			await endpoint(aws);
			await aws.region.call('s3', 'DeleteObject', { Bucket: 'models', Key: 'm.tar.gz' });
			await sage(aws, 'CreateEndpoint', { EndpointName: 'f', EndpointConfigName: 'c' });
		},
		make: named({ EndpointName: 'f' }),
		refused: {
			UpdateEndpoint: [{ EndpointConfigName: 'd' }, /^ValidationException 400: .* is Failed/],
			UpdateEndpointWeightsAndCapacities: [CHANGES, /^ValidationException 400: .* is Failed/]
		}
	},
	{
		resource: 'a notebook instance that is Pending',
		service: 'sagemaker',
		make: notebook,
		refused: {
			StartNotebookInstance: [{}, notIn('Pending', 'Stopped, Failed')],
			StopNotebookInstance: [{}, notIn('Pending', 'InService')],
			UpdateNotebookInstance: [{ VolumeSizeInGB: 9 }, notIn('Pending', 'Stopped, Failed')],
			DeleteNotebookInstance: [{}, notIn('Pending', 'Stopped, Failed')]
		}
	},
	{
		resource: 'a notebook instance that is InService',
		service: 'sagemaker',
		before: notebook,
		make: named({ NotebookInstanceName: 'n' }),
		refused: {
			StartNotebookInstance: [{}, notIn('InService', 'Stopped, Failed')],
			UpdateNotebookInstance: [{ VolumeSizeInGB: 9 }, notIn('InService', 'Stopped, Failed')],
			DeleteNotebookInstance: [{}, notIn('InService', 'Stopped, Failed')]
		}
	},
	{
		resource: 'a feature group that is Creating',
		service: 'sagemaker',
		async make(aws) {
			await sage(aws, 'CreateFeatureGroup', {
				FeatureGroupName: 'g',
				RecordIdentifierFeatureName: 'id',
				EventTimeFeatureName: 'at',
				FeatureDefinitions: [
					{ FeatureName: 'id', FeatureType: 'Integral' },
					{ FeatureName: 'at', FeatureType: 'String' }
				],
				OnlineStoreConfig: { EnableOnlineStore: true }
			});
			return { FeatureGroupName: 'g' };
		},
		refused: {
			UpdateFeatureGroup: [
				{ FeatureAdditions: [{ FeatureName: 'x', FeatureType: 'String' }] },
				/^ValidationException 400: .* is Creating/
			],
			DeleteFeatureGroup: [{}, /^ValidationException 400: .* being created/]
		}
	},
	{
		resource: 'an execution of a pipeline that is Executing',
		service: 'sagemaker',
		make: (aws) => execution(aws, '20'),
		refused: { RetryPipelineExecution: [TOKEN, /^ConflictException 400/] }
	},
	{
		resource: 'an execution of a pipeline that has Succeeded',
		service: 'sagemaker',
		before: (aws) => execution(aws, '20'),
		async make(aws) {
			const listed = await sage(aws, 'ListPipelineExecutions', { PipelineName: 'p' });
			const { PipelineExecutionSummaries } = listed as { PipelineExecutionSummaries: object[] };
			const [{ PipelineExecutionArn }] = PipelineExecutionSummaries as [{ PipelineExecutionArn: string }];
			return { PipelineExecutionArn };
		},
		refused: {
			RetryPipelineExecution: [TOKEN, /^ConflictException 400/],
			StopPipelineExecution: [TOKEN, /^ConflictException 400: .* has already ended\.$/]
		}
	},
	{
		resource: 'a stream that is CREATING',
		service: 'kinesis',
		async make(aws) {
			await aws.region.call('kinesis', 'CreateStream', { StreamName: 's', ShardCount: 1 });
			return { StreamName: 's' };
		},
		refused: {
			PutRecord: [{ PartitionKey: 'k', Data: new Uint8Array(1) }, /^ResourceNotFoundException 400/],
			UpdateShardCount: [
				{ TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' },
				/^ResourceInUseException 400: Stream s under account 123456789012 not ACTIVE, instead in state CREATING$/
			],
			IncreaseStreamRetentionPeriod: [{ RetentionPeriodHours: 48 }, /^ResourceInUseException 400/],
			DeleteStream: [{}, /^ResourceInUseException 400/]
		}
	},
	{
		resource: 'a delivery stream that is CREATING',
		service: 'firehose',
		async make(aws) {
			await aws.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
			await aws.region.call('firehose', 'CreateDeliveryStream', {
				DeliveryStreamName: 'd',
				ExtendedS3DestinationConfiguration: { RoleARN: FUNCTION_ROLE, BucketARN: 'arn:aws:s3:::data' }
			});
			return { DeliveryStreamName: 'd' };
		},
		refused: {
			PutRecord: [{ Record: { Data: new Uint8Array(1) } }, /^ResourceNotFoundException 400/],
			DeleteDeliveryStream: [{}, /^ResourceInUseException 400/]
		}
	},
	{
		resource: 'a function that is Pending',
		service: 'lambda',
		async make(aws) {
			await aws.region.call('lambda', 'CreateFunction', {
				FunctionName: 'f',
				Runtime: 'python3.12',
				Handler: 'index.handler',
				Role: FUNCTION_ROLE,
				Code: { ZipFile: HANDLER_ZIP }
			});
			return { FunctionName: 'f' };
		},
		refused: {
			Invoke: [{ InvocationType: 'DryRun' }, /^ResourceConflictException 409: .* state: Pending$/],
			UpdateFunctionCode: [
				{ ZipFile: zipOf({ a: '' }) },
				/^ResourceConflictException 409: .* state: Pending$/
			],
			UpdateFunctionConfiguration: [{ Timeout: 9 }, /^ResourceConflictException 409: .* state: Pending$/]
		}
	}
];

describe.each(ROWS)('$resource', ({ service, before, make, refused }) => {
	it(`refuses ${Object.keys(refused).join(', ')}`, async () => {
		const aws = await testRegion({ scripts: exitingScripts });
		if (before) {
			await before(aws);
			await aws.clock.sleep(HOUR);
		}
		const release = aws.clock.hold();
		const names = await make(aws);
		for (const [operation, [input, answer]] of Object.entries(refused)) {
			const answered = aws.region.call(service, operation, { ...names, ...input });
			expect(await refusalOf(answered), operation).toMatch(answer);
		}
		release();
	});
});

async function refusalOf(answered: Promise<unknown>): Promise<string> {
	try {
		await answered;
		return 'no error';
	} catch (error) {
		if (!(error instanceof AwsError)) throw error;
		return `${error.code} ${error.status}: ${error.message}`;
	}
}
