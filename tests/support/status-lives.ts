import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { inlineTrainingRunner } from '#engine/inline.ts';
import { scriptImageOf } from '#sim/ecr/script-image.ts';
import type { ScriptOutcome, ScriptRunner } from '#sim/ports.ts';
import { FlowingClock } from './flowing-clock.ts';
import { HANDLER_ZIP, FUNCTION_ROLE } from './lambda-function.ts';
import { lineModel } from './line-endpoint.ts';
import { definition, trainStep } from './pipeline.ts';
import { ROLE, type TestRegion, type TestRegionOptions } from './test-region.ts';
import { jobInput, pollJob, putData } from './training-job.ts';
import { transformInput } from './transform-job.ts';
import { tuningInput } from './tuning-job.ts';

/** Lives a resource through in regions that it opens: every way that its status can go here. */
export type Life = (open: (options?: TestRegionOptions) => Promise<TestRegion>) => Promise<void>;

const FOREVER = { num_round: '1000000000' };
const HOUR = 3_600_000;

/** Scripts that end with the code that the environment names, or never. */
export const exitingScripts: ScriptRunner = {
	start({ environment }) {
		let stop = (): void => {};
		const stopped = new Promise<ScriptOutcome>((resolve) => {
			stop = () => resolve({ exitCode: 143, exitMessage: null, files: [] });
		});
		const exitCode = Number(environment['EXIT']);
		const outcome = { exitCode, exitMessage: null, files: [] };
		const finished = Number.isNaN(exitCode) ? stopped : Promise.resolve(outcome);
		return { finished, stop: () => stop(), kill: () => stop() };
	},
	serve: () => Promise.reject(new Error('It serves nothing.'))
};

async function call({ region }: TestRegion, operation: string, input: object): Promise<void> {
	await region.call('sagemaker', operation, input);
}

/** Resolves once a training job has told of a metric. */
function firstMetric({ region }: TestRegion): Promise<void> {
	return new Promise((resolve) => {
		const off = region.events.on((event) => {
			if (event.type !== 'metrics') return;
			off();
			resolve();
		});
	});
}

/** Makes a change at the very time at which something was created. */
async function atOnce(aws: TestRegion, work: () => Promise<void>): Promise<void> {
	const release = aws.clock.hold();
	await work();
	release();
}

export const trainingLife: Life = async (open) => {
	const aws = await open();
	await putData(aws);
	const channel = jobInput('').InputDataConfig![0]!;
	const S3DataSource = { ...channel.DataSource!.S3DataSource!, S3Uri: 's3://data/none/' };
	const InputDataConfig = [{ ...channel, DataSource: { S3DataSource } }];
	const OutputDataConfig = { S3OutputPath: 's3://nowhere/output' };
	for (const input of [
		jobInput('done'),
		jobInput('bad', { HyperParameters: { num_round: 'x' } }),
		jobInput('without-data', { InputDataConfig }),
		jobInput('without-place', { OutputDataConfig })
	]) {
		await call(aws, 'CreateTrainingJob', input);
	}
	await aws.clock.sleep(HOUR);
	await atOnce(aws, async () => {
		await call(aws, 'CreateTrainingJob', jobInput('early'));
		await call(aws, 'StopTrainingJob', { TrainingJobName: 'early' });
	});
	await call(aws, 'CreateTrainingJob', jobInput('late', { HyperParameters: FOREVER }));
	await firstMetric(aws);
	await call(aws, 'StopTrainingJob', { TrainingJobName: 'late' });
	await aws.clock.sleep(HOUR);
	for (const TrainingJobName of ['done', 'bad', 'late'])
		await call(aws, 'DeleteTrainingJob', { TrainingJobName });
	const slow = await open({ clock: new FlowingClock() });
	await putData(slow);
	const StoppingCondition = { MaxRuntimeInSeconds: 60 };
	await call(slow, 'CreateTrainingJob', jobInput('long', { HyperParameters: FOREVER, StoppingCondition }));
	await pollJob(slow, 'long');
};

