import { scriptImageOf } from '#sim/ecr/script-image.ts';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { ScriptRunner } from '#sim/ports.ts';
import { definition, trainStep } from './pipeline.ts';
import { IMAGE, ROLE, testRegion, type TestRegion } from './test-region.ts';
import { transformInput } from './transform-job.ts';
import { jobInput, LINE_CSV } from './training-job.ts';
import { tuningInput } from './tuning-job.ts';

/** What creates one resource of each kind that SageMaker's shapes name and that is simulated, each after what it needs. */
export const CREATIONS: readonly (readonly [operation: string, input: object])[] = [
	['CreateTrainingJob', jobInput('job')],
	['CreateHyperParameterTuningJob', tuningInput('search')],
	[
		'CreateModel',
		{
			ModelName: 'm',
			ExecutionRoleArn: ROLE,
			PrimaryContainer: { Image: IMAGE, ModelDataUrl: 's3://data/m.tar.gz' }
		}
	],
	[
		'CreateEndpointConfig',
		{
			EndpointConfigName: 'c',
			ProductionVariants: [
				{ VariantName: 'A', ModelName: 'm', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 }
			]
		}
	],
	['CreateEndpoint', { EndpointName: 'e', EndpointConfigName: 'c' }],
	['CreateTransformJob', transformInput()],
	[
		'CreateProcessingJob',
		{
			ProcessingJobName: 'p',
			RoleArn: ROLE,
			AppSpecification: { ImageUri: scriptImageOf('us-east-1')! },
			ProcessingResources: cluster()
		}
	],
	[
		'CreateAutoMLJobV2',
		{
			AutoMLJobName: 'auto',
			RoleArn: ROLE,
			AutoMLJobInputDataConfig: [
				{
					ChannelType: 'training',
					ContentType: 'text/csv;header=present',
					DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://data/train' } }
				}
			],
			OutputDataConfig: { S3OutputPath: 's3://data/out' },
			AutoMLProblemTypeConfig: { TabularJobConfig: { TargetAttributeName: 'y' } }
		}
	],
	['CreateNotebookInstance', { NotebookInstanceName: 'n', InstanceType: 'ml.t3.medium', RoleArn: ROLE }],
	['CreateNotebookInstanceLifecycleConfig', { NotebookInstanceLifecycleConfigName: 'l' }],
	['CreateModelPackageGroup', { ModelPackageGroupName: 'g' }],
	[
		'CreateModelPackage',
		{
			ModelPackageName: 'one',
			InferenceSpecification: {
				Containers: [{ Image: IMAGE, ModelDataUrl: 's3://data/m.tar.gz' }],
				SupportedContentTypes: ['text/csv'],
				SupportedResponseMIMETypes: ['text/csv'],
				SupportedTransformInstanceTypes: ['ml.m5.large'],
				SupportedRealtimeInferenceInstanceTypes: ['ml.m5.large']
			}
		}
	],
	['CreateDataQualityJobDefinition', monitoring('DataQuality')],
	['CreateModelQualityJobDefinition', monitoring('ModelQuality')],
	['CreateModelBiasJobDefinition', monitoring('ModelBias')],
	['CreateModelExplainabilityJobDefinition', monitoring('ModelExplainability')],
	[
		'CreateMonitoringSchedule',
		{
			MonitoringScheduleName: 's',
			MonitoringScheduleConfig: { MonitoringType: 'DataQuality', MonitoringJobDefinitionName: 'd' }
		}
	],
	[
		'CreateFeatureGroup',
		{
			FeatureGroupName: 'f',
			RecordIdentifierFeatureName: 'id',
			EventTimeFeatureName: 'at',
			FeatureDefinitions: [
				{ FeatureName: 'id', FeatureType: 'Integral' },
				{ FeatureName: 'at', FeatureType: 'String' }
			],
			OnlineStoreConfig: { EnableOnlineStore: true }
		}
	],
	[
		'CreatePipeline',
		{
			PipelineName: 'p',
			PipelineDefinition: definition([trainStep('Train')]),
			RoleArn: ROLE,
			ClientRequestToken: 't'.repeat(32)
		}
	],
	[
		'CreateAlgorithm',
		{
			AlgorithmName: 'a',
			TrainingSpecification: {
				TrainingImage: IMAGE,
				SupportedTrainingInstanceTypes: ['ml.m5.large'],
				TrainingChannels: [
					{ Name: 'train', SupportedContentTypes: ['text/csv'], SupportedInputModes: ['File'] }
				]
			}
		}
	],
	[
		'CreateCodeRepository',
		{ CodeRepositoryName: 'r', GitConfig: { RepositoryUrl: 'https://example.com/r.git' } }
	],
	['CreateExperiment', { ExperimentName: 'x' }],
	['CreateTrial', { ExperimentName: 'x', TrialName: 't' }],
	['CreateTrialComponent', { TrialComponentName: 'tc' }]
];

function cluster(): object {
	return { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 } };
}

function monitoring(type: string): object {
	const isQuality = type.endsWith('Quality');
	const groundTruth =
		type === 'ModelQuality' || type === 'ModelBias'
			? { GroundTruthS3Input: { S3Uri: 's3://data/truth' } }
			: {};
	return {
		JobDefinitionName: 'd',
		[`${type}AppSpecification`]: {
			ImageUri: IMAGE,
			...(isQuality ? {} : { ConfigUri: 's3://data/config.json' }),
			...(type === 'ModelQuality' ? { ProblemType: 'Regression' } : {})
		},
		[`${type}JobInput`]: {
			EndpointInput: { EndpointName: 'e', LocalPath: '/opt/ml/processing/input' },
			...groundTruth
		},
		[`${type}JobOutputConfig`]: {
			MonitoringOutputs: [{ S3Output: { S3Uri: 's3://data/m', LocalPath: '/opt/ml/processing/output' } }]
		},
		JobResources: cluster(),
		RoleArn: ROLE
	};
}

const idle: ScriptRunner = {
	start: () => ({
		finished: Promise.resolve({ exitCode: 0, exitMessage: null, files: [] }),
		stop: () => {},
		kill: () => {}
	}),
	serve: () => Promise.reject(new Error('It serves nothing.'))
};

/**
 * A region with one resource of each kind, all with these tags.
 * @returns also their ARNs, by the operation that created them
 */
export async function everyResource(
	Tags: readonly object[] = []
): Promise<TestRegion & { readonly arns: ReadonlyMap<string, string> }> {
	const aws = await testRegion({ scripts: idle, quotas: { instancesPerType: 10_000 } });
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
	const put = (Key: string, Body: string) => aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key, Body }));
	await put('train/line.csv', LINE_CSV);
	await put('in/a.csv', '1');
	await put('m.tar.gz', JSON.stringify({ a: 2, b: 1 }));
	const arns = new Map<string, string>();
	for (const [operation, input] of CREATIONS) {
		const answer = (await aws.region.call('sagemaker', operation, { ...input, Tags })) as object;
		arns.set(operation, String(Object.entries(answer).find(([name]) => name.endsWith('Arn'))![1]));
	}
	return { ...aws, arns };
}
