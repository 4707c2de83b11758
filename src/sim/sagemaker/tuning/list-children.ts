import type {
	HyperParameterTrainingJobSummary,
	ListTrainingJobsForHyperParameterTuningJobRequest,
	ListTrainingJobsForHyperParameterTuningJobResponse
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import { pageOf } from '../../core/pager.ts';
import type { Given } from '../../core/service.ts';
import { jobNotFound } from '../errors.ts';
import { tuningJobs } from './tuning-record.ts';
import { trialSummary } from './tuning-view.ts';

type Summary = HyperParameterTrainingJobSummary;

const PAGE = 10;

/**
 * Sorted by name from the beginning unless asked otherwise; sorting by the objective leaves those without a value out.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTrainingJobsForHyperParameterTuningJob.html
 */
export async function listTrainingJobsOfTuningJob(
	ctx: Context,
	input: Given<ListTrainingJobsForHyperParameterTuningJobRequest, 'HyperParameterTuningJobName'>
): Promise<ListTrainingJobsForHyperParameterTuningJobResponse> {
	const { HyperParameterTuningJobName: name, SortBy, SortOrder, StatusEquals, NextToken, MaxResults } = input;
	const record = ctx.store.get(tuningJobs, name);
	if (!record) throw jobNotFound(name, 'hyper-parameter-tuning-job');
	const wanted = record.trials
		.map((trial) => trialSummary(ctx, record, trial))
		.filter(({ TrainingJobStatus }) => StatusEquals === undefined || TrainingJobStatus === StatusEquals)
		.filter((each) => SortBy !== 'FinalObjectiveMetricValue' || valueOf(each) !== undefined)
		.sort(comparatorOf(SortBy));
	if (SortOrder === 'Descending') wanted.reverse();
	const { items, nextToken } = pageOf(wanted, {
		size: MaxResults ?? PAGE,
		token: NextToken,
		keyOf: ({ TrainingJobName }) => TrainingJobName!,
		badTokenCode: 'ValidationException'
	});
	return { TrainingJobSummaries: [...items], NextToken: nextToken };
}

function valueOf({ FinalHyperParameterTuningJobObjectiveMetric: metric }: Summary): number | undefined {
	return metric?.Value;
}

function comparatorOf(sortBy: string | undefined): (a: Summary, b: Summary) => number {
	const byText = (of: (each: Summary) => string) => (a: Summary, b: Summary) =>
		of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0;
	const byName = byText((each) => each.TrainingJobName!);
	switch (sortBy) {
		case 'FinalObjectiveMetricValue':
			return (a, b) => valueOf(a)! - valueOf(b)! || byName(a, b);
		case 'CreationTime':
			return (a, b) => a.CreationTime!.getTime() - b.CreationTime!.getTime() || byName(a, b);
		case 'Status':
			return (a, b) => byText((each) => each.TrainingJobStatus!)(a, b) || byName(a, b);
		default:
			return byName;
	}
}