export const tuningLife: Life = async (open) => {
	const aws = await open();
	await putData(aws);
	const place = { OutputDataConfig: { S3OutputPath: 's3://nowhere/output' } };
	await call(aws, 'CreateHyperParameterTuningJob', tuningInput('done'));
	await call(aws, 'CreateHyperParameterTuningJob', tuningInput('failed', {}, place));
	await aws.clock.sleep(HOUR);
	const forever = { StaticHyperParameters: FOREVER };
	await call(aws, 'CreateHyperParameterTuningJob', tuningInput('stopped', {}, forever));
	await firstMetric(aws);
	await call(aws, 'StopHyperParameterTuningJob', { HyperParameterTuningJobName: 'stopped' });
	await aws.clock.sleep(HOUR);
	for (const HyperParameterTuningJobName of ['done', 'failed', 'stopped']) {
		await call(aws, 'DeleteHyperParameterTuningJob', { HyperParameterTuningJobName });
	}
};

/** An AutoML job that may last so many seconds, on a table with the columns a and target. */
function autoMLInput(name: string, seconds: number | undefined, target = 'target'): object {
	return {
		AutoMLJobName: name,
		RoleArn: ROLE,
		AutoMLJobInputDataConfig: [
			{
				ContentType: 'text/csv;header=present',
				DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://data/table.csv' } }
			}
		],
		OutputDataConfig: { S3OutputPath: 's3://data/output' },
		AutoMLProblemTypeConfig: {
			TabularJobConfig: {
				TargetAttributeName: target,
				CandidateGenerationConfig: { AlgorithmsConfig: [{ AutoMLAlgorithms: ['xgboost'] }] },
				CompletionCriteria: {
					MaxCandidates: seconds === undefined ? 1 : 100,
					MaxAutoMLJobRuntimeInSeconds: seconds
				}
			}
		}
	};
}

export const autoMLLife: Life = async (open) => {
	const aws = await open({ training: inlineTrainingRunner() });
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
	const rows = Array.from({ length: 200 }, (_, i) => `${i},${i % 7},${i % 2}`);
	const Body = ['a,b,target', ...rows].join('\n');
	await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'table.csv', Body }));
	await call(aws, 'CreateAutoMLJobV2', autoMLInput('done', undefined));
	await call(aws, 'CreateAutoMLJobV2', autoMLInput('without-target', undefined, 'none'));
	// One ends in each of its parts, and one with a candidate.
	for (const seconds of [10, 60, 180, 215, 400]) {
		await call(aws, 'CreateAutoMLJobV2', autoMLInput(`short-${seconds}`, seconds));
	}
	await aws.clock.sleep(HOUR);
};

export const transformLife: Life = async (open) => {
	const aws = await open();
	await lineModel(aws, 'm', 2, 1);
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
	await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'in/a.csv', Body: '1' }));
	await call(aws, 'CreateTransformJob', transformInput({ TransformJobName: 'done' }));
	await call(
		aws,
		'CreateTransformJob',
		transformInput({ TransformJobName: 'failed', uri: 's3://data/none/' })
	);
	await atOnce(aws, async () => {
		await call(aws, 'CreateTransformJob', transformInput({ TransformJobName: 'stopped' }));
		await call(aws, 'StopTransformJob', { TransformJobName: 'stopped' });
	});
	await aws.clock.sleep(HOUR);
};

export const processingLife: Life = async (open) => {
	const aws = await open();
	const create = (ProcessingJobName: string, Environment: object): Promise<void> =>
		call(aws, 'CreateProcessingJob', {
			ProcessingJobName,
			RoleArn: ROLE,
			AppSpecification: { ImageUri: scriptImageOf('us-east-1')! },
			Environment,
			ProcessingResources: {
				ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 10 }
			}
		});
	await create('done', { EXIT: '0' });
	await create('failed', { EXIT: '1' });
	await atOnce(aws, async () => {
		await create('stopped', {});
		await call(aws, 'StopProcessingJob', { ProcessingJobName: 'stopped' });
	});
	await aws.clock.sleep(HOUR);
};

