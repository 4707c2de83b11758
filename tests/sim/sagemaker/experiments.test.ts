import {
	AssociateTrialComponentCommand,
	CreateExperimentCommand,
	CreateTrainingJobCommand,
	CreateTrialCommand,
	CreateTrialComponentCommand,
	DeleteExperimentCommand,
	DeleteTrialCommand,
	DeleteTrialComponentCommand,
	DescribeExperimentCommand,
	DescribeTrialCommand,
	DescribeTrialComponentCommand,
	DisassociateTrialComponentCommand,
	ListExperimentsCommand,
	ListTrialComponentsCommand,
	ListTrialsCommand,
	UpdateExperimentCommand,
	UpdateTrialComponentCommand
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { jobInput, pollJob, putData } from '#tests/support/training-job.ts';

const ARN = 'arn:aws:sagemaker:us-east-1:123456789012';

async function trial(): Promise<TestRegion> {
	const aws = await testRegion();
	await aws.sagemaker.send(new CreateExperimentCommand({ ExperimentName: 'e' }));
	await aws.sagemaker.send(new CreateTrialCommand({ ExperimentName: 'e', TrialName: 't' }));
	return aws;
}

describe('experiments', () => {
	it('hold trials, trials hold components, and each goes only when it is empty', async () => {
		const { sagemaker } = await trial();
		await sagemaker.send(new CreateTrialComponentCommand({ TrialComponentName: 'c' }));
		const pair = { TrialName: 't', TrialComponentName: 'c' };
		await sagemaker.send(new AssociateTrialComponentCommand(pair));
		const removals = [
			new DeleteExperimentCommand({ ExperimentName: 'e' }),
			new DeleteTrialCommand({ TrialName: 't' }),
			new DeleteTrialComponentCommand({ TrialComponentName: 'c' })
		];
		for (const removal of removals) {
			expect(await errorOf(sagemaker.send(removal as DeleteTrialCommand))).toMatch(
				/^ValidationException 400/
			);
		}
		await sagemaker.send(new DisassociateTrialComponentCommand(pair));
		expect(await errorOf(sagemaker.send(new DisassociateTrialComponentCommand(pair)))).toMatch(
			/^ResourceNotFound 400: .*is not associated/
		);
		for (const removal of removals.toReversed()) await sagemaker.send(removal as DeleteTrialCommand);
		expect((await sagemaker.send(new ListExperimentsCommand({}))).ExperimentSummaries).toEqual([]);
	});

	it('are described, changed and unique', async () => {
		const { sagemaker } = await trial();
		await sagemaker.send(new UpdateExperimentCommand({ ExperimentName: 'e', Description: 'lines' }));
		expect(await sagemaker.send(new DescribeExperimentCommand({ ExperimentName: 'e' }))).toMatchObject({
			ExperimentArn: `${ARN}:experiment/e`,
			DisplayName: 'e',
			Description: 'lines'
		});
		expect(await sagemaker.send(new DescribeTrialCommand({ TrialName: 't' }))).toMatchObject({
			TrialArn: `${ARN}:experiment-trial/t`,
			ExperimentName: 'e'
		});
		expect(await errorOf(sagemaker.send(new CreateExperimentCommand({ ExperimentName: 'e' })))).toMatch(
			/^ValidationException 400: Experiment names must be unique/
		);
		expect(await errorOf(sagemaker.send(new ListTrialsCommand({ ExperimentName: 'f' })))).toBe(
			"ResourceNotFound 400: Experiment 'f' does not exist."
		);
	});
});

describe('trial components', () => {
	it('hold parameters and artefacts, laid over each other and removed by name', async () => {
		const { sagemaker } = await trial();
		await sagemaker.send(
			new CreateTrialComponentCommand({
				TrialComponentName: 'c',
				Parameters: { eta: { NumberValue: 0.3 }, kind: { StringValue: 'linear' } },
				InputArtifacts: { data: { Value: 's3://data/train' } }
			})
		);
		await sagemaker.send(
			new UpdateTrialComponentCommand({
				TrialComponentName: 'c',
				Status: { PrimaryStatus: 'Completed' },
				Parameters: { eta: { NumberValue: 0.1 } },
				ParametersToRemove: ['kind'],
				OutputArtifacts: { model: { MediaType: 'application/x-tar', Value: 's3://data/m' } }
			})
		);
		expect(
			await sagemaker.send(new DescribeTrialComponentCommand({ TrialComponentName: 'c' }))
		).toMatchObject({
			Status: { PrimaryStatus: 'Completed' },
			Parameters: { eta: { NumberValue: 0.1 } },
			InputArtifacts: { data: { Value: 's3://data/train' } },
			OutputArtifacts: { model: { Value: 's3://data/m' } }
		});
	});

	it('are made of a training job with what it was given and what it measured', async () => {
		const aws = await trial();
		await putData(aws);
		const ExperimentConfig = { ExperimentName: 'e', TrialName: 't' };
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j', { ExperimentConfig })));
		const job = await pollJob(aws, 'j');
		const inTrial = new ListTrialComponentsCommand({ TrialName: 't' });
		const { TrialComponentSummaries } = await aws.sagemaker.send(inTrial);
		expect(TrialComponentSummaries).toMatchObject([
			{ TrialComponentName: 'j-aws-training-job', TrialComponentSource: { SourceArn: job.TrainingJobArn } }
		]);
		const component = await aws.sagemaker.send(
			new DescribeTrialComponentCommand({ TrialComponentName: 'j-aws-training-job' })
		);
		expect(component).toMatchObject({
			Status: { PrimaryStatus: 'Completed' },
			Parameters: {
				num_round: { NumberValue: 200 },
				'SageMaker.InstanceType': { StringValue: 'ml.m5.xlarge' }
			},
			InputArtifacts: { train: { MediaType: 'text/csv', Value: 's3://data/train/' } },
			OutputArtifacts: { 'SageMaker.ModelArtifact': { Value: job.ModelArtifacts?.S3ModelArtifacts } },
			EndTime: job.TrainingEndTime
		});
		const [metric] = component.Metrics!;
		expect(metric).toMatchObject({ MetricName: 'train:rmse', Count: 200 });
		expect(metric!.Last).toBe(job.FinalMetricDataList![0]!.Value);
		expect(metric!.Min!).toBeLessThanOrEqual(metric!.Avg!);
		expect(metric!.Avg!).toBeLessThanOrEqual(metric!.Max!);
	});

	it('of a job need an experiment and a trial that are there and belong together', async () => {
		const aws = await trial();
		await putData(aws);
		await aws.sagemaker.send(new CreateExperimentCommand({ ExperimentName: 'f' }));
		const fault = (ExperimentConfig: object): Promise<string> =>
			errorOf(aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j', { ExperimentConfig }))));
		expect(await fault({ ExperimentName: 'none' })).toMatch(/^ResourceNotFound 400/);
		expect(await fault({ ExperimentName: 'f', TrialName: 't' })).toMatch(/belongs to the experiment 'e'/);
	});
});
