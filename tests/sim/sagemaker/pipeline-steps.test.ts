import { scriptImageOf } from '#sim/ecr/script-image.ts';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
	DescribeHyperParameterTuningJobCommand,
	DescribeModelCommand,
	DescribeProcessingJobCommand,
	DescribeTransformJobCommand,
	ListTransformJobsCommand,
	StopPipelineExecutionCommand,
	type PipelineExecutionStep
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import type { ScriptOutcome, ScriptRunner } from '#sim/ports.ts';
import {
	createPipeline,
	definition,
	modelStep,
	start,
	told,
	trainStep,
	untilEnded
} from '#tests/support/pipeline.ts';
import { IMAGE, ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { tuningInput } from '#tests/support/tuning-job.ts';
import { executed } from './pipeline-execution.ts';

const OUT = '/opt/ml/processing/output';

/** Halves the rows, keeps them as `train`, and tells how many there are; what its argument says decides how it ends. */
const halving: ScriptRunner = {
	start({ command, files }) {
		let stop = (): void => {};
		const stopped = new Promise<ScriptOutcome>((resolve) => {
			stop = () => resolve({ exitCode: 143, exitMessage: null, files: [] });
		});
		const work = async (): Promise<ScriptOutcome> => {
			if (command.includes('forever')) return new Promise(() => {});
			if (command.includes('fail')) return { exitCode: 3, exitMessage: 'no', files: [] };
			const inputs = files.filter(({ path }) => path.startsWith('/opt/ml/processing/'));
			const rows = inputs.flatMap(({ bytes }) => decodeUtf8(bytes).trim().split('\n'));
			const kept = rows.filter((_, i) => i % 2 === 0);
			const report = JSON.stringify({ rows: { kept: kept.length, all: rows.length } });
			return {
				exitCode: 0,
				exitMessage: null,
				files: [
					{ path: `${OUT}/train/half.csv`, bytes: encodeUtf8(`${kept.join('\n')}\n`) },
					{ path: `${OUT}/report/report.json`, bytes: encodeUtf8(report) }
				]
			};
		};
		return { finished: Promise.race([work(), stopped]), stop: () => stop(), kill: () => stop() };
	},
	serve: () => Promise.reject(new Error('It serves nothing.'))
};

async function withRows(): Promise<TestRegion> {
	const aws = await testRegion({ scripts: halving });
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
	const rows = Array.from({ length: 8 }, (_, x) => `${2 * x + 1},${x}`).join('\n');
	await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'raw/all.csv', Body: rows }));
	await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'in/a.csv', Body: '5\n6' }));
	return aws;
}

function prepareStep(more: object = {}, how = 'halve'): Readonly<Record<string, unknown>> {
	const output = (OutputName: string) => ({
		OutputName,
		S3Output: {
			S3Uri: { 'Std:Join': { On: '/', Values: ['s3://data', OutputName] } },
			LocalPath: `${OUT}/${OutputName}`,
			S3UploadMode: 'EndOfJob'
		}
	});
	return {
		Name: 'Prepare',
		Type: 'Processing',
		Arguments: {
			RoleArn: ROLE,
			AppSpecification: {
				ImageUri: scriptImageOf('us-east-1')!,
				ContainerEntrypoint: ['node', 'halve.js', how]
			},
			ProcessingResources: {
				ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 }
			},
			ProcessingInputs: [
				{
					InputName: 'raw',
					S3Input: {
						S3Uri: { Get: 'Parameters.Raw' },
						LocalPath: '/opt/ml/processing/input/raw',
						S3DataType: 'S3Prefix',
						S3InputMode: 'File'
					}
				}
			],
			ProcessingOutputConfig: { Outputs: [output('train'), output('report')] }
		},
		PropertyFiles: [{ PropertyFileName: 'Report', OutputName: 'report', FilePath: 'report.json' }],
		...more
	};
}

const Parameters = [{ Name: 'Raw', Type: 'String', DefaultValue: 's3://data/raw' }];

