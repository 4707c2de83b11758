import type {
	CreateHyperParameterTuningJobResponse,
	DescribeHyperParameterTuningJobRequest,
	DescribeHyperParameterTuningJobResponse,
	ListHyperParameterTuningJobsRequest,
	ListHyperParameterTuningJobsResponse
} from '@aws-sdk/client-sagemaker';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { jobInUse, jobNotFound, resourceArn, validationException } from '../errors.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { checkTuningJob } from './tuning-checks.ts';
import { putTuningJob, tuningJobs, type TuningJobInput, type TuningJobRecord } from './tuning-record.ts';
import { TuningJobRun } from './tuning-run.ts';
import { describeTuning, tuningSummary } from './tuning-view.ts';

const KIND = 'hyper-parameter-tuning-job';

type OfJob = Given<DescribeHyperParameterTuningJobRequest, 'HyperParameterTuningJobName'>;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateHyperParameterTuningJob.html */
export async function createTuningJob(
	ctx: Context,
	input: TuningJobInput
): Promise<CreateHyperParameterTuningJobResponse> {
	const { objective, limit } = checkTuningJob(ctx, input);
	const name = input.HyperParameterTuningJobName;
	const arn = resourceArn(ctx, KIND, name);
	const record = await ctx.store.transact((tx) => {
		if (tx.get(tuningJobs, name)) throw jobInUse(ctx, name, KIND);
		const running = ctx.store.values(tuningJobs).filter(({ endedAt }) => endedAt === null).length;
		if (running >= ctx.quotas.tuningJobs) {
			throw new AwsError(
				'ResourceLimitExceeded',
				`The account has ${running} hyperparameter tuning jobs under way, which is the limit.`
			);
		}
		const created: TuningJobRecord = {
			name,
			request: input,
			objective,
			seed: input.HyperParameterTuningJobConfig.RandomSeed ?? ctx.rng.uint32(),
			limit,
			status: 'InProgress',
			createdAt: tx.now,
			modifiedAt: tx.now,
			endedAt: null,
			failureReason: null,
			trials: []
		};
		putTuningJob(tx, created);
		setTags(tx, arn, input.Tags ?? []);
		return created;
	});
	void new TuningJobRun(ctx, record).run();
	return { HyperParameterTuningJobArn: arn };
}

function needTuningJob(from: Pick<Transaction, 'get'>, name: string): TuningJobRecord {
	const record = from.get(tuningJobs, name);
	if (!record) throw jobNotFound(name, KIND);
	return record;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeHyperParameterTuningJob.html */
export async function describeTuningJob(
	ctx: Context,
	{ HyperParameterTuningJobName: name }: OfJob
): Promise<DescribeHyperParameterTuningJobResponse> {
	return describeTuning(ctx, needTuningJob(ctx.store, name));
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListHyperParameterTuningJobs.html */
export async function listTuningJobs(
	ctx: Context,
	input: ListHyperParameterTuningJobsRequest
): Promise<ListHyperParameterTuningJobsResponse> {
	const { items, nextToken } = listPage(ctx, ctx.store.values(tuningJobs), input);
	return {
		HyperParameterTuningJobSummaries: items.map((record) => tuningSummary(ctx, record)),
		NextToken: nextToken
	};
}

/** Launches nothing more and stops what runs; what the training jobs have learnt so far is kept. */
export async function stopTuningJob(
	ctx: Context,
	{ HyperParameterTuningJobName: name }: OfJob
): Promise<object> {
	await ctx.store.transact((tx) => {
		const record = needTuningJob(tx, name);
		if (record.status === 'Stopping') return;
		if (record.status !== 'InProgress') {
			throw validationException(
				`The request was rejected because the hyperparameter tuning job is in status ${record.status}.`
			);
		}
		putTuningJob(tx, { ...record, status: 'Stopping' });
	});
	ctx.live.searches.get(name)?.stop();
	return {};
}

/** Forgets a tuning job that has ended. Its training jobs stay. */
export async function deleteTuningJob(
	ctx: Context,
	{ HyperParameterTuningJobName: name }: OfJob
): Promise<object> {
	return ctx.store.transact((tx) => {
		const record = needTuningJob(tx, name);
		if (record.status === 'InProgress' || record.status === 'Stopping') {
			throw new AwsError(
				'ResourceInUse',
				`The hyperparameter tuning job '${name}' is in status ${record.status}. Stop it first.`
			);
		}
		tx.remove(tuningJobs, name);
		setTags(tx, resourceArn(ctx, KIND, name), []);
		return {};
	});
}