export const endpointLife: Life = async (open) => {
	const aws = await open();
	await lineModel(aws, 'good', 2, 1);
	await lineModel(aws, 'lost', 2, 1);
	for (const ModelName of ['good', 'lost']) {
		const variant = { VariantName: 'A', ModelName, InstanceType: 'ml.m5.large', InitialInstanceCount: 1 };
		await call(aws, 'CreateEndpointConfig', { EndpointConfigName: ModelName, ProductionVariants: [variant] });
	}
	await call(aws, 'CreateEndpoint', { EndpointName: 'e', EndpointConfigName: 'good' });
	await aws.clock.sleep(HOUR);
	const DesiredWeightsAndCapacities = [{ VariantName: 'A', DesiredInstanceCount: 2 }];
	await call(aws, 'UpdateEndpointWeightsAndCapacities', { EndpointName: 'e', DesiredWeightsAndCapacities });
	await aws.clock.sleep(HOUR);
	await aws.region.call('s3', 'DeleteObject', { Bucket: 'models', Key: 'lost.tar.gz' });
	await call(aws, 'UpdateEndpoint', { EndpointName: 'e', EndpointConfigName: 'lost' });
	await call(aws, 'CreateEndpoint', { EndpointName: 'f', EndpointConfigName: 'lost' });
	await aws.clock.sleep(HOUR);
	for (const EndpointName of ['e', 'f']) await call(aws, 'DeleteEndpoint', { EndpointName });
	await aws.clock.sleep(HOUR);
};

export const notebookLife: Life = async (open) => {
	const aws = await open();
	const NotebookInstanceName = 'n';
	const then = async (operation: string, more: object = {}): Promise<void> => {
		await call(aws, `${operation}NotebookInstance`, { NotebookInstanceName, ...more });
		await aws.clock.sleep(HOUR);
	};
	await then('Create', { InstanceType: 'ml.t3.medium', RoleArn: ROLE });
	await then('Stop');
	await then('Update', { VolumeSizeInGB: 20 });
	await then('Start');
	await then('Stop');
	await then('Delete');
};

export const featureGroupLife: Life = async (open) => {
	const aws = await open();
	const group = (FeatureGroupName: string, more: object): object => ({
		FeatureGroupName,
		RecordIdentifierFeatureName: 'id',
		EventTimeFeatureName: 'at',
		FeatureDefinitions: [
			{ FeatureName: 'id', FeatureType: 'Integral' },
			{ FeatureName: 'at', FeatureType: 'String' }
		],
		...more
	});
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'features' }));
	const trust = {
		Principal: { Service: 'sagemaker.amazonaws.com' },
		Effect: 'Allow',
		Action: 'sts:AssumeRole'
	};
	const { Role } = (await aws.region.call('iam', 'CreateRole', {
		RoleName: 'writes-nothing',
		AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] })
	})) as { Role: { Arn: string } };
	const OfflineStoreConfig = { S3StorageConfig: { S3Uri: 's3://features/store' } };
	const online = { OnlineStoreConfig: { EnableOnlineStore: true } };
	await call(aws, 'CreateFeatureGroup', group('good', online));
	await call(aws, 'CreateFeatureGroup', group('bad', { OfflineStoreConfig, RoleArn: Role.Arn }));
	await aws.clock.sleep(HOUR);
	for (const FeatureGroupName of ['good', 'bad']) await call(aws, 'DeleteFeatureGroup', { FeatureGroupName });
	await aws.clock.sleep(HOUR);
};

export const scheduleLife: Life = async (open) => {
	const aws = await open();
	const MonitoringScheduleName = 's';
	const MonitoringJobDefinition = {
		MonitoringInputs: [{ EndpointInput: { EndpointName: 'e', LocalPath: '/opt/ml/processing/input' } }],
		MonitoringOutputConfig: {
			MonitoringOutputs: [{ S3Output: { S3Uri: 's3://m/out', LocalPath: '/opt/ml/processing/output' } }]
		},
		MonitoringResources: {
			ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 }
		},
		MonitoringAppSpecification: { ImageUri: scriptImageOf('us-east-1')! },
		RoleArn: ROLE
	};
	const MonitoringScheduleConfig = { MonitoringJobDefinition };
	const then = async (operation: string, more: object = {}): Promise<void> => {
		await call(aws, `${operation}MonitoringSchedule`, { MonitoringScheduleName, ...more });
		await aws.clock.sleep(HOUR);
	};
	await then('Create', { MonitoringScheduleConfig });
	await then('Update', { MonitoringScheduleConfig });
	await then('Stop');
	await then('Start');
	await then('Delete');
};