function channels(uri: unknown): Readonly<Record<string, unknown>> {
	const S3DataSource = { S3DataType: 'S3Prefix', S3Uri: uri };
	return {
		InputDataConfig: [{ ChannelName: 'train', ContentType: 'text/csv', DataSource: { S3DataSource } }]
	};
}

const PREPARED = { Get: "Steps.Prepare.ProcessingOutputConfig.Outputs['train'].S3Output.S3Uri" };

function scoreStep(): Readonly<Record<string, unknown>> {
	return {
		Name: 'Score',
		Type: 'Transform',
		Arguments: {
			ModelName: { Get: 'Steps.Model.ModelName' },
			TransformInput: {
				DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://data/in/' } },
				ContentType: 'text/csv',
				SplitType: 'Line'
			},
			TransformOutput: { S3OutputPath: 's3://data/scores', AssembleWith: 'Line' },
			TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 }
		}
	};
}

function nameOf(steps: readonly PipelineExecutionStep[], step: string): string {
	const metadata = steps.find(({ StepName }) => StepName === step)!.Metadata!;
	const [made] = Object.values(metadata) as { readonly Arn?: string }[];
	return made!.Arn!.split('/')[1]!;
}

describe('a pipeline from raw data to scores', () => {
	it('prepares, decides by what it found, trains on what it prepared, and scores with the model', async () => {
		const aws = await withRows();
		const enough = {
			Name: 'Enough',
			Type: 'Condition',
			Arguments: {
				Conditions: [
					{
						Type: 'GreaterThanOrEqualTo',
						LeftValue: {
							'Std:JsonGet': {
								PropertyFile: { Get: 'Steps.Prepare.PropertyFiles.Report' },
								Path: 'rows.kept'
							}
						},
						RightValue: 4
					}
				],
				IfSteps: [trainStep('Train', {}, channels(PREPARED)), modelStep('Model', 'Train'), scoreStep()],
				ElseSteps: []
			}
		};
		const ended = await executed(aws, definition([prepareStep(), enough], { Parameters }));
		expect(told(ended)).toEqual([
			'Prepare Succeeded',
			'Enough Succeeded',
			'Train Succeeded',
			'Model Succeeded',
			'Score Succeeded'
		]);
		const ProcessingJobName = nameOf(ended.steps, 'Prepare');
		const prepared = await aws.sagemaker.send(new DescribeProcessingJobCommand({ ProcessingJobName }));
		expect(prepared.ProcessingInputs?.[0]?.S3Input?.S3Uri).toBe('s3://data/raw');
		const TransformJobName = nameOf(ended.steps, 'Score');
		const scored = await aws.sagemaker.send(new DescribeTransformJobCommand({ TransformJobName }));
		expect(scored.ModelName).toBe(nameOf(ended.steps, 'Model'));
		const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: 'data', Key: 'scores/a.csv.out' }));
		const scores = (await Body!.transformToString()).trim().split('\n').map(Number);
		// The line y = 2x + 1, learnt from half of its points.
		expect(scores.map(Math.round)).toEqual([11, 13]);
	});

	it('searches, and makes a model of the best that the search has found', async () => {
		const aws = await withRows();
		const { HyperParameterTuningJobName: _name, ...search } = tuningInput('unused');
		const bestArtefact = {
			'Std:Join': {
				On: '/',
				Values: [
					's3://data/output',
					{ Get: 'Steps.Search.TrainingJobSummaries[0].TrainingJobName' },
					'output/model.tar.gz'
				]
			}
		};
		const steps = [
			prepareStep(),
			{
				Name: 'Search',
				Type: 'Tuning',
				Arguments: {
					...search,
					TrainingJobDefinition: { ...search.TrainingJobDefinition, ...channels(PREPARED) }
				}
			},
			{
				Name: 'Best',
				Type: 'Model',
				Arguments: {
					ExecutionRoleArn: ROLE,
					PrimaryContainer: { Image: IMAGE, ModelDataUrl: bestArtefact }
				}
			}
		];
		const ended = await executed(aws, definition(steps, { Parameters }));
		expect(told(ended)).toEqual(['Prepare Succeeded', 'Search Succeeded', 'Best Succeeded']);
		const tuned = await aws.sagemaker.send(
			new DescribeHyperParameterTuningJobCommand({
				HyperParameterTuningJobName: nameOf(ended.steps, 'Search')
			})
		);
		const ModelName = nameOf(ended.steps, 'Best');
		const { PrimaryContainer } = await aws.sagemaker.send(new DescribeModelCommand({ ModelName }));
		expect(PrimaryContainer?.ModelDataUrl).toBe(
			`s3://data/output/${tuned.BestTrainingJob!.TrainingJobName}/output/model.tar.gz`
		);
	});
});

