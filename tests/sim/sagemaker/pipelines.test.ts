import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
	CreateModelPackageGroupCommand,
	DeletePipelineCommand,
	DescribeModelCommand,
	DescribeModelPackageCommand,
	DescribePipelineCommand,
	DescribeTrainingJobCommand,
	ListPipelineExecutionsCommand,
	ListPipelineParametersForExecutionCommand,
	ListPipelinesCommand,
	ListTrialComponentsCommand,
	RetryPipelineExecutionCommand,
	StopPipelineExecutionCommand,
	UpdatePipelineCommand
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { clonedStorage } from '#tests/support/cloned-storage.ts';
import { lineFitTraining } from '#tests/support/line-fit.ts';
import {
	createPipeline,
	definition,
	modelStep,
	start,
	told,
	trainStep,
	untilEnded
} from '#tests/support/pipeline.ts';
import { errorOf, IMAGE, ROLE, testRegion } from '#tests/support/test-region.ts';
import { withData, executed } from './pipeline-execution.ts';

describe('a pipeline', () => {
	it('trains, makes a model of what was trained, and registers it', async () => {
		const aws = await withData();
		await aws.sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: 'lines' }));
		const ModelDataUrl = { Get: 'Steps.Train.ModelArtifacts.S3ModelArtifacts' };
		const register = {
			Name: 'Register',
			Type: 'RegisterModel',
			Arguments: {
				ModelPackageGroupName: { Get: 'Parameters.Group' },
				ModelApprovalStatus: 'Approved',
				InferenceSpecification: { Containers: [{ Image: IMAGE, ModelDataUrl }] }
			}
		};
		const text = definition([register, modelStep('Model', 'Train'), trainStep('Train')], {
			Parameters: [{ Name: 'Group', Type: 'String', DefaultValue: 'lines' }]
		});
		const ended = await executed(aws, text);
		expect(ended.execution.PipelineExecutionStatus).toBe('Succeeded');
		expect(told(ended).toSorted()).toEqual(['Model Succeeded', 'Register Succeeded', 'Train Succeeded']);
		expect(ended.steps[0]!.StepName).toBe('Train');
		const byName = new Map(ended.steps.map((step) => [step.StepName, step.Metadata]));
		const jobArn = byName.get('Train')!.TrainingJob!.Arn!;
		const TrainingJobName = jobArn.split('/')[1]!;
		const job = await aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName }));
		expect(job.TrainingJobStatus).toBe('Completed');
		const ModelName = byName.get('Model')!.Model!.Arn!.split('/')[1]!;
		const model = await aws.sagemaker.send(new DescribeModelCommand({ ModelName }));
		expect(model.PrimaryContainer?.ModelDataUrl).toBe(job.ModelArtifacts?.S3ModelArtifacts);
		const ModelPackageName = byName.get('Register')!.RegisterModel!.Arn!;
		const registered = await aws.sagemaker.send(new DescribeModelPackageCommand({ ModelPackageName }));
		expect(registered).toMatchObject({ ModelPackageVersion: 1, ModelApprovalStatus: 'Approved' });
	});

	it('gives parameters and joined texts to its jobs', async () => {
		const aws = await withData();
		const S3OutputPath = {
			'Std:Join': {
				On: '/',
				Values: ['s3://data', { Get: 'Parameters.Folder' }, { Get: 'Execution.PipelineName' }]
			}
		};
		const text = definition([trainStep('Train', {}, { OutputDataConfig: { S3OutputPath } })], {
			Parameters: [
				{ Name: 'Folder', Type: 'String' },
				{ Name: 'Rounds', Type: 'Integer', DefaultValue: 3 }
			]
		});
		const { steps, execution } = await executed(aws, text, [{ Name: 'Folder', Value: 'out' }]);
		const TrainingJobName = steps[0]!.Metadata!.TrainingJob!.Arn!.split('/')[1]!;
		const job = await aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName }));
		expect(job.ModelArtifacts?.S3ModelArtifacts).toBe(
			`s3://data/out/p/${TrainingJobName}/output/model.tar.gz`
		);
		const { PipelineExecutionArn } = execution;
		const { PipelineParameters } = await aws.sagemaker.send(
			new ListPipelineParametersForExecutionCommand({ PipelineExecutionArn })
		);
		expect(PipelineParameters).toEqual([
			{ Name: 'Folder', Value: 'out' },
			{ Name: 'Rounds', Value: '3' }
		]);
	});

	it('runs what does not wait for each other at the same time, within its parallelism', async () => {
		const aws = await withData();
		const overlap = async (MaxParallelExecutionSteps: number): Promise<boolean> => {
			await aws.sagemaker.send(
				new UpdatePipelineCommand({
					PipelineName: 'p',
					ParallelismConfiguration: { MaxParallelExecutionSteps }
				})
			);
			const { steps } = await untilEnded(aws, await start(aws));
			expect(steps).toHaveLength(2);
			return steps[1]!.StartTime!.getTime() < steps[0]!.EndTime!.getTime();
		};
		await createPipeline(aws, definition([trainStep('A'), trainStep('B')]));
		expect(await overlap(2)).toBe(true);
		expect(await overlap(1)).toBe(false);
	});

	it('takes one branch of a condition and leaves the other', async () => {
		const aws = await withData();
		const rmse = { Get: "Steps.Train.FinalMetricDataList['train:rmse'].Value" };
		const condition = {
			Name: 'GoodEnough',
			Type: 'Condition',
			Arguments: {
				Conditions: [{ Type: 'LessThanOrEqualTo', LeftValue: rmse, RightValue: { Get: 'Parameters.Limit' } }],
				IfSteps: [modelStep('Model', 'Train')],
				ElseSteps: [
					{
						Name: 'TooBad',
						Type: 'Fail',
						Arguments: { ErrorMessage: { 'Std:Join': { On: ' ', Values: ['rmse', rmse] } } }
					}
				]
			}
		};
		const text = definition([trainStep('Train'), condition], {
			Parameters: [{ Name: 'Limit', Type: 'Float', DefaultValue: 10 }]
		});
		const good = await executed(aws, text);
		expect(told(good)).toEqual(['Train Succeeded', 'GoodEnough Succeeded', 'Model Succeeded']);
		expect(good.steps[1]!.Metadata?.Condition).toEqual({ Outcome: 'True' });
		const bad = await untilEnded(aws, await start(aws, [{ Name: 'Limit', Value: '-1' }]));
		expect(told(bad)).toEqual(['Train Succeeded', 'GoodEnough Succeeded', 'TooBad Failed']);
		expect(bad.steps[2]!.FailureReason).toMatch(/^rmse \d/);
		expect(bad.execution).toMatchObject({
			PipelineExecutionStatus: 'Failed',
			FailureReason: 'Step failure: One or multiple steps failed.'
		});
	});

	it('decides by a value in a JSON file of S3', async () => {
		const aws = await withData();
		const Body = JSON.stringify({ regression: { mse: [4.5] } });
		await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'report.json', Body }));
		const LeftValue = { 'Std:JsonGet': { S3Uri: 's3://data/report.json', Path: 'regression.mse[0]' } };
		const inner = {
			Name: 'Inner',
			Type: 'Condition',
			Arguments: {
				Conditions: [{ Type: 'Not', Expression: { Type: 'In', QueryValue: LeftValue, Values: [1, 2] } }]
			}
		};
		const outer = {
			Name: 'Outer',
			Type: 'Condition',
			Arguments: {
				Conditions: [
					{
						Type: 'Or',
						Conditions: [
							{ Type: 'Equals', LeftValue, RightValue: 0 },
							{ Type: 'GreaterThan', LeftValue, RightValue: 4 }
						]
					}
				],
				IfSteps: [inner]
			}
		};
		const ended = await executed(aws, definition([outer]));
		expect(told(ended)).toEqual(['Outer Succeeded', 'Inner Succeeded']);
		expect(ended.steps[1]!.Metadata?.Condition?.Outcome).toBe('True');
	});

	it('fails with the reason of the job that failed, and begins nothing after it', async () => {
		const aws = await withData();
		const failing = trainStep('Train', {}, { HyperParameters: { num_round: 'many' } });
		const ended = await executed(aws, definition([failing, modelStep('Model', 'Train')]));
		expect(told(ended)).toEqual(['Train Failed']);
		expect(ended.steps[0]!.FailureReason).toMatch(/^ClientError: num_round must be a whole number/);
	});

	it('fails by name where an operation refuses or a reference leads to nothing', async () => {
		const aws = await withData();
		const spot = trainStep('Spot', {}, { CheckpointConfig: { S3Uri: 's3://data/c' } });
		const lost = trainStep('Lost', {}, { HyperParameters: { num_round: { Get: 'Steps.Cond.Nothing' } } });
		const cond = { Name: 'Cond', Type: 'Condition', Arguments: { Conditions: [] } };
		const ended = await executed(aws, definition([cond, lost, spot]));
		const reasons = new Map(ended.steps.map(({ StepName, FailureReason }) => [StepName, FailureReason]));
		expect(reasons.get('Spot')).toMatch(
			/^ClientError: Failed to invoke sagemaker:CreateTrainingJob\. Error Details: CheckpointConfig of CreateTrainingJob is not simulated/
		);
		expect(reasons.get('Lost')).toBe("'Steps.Cond.Nothing' leads to nothing.");
	});

	it('tries again as its retry policy says', async () => {
		const real = lineFitTraining();
		let starts = 0;
		const training: typeof real = {
			start(task, onLog) {
				const run = real.start(task, onLog);
				if (++starts === 1) run.kill();
				return run;
			}
		};
		const aws = await withData({ training });
		const RetryPolicies = [
			{ ExceptionType: ['SageMaker.JOB_INTERNAL_ERROR'], IntervalSeconds: 600, MaxAttempts: 2 }
		];
		const ended = await executed(aws, definition([trainStep('Train', { RetryPolicies })]));
		expect(ended.steps[0]).toMatchObject({ StepStatus: 'Succeeded', AttemptCount: 2 });
		const { StartTime, EndTime } = ended.steps[0]!;
		expect(EndTime!.getTime() - StartTime!.getTime()).toBeGreaterThan(600_000);
	});

	it('takes the result of before where a step may be cached and nothing has changed', async () => {
		const aws = await withData();
		const CacheConfig = { Enabled: true, ExpireAfter: 'PT1H' };
		const rounds = { HyperParameters: { num_round: { Get: 'Parameters.Rounds' } } };
		const text = definition([trainStep('Train', { CacheConfig }, rounds)], {
			Parameters: [{ Name: 'Rounds', Type: 'String', DefaultValue: '5' }]
		});
		const first = await executed(aws, text);
		const second = await untilEnded(aws, await start(aws));
		expect(second.steps[0]).toMatchObject({
			StepStatus: 'Succeeded',
			CacheHitResult: { SourcePipelineExecutionArn: first.execution.PipelineExecutionArn },
			Metadata: first.steps[0]!.Metadata
		});
		const other = await untilEnded(aws, await start(aws, [{ Name: 'Rounds', Value: '6' }]));
		expect(other.steps[0]!.CacheHitResult).toBeUndefined();
		await aws.clock.sleep(3_600_000);
		const late = await untilEnded(aws, await start(aws));
		expect(late.steps[0]!.CacheHitResult).toBeUndefined();
	});

	it('stops with the jobs that run', async () => {
		const aws = await withData();
		const long = { HyperParameters: { num_round: '100000' } };
		await createPipeline(aws, definition([trainStep('Train', {}, long), modelStep('Model', 'Train')]));
		const PipelineExecutionArn = await start(aws);
		await aws.clock.sleep(1000);
		await aws.sagemaker.send(new StopPipelineExecutionCommand({ PipelineExecutionArn }));
		const ended = await untilEnded(aws, PipelineExecutionArn);
		expect(ended.execution.PipelineExecutionStatus).toBe('Stopped');
		expect(told(ended)).toEqual(['Train Stopped']);
		const again = new StopPipelineExecutionCommand({ PipelineExecutionArn });
		expect(await errorOf(aws.sagemaker.send(again))).toMatch(/^ConflictException 400: .*already ended/);
	});

	it('is tried again from the step that failed', async () => {
		const aws = await withData();
		const url = 's3://data/later.tar.gz';
		const model = {
			Name: 'Model',
			Type: 'Model',
			DependsOn: ['Train'],
			Arguments: { ExecutionRoleArn: ROLE, PrimaryContainer: { Image: IMAGE, ModelDataUrl: url } }
		};
		const failed = await executed(aws, definition([trainStep('Train'), model]));
		expect(told(failed)).toEqual(['Train Succeeded', 'Model Failed']);
		await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'later.tar.gz', Body: 'x' }));
		const { PipelineExecutionArn } = failed.execution;
		await aws.sagemaker.send(new RetryPipelineExecutionCommand({ PipelineExecutionArn }));
		const ended = await untilEnded(aws, PipelineExecutionArn!);
		expect(told(ended)).toEqual(['Train Succeeded', 'Model Succeeded']);
		expect(ended.steps[0]).toEqual(failed.steps[0]);
	});

	it('goes on after the region was closed and opened again', async () => {
		const storage = clonedStorage();
		const first = await withData({ storage });
		const RetryPolicies = [{ ExceptionType: ['SageMaker.JOB_INTERNAL_ERROR'], MaxAttempts: 1 }];
		await createPipeline(
			first,
			definition([trainStep('Train', { RetryPolicies }), modelStep('Model', 'Train')])
		);
		const arn = await start(first);
		await first.clock.sleep(20_000);
		first.region.close();
		const second = await testRegion({ storage });
		const ended = await untilEnded(second, arn);
		expect(ended.execution.PipelineExecutionStatus).toBe('Failed');
		expect(ended.steps[0]!.FailureReason).toMatch(/^InternalServerError: The browser tab or process/);
		await second.sagemaker.send(new RetryPipelineExecutionCommand({ PipelineExecutionArn: arn }));
		expect(told(await untilEnded(second, arn))).toEqual(['Train Succeeded', 'Model Succeeded']);
	});

	it('puts its jobs into the trial of its experiment', async () => {
		const aws = await withData();
		const PipelineExperimentConfig = {
			ExperimentName: { Get: 'Execution.PipelineName' },
			TrialName: { Get: 'Execution.PipelineExecutionId' }
		};
		const { execution } = await executed(aws, definition([trainStep('Train')], { PipelineExperimentConfig }));
		expect(execution.PipelineExperimentConfig?.ExperimentName).toBe('p');
		const { TrialComponentSummaries } = await aws.sagemaker.send(
			new ListTrialComponentsCommand({ ExperimentName: 'p' })
		);
		expect(TrialComponentSummaries).toHaveLength(1);
	});

	it('is described, listed, and deleted with its executions when none runs', async () => {
		const aws = await withData();
		const text = definition([trainStep('Train')]);
		await createPipeline(aws, text);
		const arn = await start(aws);
		const remove = new DeletePipelineCommand({ PipelineName: 'p' });
		expect(await errorOf(aws.sagemaker.send(remove))).toMatch(/^ConflictException 400: .*that runs/);
		await untilEnded(aws, arn);
		const described = await aws.sagemaker.send(new DescribePipelineCommand({ PipelineName: 'p' }));
		expect(described).toMatchObject({ PipelineDefinition: text, PipelineStatus: 'Active', RoleArn: ROLE });
		const listed = await aws.sagemaker.send(new ListPipelineExecutionsCommand({ PipelineName: 'p' }));
		expect(listed.PipelineExecutionSummaries).toMatchObject([{ PipelineExecutionStatus: 'Succeeded' }]);
		await aws.sagemaker.send(remove);
		expect((await aws.sagemaker.send(new ListPipelinesCommand({}))).PipelineSummaries).toEqual([]);
	});
});