export const pipelineLife: Life = async (open) => {
	const aws = await open();
	await putData(aws);
	const step = (num_round: string): string =>
		definition([trainStep('Train', {}, { HyperParameters: { num_round } })]);
	const start = async (PipelineName: string, text: string): Promise<{ PipelineExecutionArn: string }> => {
		const token = { ClientRequestToken: PipelineName.repeat(32) };
		await call(aws, 'CreatePipeline', { PipelineName, PipelineDefinition: text, RoleArn: ROLE, ...token });
		const started = await aws.region.call('sagemaker', 'StartPipelineExecution', { PipelineName, ...token });
		return started as { PipelineExecutionArn: string };
	};
	await start('g', step('20'));
	const { PipelineExecutionArn } = await start('b', step('x'));
	await aws.clock.sleep(HOUR);
	const ClientRequestToken = 'r'.repeat(32);
	await call(aws, 'RetryPipelineExecution', { PipelineExecutionArn, ClientRequestToken });
	await aws.clock.sleep(HOUR);
	const stopped = await start('s', step('1000000000'));
	await firstMetric(aws);
	await call(aws, 'StopPipelineExecution', { ...stopped, ClientRequestToken });
	await aws.clock.sleep(HOUR);
	await call(aws, 'RetryPipelineExecution', { ...stopped, ClientRequestToken: 'a'.repeat(32) });
	await firstMetric(aws);
	await call(aws, 'StopPipelineExecution', { ...stopped, ClientRequestToken: 'b'.repeat(32) });
	await aws.clock.sleep(HOUR);
};

export const packageLife: Life = async (open) => {
	const aws = await open();
	const ModelPackageGroupName = 'g';
	await call(aws, 'CreateModelPackageGroup', { ModelPackageGroupName });
	await call(aws, 'CreateModelPackage', { ModelPackageGroupName });
	const ModelPackageArn = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/g/1';
	for (const ModelApprovalStatus of ['Approved', 'Rejected']) {
		await call(aws, 'UpdateModelPackage', { ModelPackageArn, ModelApprovalStatus });
	}
	await call(aws, 'DeleteModelPackage', { ModelPackageName: ModelPackageArn });
};

export const streamLife: Life = async (open) => {
	const aws = await open();
	const StreamName = 's';
	const then = async (operation: string, input: object): Promise<void> => {
		await aws.region.call('kinesis', operation, input);
		await aws.clock.sleep(HOUR);
	};
	await then('CreateStream', { StreamName, ShardCount: 1 });
	await then('UpdateShardCount', { StreamName, TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' });
	const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/s';
	await then('RegisterStreamConsumer', { StreamARN, ConsumerName: 'c' });
	await then('DeregisterStreamConsumer', { StreamARN, ConsumerName: 'c' });
	await then('DeleteStream', { StreamName });
};

export const deliveryLife: Life = async (open) => {
	const aws = await open();
	const DeliveryStreamName = 'd';
	const ExtendedS3DestinationConfiguration = { RoleARN: FUNCTION_ROLE, BucketARN: 'arn:aws:s3:::data' };
	const input = { DeliveryStreamName, ExtendedS3DestinationConfiguration };
	await aws.region.call('firehose', 'CreateDeliveryStream', input);
	await aws.clock.sleep(HOUR);
	await aws.region.call('firehose', 'DeleteDeliveryStream', { DeliveryStreamName });
	await aws.clock.sleep(HOUR);
};

export const functionLife: Life = async (open) => {
	const aws = await open();
	const FunctionName = 'f';
	const Code = { ZipFile: HANDLER_ZIP };
	const input = { FunctionName, Runtime: 'python3.12', Handler: 'index.handler', Role: FUNCTION_ROLE, Code };
	await aws.region.call('lambda', 'CreateFunction', input);
	await aws.clock.sleep(HOUR);
	await aws.region.call('lambda', 'UpdateFunctionConfiguration', { FunctionName, Timeout: 9 });
	await aws.clock.sleep(HOUR);
	await aws.region.call('lambda', 'DeleteFunction', { FunctionName });
};