describe('a step that runs a job', () => {
	it('fails with the reason of its job', async () => {
		const aws = await withRows();
		const ended = await executed(aws, definition([prepareStep({}, 'fail')], { Parameters }));
		expect(told(ended)).toEqual(['Prepare Failed']);
		expect(ended.steps[0]!.FailureReason).toBe(
			'AlgorithmError: See job logs for more information, exit code: 3'
		);
		expect(ended.execution.FailureReason).toBe('Step failure: One or multiple steps failed.');
	});

	it('fails with what the operation says that refuses the job, and with why it is not tried again', async () => {
		const aws = await withRows();
		const ResourceConfig = { InstanceType: 'ml.p4d.24xlarge', InstanceCount: 1, VolumeSizeInGB: 1 };
		const train = trainStep('Train', {}, { ...channels('s3://data/raw'), ResourceConfig });
		await createPipeline(aws, definition([train]));
		const arn = await start(aws);
		const { steps } = await untilEnded(aws, arn);
		expect(steps[0]!.FailureReason).toMatch(
			/^ClientError: Failed to invoke sagemaker:CreateTrainingJob\. Error Details: The account-level service limit 'ml\.p4d\.24xlarge for training job usage' is 0 Instances/
		);
		expect(steps[0]!.FailureReason).toContain(
			`\nRetry not appropriate on execution of step with PipelineExecutionArn ${arn} and StepId Train. No retry policy configured for the exception type SAGEMAKER_RESOURCE_LIMIT.`
		);
	});

	it('takes the outputs of an earlier execution where it may be cached', async () => {
		const aws = await withRows();
		const cached = { CacheConfig: { Enabled: true, ExpireAfter: 'PT1H' } };
		await createPipeline(aws, definition([prepareStep(cached)], { Parameters }));
		const first = await untilEnded(aws, await start(aws));
		const second = await untilEnded(aws, await start(aws));
		expect(nameOf(second.steps, 'Prepare')).toBe(nameOf(first.steps, 'Prepare'));
		expect(second.steps[0]!.CacheHitResult?.SourcePipelineExecutionArn).toBe(
			first.execution.PipelineExecutionArn
		);
		const other = await untilEnded(aws, await start(aws, [{ Name: 'Raw', Value: 's3://data/in' }]));
		expect(other.steps[0]!.CacheHitResult).toBeUndefined();
		await aws.clock.sleep(3_700_000);
		const late = await untilEnded(aws, await start(aws));
		expect(late.steps[0]!.CacheHitResult).toBeUndefined();
	});

	it('stops its job when the execution is stopped', async () => {
		const aws = await withRows();
		await createPipeline(aws, definition([prepareStep({}, 'forever')], { Parameters }));
		const arn = await start(aws);
		await aws.clock.sleep(30_000);
		const stop = { PipelineExecutionArn: arn, ClientRequestToken: 's'.repeat(32) };
		await aws.sagemaker.send(new StopPipelineExecutionCommand(stop));
		const ended = await untilEnded(aws, arn);
		expect(ended.execution.PipelineExecutionStatus).toBe('Stopped');
		expect(told(ended)).toEqual(['Prepare Stopped']);
		const job = new DescribeProcessingJobCommand({ ProcessingJobName: nameOf(ended.steps, 'Prepare') });
		expect((await aws.sagemaker.send(job)).ProcessingJobStatus).toBe('Stopped');
		const { TransformJobSummaries } = await aws.sagemaker.send(new ListTransformJobsCommand({}));
		expect(TransformJobSummaries).toEqual([]);
	});
});
