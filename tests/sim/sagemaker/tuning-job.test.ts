import {
	AddTagsCommand,
	CreateHyperParameterTuningJobCommand,
	DeleteHyperParameterTuningJobCommand,
	DescribeHyperParameterTuningJobCommand,
	DescribeTrainingJobCommand,
	ListHyperParameterTuningJobsCommand,
	ListTagsCommand,
	ListTrainingJobsForHyperParameterTuningJobCommand,
	StopHyperParameterTuningJobCommand,
	type HyperParameterTrainingJobSummary,
	type ListTrainingJobsForHyperParameterTuningJobRequest
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { clonedStorage } from '#tests/support/cloned-storage.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { putData } from '#tests/support/training-job.ts';
import { pollTuning, tuningInput } from '#tests/support/tuning-job.ts';

const ARN = 'arn:aws:sagemaker:us-east-1:123456789012:hyper-parameter-tuning-job/t';

async function started(...input: Parameters<typeof tuningInput>): Promise<TestRegion> {
	const aws = await testRegion();
	await putData(aws);
	await aws.sagemaker.send(new CreateHyperParameterTuningJobCommand(tuningInput(...input)));
	return aws;
}

async function children(
	{ sagemaker }: TestRegion,
	query: Partial<ListTrainingJobsForHyperParameterTuningJobRequest> = {}
): Promise<HyperParameterTrainingJobSummary[]> {
	const { TrainingJobSummaries = [] } = await sagemaker.send(
		new ListTrainingJobsForHyperParameterTuningJobCommand({
			HyperParameterTuningJobName: 't',
			MaxResults: 100,
			...query
		})
	);
	return TrainingJobSummaries;
}

/** Most training jobs that were under way at once, by what the region told. */
function mostAtOnce({ heard }: TestRegion): number {
	const live = new Set<string>();
	let most = 0;
	for (const event of heard) {
		if (event.type !== 'trainingJob') continue;
		if (event.job.status === 'InProgress') live.add(event.job.name);
		else live.delete(event.job.name);
		most = Math.max(most, live.size);
	}
	return most;
}

describe('a tuning job', () => {
	it('trains real jobs, as many at once as it may, and names the best of them', async () => {
		const aws = await testRegion();
		await putData(aws);
		const created = await aws.sagemaker.send(new CreateHyperParameterTuningJobCommand(tuningInput('t')));
		expect(created.HyperParameterTuningJobArn).toBe(ARN);
		const early = await pollTuning(aws, 't', (job) => job.TrainingJobStatusCounters!.InProgress! > 0);
		expect(early.HyperParameterTuningJobStatus).toBe('InProgress');
		expect(early.ObjectiveStatusCounters).toMatchObject({ Succeeded: 0, Failed: 0 });
		const job = await pollTuning(aws, 't');
		expect(job.HyperParameterTuningJobStatus).toBe('Completed');
		expect(job.TrainingJobStatusCounters).toEqual({
			Completed: 4,
			InProgress: 0,
			RetryableError: 0,
			NonRetryableError: 0,
			Stopped: 0
		});
		expect(job.ObjectiveStatusCounters).toEqual({ Succeeded: 4, Pending: 0, Failed: 0 });
		expect(mostAtOnce(aws)).toBe(2);
		const all = await children(aws);
		expect(all.map(({ TrainingJobName }) => TrainingJobName)).toEqual(
			[1, 2, 3, 4].map((n) => expect.stringMatching(new RegExp(`^t-00${n}-[0-9a-f]{8}$`)))
		);
		const values = all.map((each) => each.FinalHyperParameterTuningJobObjectiveMetric!.Value!);
		expect(job.BestTrainingJob?.FinalHyperParameterTuningJobObjectiveMetric).toEqual({
			Type: 'Minimize',
			MetricName: 'train:rmse',
			Value: Math.min(...values)
		});
		const best = await aws.sagemaker.send(
			new DescribeTrainingJobCommand({ TrainingJobName: job.BestTrainingJob!.TrainingJobName! })
		);
		expect(best.TuningJobArn).toBe(ARN);
		expect(best.HyperParameters).toEqual({
			_tuning_objective_metric: 'train:rmse',
			num_round: '20',
			...job.BestTrainingJob!.TunedHyperParameters
		});
		expect(best.FinalMetricDataList![0]!.Value).toBe(Math.min(...values));
		// Two after two, each about 100 s.
		expect(job.ConsumedResources!.RuntimeInSeconds).toBeLessThan(240);
		expect(job.TrainingJobDefinition!.StaticHyperParameters!['_tuning_objective_metric']).toBe('train:rmse');
	});

	it('bills what its training jobs cost, and nothing else', async () => {
		const aws = await started('t');
		await pollTuning(aws, 't');
		const lines = aws.region.snapshot().meter.filter(({ service }) => service === 'Training');
		expect(lines).toHaveLength(4);
		expect(lines.every(({ endedAt }) => endedAt !== null)).toBe(true);
	});

	it.each(['Random', 'Bayesian'] as const)('%s tries the same values for the same seed', async (Strategy) => {
		const tried = async (RandomSeed: number): Promise<unknown> => {
			const limits = { MaxNumberOfTrainingJobs: 6, MaxParallelTrainingJobs: 2 };
			const aws = await started('t', { Strategy, RandomSeed, ResourceLimits: limits });
			await pollTuning(aws, 't');
			return (await children(aws)).map(({ TunedHyperParameters }) => TunedHyperParameters);
		};
		const first = await tried(3);
		expect(await tried(3)).toEqual(first);
		expect(await tried(4)).not.toEqual(first);
	});

	it('visits every combination of a grid, whose size it knows by itself', async () => {
		const aws = await started('t', {
			Strategy: 'Grid',
			ResourceLimits: { MaxParallelTrainingJobs: 3 },
			ParameterRanges: {
				CategoricalParameterRanges: [
					{ Name: 'eta', Values: ['0.05', '0.1'] },
					{ Name: 'max_depth', Values: ['2', '4', '6'] }
				]
			}
		});
		await pollTuning(aws, 't');
		const tried = (await children(aws)).map(
			({ TunedHyperParameters: p }) => `${p!['eta']} ${p!['max_depth']}`
		);
		expect(tried).toEqual(['0.05 2', '0.05 4', '0.05 6', '0.1 2', '0.1 4', '0.1 6']);
	});

	it('ends at the target value, and stops what still runs', async () => {
		const aws = await started('t', {
			TuningJobCompletionCriteria: { TargetObjectiveMetricValue: 100 },
			ResourceLimits: { MaxNumberOfTrainingJobs: 20, MaxParallelTrainingJobs: 1 }
		});
		const job = await pollTuning(aws, 't');
		expect(job.HyperParameterTuningJobStatus).toBe('Completed');
		expect(await children(aws)).toHaveLength(1);
	});

	it('ends when so many training jobs in a row were no better', async () => {
		const aws = await started('t', {
			TuningJobCompletionCriteria: { BestObjectiveNotImproving: { MaxNumberOfTrainingJobsNotImproving: 3 } },
			ResourceLimits: { MaxNumberOfTrainingJobs: 60, MaxParallelTrainingJobs: 1 }
		});
		const job = await pollTuning(aws, 't');
		expect(job.TuningJobCompletionDetails!.NumberOfTrainingJobsObjectiveNotImproving).toBe(3);
		expect(job.ObjectiveStatusCounters!.Succeeded).toBeLessThan(60);
	});

	it('is stopped with its training jobs, which keep what they have learnt', async () => {
		const aws = await started('t', {}, { StaticHyperParameters: { num_round: '1000000' } });
		await pollTuning(aws, 't', (job) => job.TrainingJobStatusCounters!.InProgress === 2);
		await new Promise<void>((resolve) => {
			aws.region.events.on((event) => event.type === 'metrics' && resolve());
		});
		await aws.sagemaker.send(new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: 't' }));
		const job = await pollTuning(aws, 't');
		expect(job.HyperParameterTuningJobStatus).toBe('Stopped');
		expect(job.TrainingJobStatusCounters).toMatchObject({ Stopped: 2, InProgress: 0 });
		const again = aws.sagemaker.send(
			new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: 't' })
		);
		expect(await errorOf(again)).toBe(
			'ValidationException 400: The request was rejected because the hyperparameter tuning job is in status Stopped.'
		);
	});

	it('is stopped when its time is over', async () => {
		const aws = await started('t', {
			ResourceLimits: { MaxNumberOfTrainingJobs: 50, MaxParallelTrainingJobs: 1, MaxRuntimeInSeconds: 250 }
		});
		const job = await pollTuning(aws, 't');
		expect(job.HyperParameterTuningJobStatus).toBe('Stopped');
		expect(job.TrainingJobStatusCounters!.Completed).toBe(2);
	});

	it('gives up training jobs that are worse than the median of those before, where it is told to', async () => {
		const grid = ['0.2', '0.15', '0.1', '0.0001'];
		const aws = await started(
			't',
			{
				Strategy: 'Grid',
				TrainingJobEarlyStoppingType: 'Auto',
				ResourceLimits: { MaxParallelTrainingJobs: 1 },
				ParameterRanges: { CategoricalParameterRanges: [{ Name: 'eta', Values: grid }] }
			},
			{ StaticHyperParameters: { num_round: '400' } }
		);
		const job = await pollTuning(aws, 't');
		const all = await children(aws);
		expect(all.map(({ TrainingJobStatus }) => TrainingJobStatus)).toEqual([
			'Completed',
			'Completed',
			'Completed',
			'Stopped'
		]);
		expect(all[3]!.ObjectiveStatus).toBe('Succeeded');
		expect(job.TrainingJobStatusCounters).toMatchObject({ Completed: 3, Stopped: 1 });
		expect(job.BestTrainingJob!.TunedHyperParameters).toEqual({ eta: '0.2' });
	});

	it('fails when no training job succeeds, after the fifth', async () => {
		const aws = await started(
			't',
			{ ResourceLimits: { MaxNumberOfTrainingJobs: 30, MaxParallelTrainingJobs: 1 } },
			{ OutputDataConfig: { S3OutputPath: 's3://nowhere/output' } }
		);
		const job = await pollTuning(aws, 't');
		expect(job.HyperParameterTuningJobStatus).toBe('Failed');
		expect(job.FailureReason).toMatch(/^No training job succeeded after 5 attempts\./);
		expect(job.TrainingJobStatusCounters!.NonRetryableError).toBe(5);
		expect((await children(aws))[0]!.FailureReason).toMatch(/^ClientError: Artifact upload failed/);
	});

	it('goes on after a restart; what was lost with the tab counts as failed', async () => {
		const storage = clonedStorage();
		const aws = await testRegion({ storage });
		await putData(aws);
		await aws.sagemaker.send(new CreateHyperParameterTuningJobCommand(tuningInput('t')));
		await pollTuning(aws, 't', (job) => job.TrainingJobStatusCounters!.InProgress === 2);
		aws.region.close();
		const again = await testRegion({ storage });
		const job = await pollTuning(again, 't');
		expect(job.HyperParameterTuningJobStatus).toBe('Completed');
		expect(job.TrainingJobStatusCounters).toMatchObject({ Completed: 2, RetryableError: 2 });
	});

	it('is listed, tagged and deleted; its training jobs stay', async () => {
		const aws = await started('t', {}, {}, { Tags: [{ Key: 'team', Value: 'a' }] });
		const { sagemaker } = aws;
		await sagemaker.send(new AddTagsCommand({ ResourceArn: ARN, Tags: [{ Key: 'b', Value: '2' }] }));
		const running = sagemaker.send(
			new DeleteHyperParameterTuningJobCommand({ HyperParameterTuningJobName: 't' })
		);
		expect(await errorOf(running)).toMatch(/^ResourceInUse 400/);
		await pollTuning(aws, 't');
		const listed = await sagemaker.send(
			new ListHyperParameterTuningJobsCommand({ StatusEquals: 'Completed', NameContains: 'T' })
		);
		expect(listed.HyperParameterTuningJobSummaries).toMatchObject([
			{
				HyperParameterTuningJobName: 't',
				Strategy: 'Random',
				ObjectiveStatusCounters: { Succeeded: 4 },
				ResourceLimits: { MaxParallelTrainingJobs: 2 }
			}
		]);
		expect((await sagemaker.send(new ListTagsCommand({ ResourceArn: ARN }))).Tags).toHaveLength(2);
		const [child] = await children(aws);
		await sagemaker.send(new DeleteHyperParameterTuningJobCommand({ HyperParameterTuningJobName: 't' }));
		const gone = sagemaker.send(
			new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: 't' })
		);
		expect(await errorOf(gone)).toBe(
			"ResourceNotFound 400: Requested resource not found. (hyperparameter tuning job 't')"
		);
		const { TrainingJobStatus } = await sagemaker.send(
			new DescribeTrainingJobCommand({ TrainingJobName: child!.TrainingJobName! })
		);
		expect(TrainingJobStatus).toBe('Completed');
	});
});

describe('ListTrainingJobsForHyperParameterTuningJob', () => {
	it('sorts by the objective, filters by status and pages', async () => {
		const aws = await started('t');
		await pollTuning(aws, 't');
		const valued = async (SortOrder: 'Ascending' | 'Descending'): Promise<number[]> =>
			(await children(aws, { SortBy: 'FinalObjectiveMetricValue', SortOrder })).map(
				(each) => each.FinalHyperParameterTuningJobObjectiveMetric!.Value!
			);
		const up = await valued('Ascending');
		expect(up).toEqual([...up].sort((a, b) => a - b));
		expect(await valued('Descending')).toEqual([...up].reverse());
		expect(await children(aws, { StatusEquals: 'Failed' })).toEqual([]);
		const query = { HyperParameterTuningJobName: 't', MaxResults: 3 };
		const first = await aws.sagemaker.send(new ListTrainingJobsForHyperParameterTuningJobCommand(query));
		const second = await aws.sagemaker.send(
			new ListTrainingJobsForHyperParameterTuningJobCommand({ ...query, NextToken: first.NextToken })
		);
		expect([first.TrainingJobSummaries!.length, second.TrainingJobSummaries!.length]).toEqual([3, 1]);
		expect(second.NextToken).toBeUndefined();
	});

	it('leaves those without a value out when it sorts by the objective', async () => {
		const aws = await started('t', {}, { OutputDataConfig: { S3OutputPath: 's3://nowhere/o' } });
		await pollTuning(aws, 't');
		expect((await children(aws)).length).toBeGreaterThan(0);
		expect(await children(aws, { SortBy: 'FinalObjectiveMetricValue' })).toEqual([]);
	});
});
