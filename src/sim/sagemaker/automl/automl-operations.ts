import type {
	AutoMLCandidate,
	CreateAutoMLJobRequest,
	CreateAutoMLJobV2Response,
	DescribeAutoMLJobV2Request,
	DescribeAutoMLJobV2Response,
	ListAutoMLJobsRequest,
	ListAutoMLJobsResponse,
	ListCandidatesForAutoMLJobRequest,
	ListCandidatesForAutoMLJobResponse
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import { pageOf } from '../../core/pager.ts';
import type { Given } from '../../core/service.ts';
import { jobInUse, jobNotFound, resourceArn } from '../errors.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { checkAutoML } from './automl-checks.ts';
import { autoMLJobs, putAutoMLJob, type AutoMLInput, type AutoMLRecord } from './automl-record.ts';
import { AutoMLRun } from './automl-run.ts';
import { autoMLSummary, candidateView, describeAutoML } from './automl-view.ts';

const KIND = 'automl-job';
const PAGE = 10;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateAutoMLJobV2.html */
export function createAutoMLJob(ctx: Context, input: AutoMLInput): Promise<CreateAutoMLJobV2Response> {
	return startAutoMLJob(ctx, input, { operation: 'CreateAutoMLJobV2' });
}

interface Origin {
	readonly operation: string;
	/** The request, where it came by the first version. */
	readonly first?: CreateAutoMLJobRequest;
}

/** Makes an AutoML job and sets it going. */
export async function startAutoMLJob(
	ctx: Context,
	input: AutoMLInput,
	{ operation, first }: Origin
): Promise<CreateAutoMLJobV2Response> {
	const { limit } = checkAutoML(input, operation);
	const name = input.AutoMLJobName;
	const arn = resourceArn(ctx, KIND, name);
	const record = await ctx.store.transact((tx) => {
		if (tx.get(autoMLJobs, name)) throw jobInUse(ctx, name, KIND);
		const created: AutoMLRecord = {
			name,
			request: input,
			first,
			seed: ctx.rng.uint32(),
			limit,
			status: 'InProgress',
			secondaryStatus: 'Starting',
			createdAt: tx.now,
			modifiedAt: tx.now,
			endedAt: null,
			failureReason: null,
			resolved: null,
			candidates: []
		};
		putAutoMLJob(tx, created);
		setTags(tx, arn, input.Tags ?? []);
		return created;
	});
	void new AutoMLRun(ctx, record).run();
	return { AutoMLJobArn: arn };
}

/** @throws AwsError ValidationException where there is no such job */
export function needAutoMLJob(ctx: Context, name: string): AutoMLRecord {
	const record = ctx.store.get(autoMLJobs, name);
	if (!record) throw jobNotFound(name, KIND);
	return record;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeAutoMLJobV2.html */
export async function describeAutoMLJob(
	ctx: Context,
	{ AutoMLJobName }: Given<DescribeAutoMLJobV2Request, 'AutoMLJobName'>
): Promise<DescribeAutoMLJobV2Response> {
	return describeAutoML(ctx, needAutoMLJob(ctx, AutoMLJobName));
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListAutoMLJobs.html */
export async function listAutoMLJobs(
	ctx: Context,
	input: ListAutoMLJobsRequest
): Promise<ListAutoMLJobsResponse> {
	const { items, nextToken } = listPage(ctx, ctx.store.values(autoMLJobs), input);
	return { AutoMLJobSummaries: items.map((record) => autoMLSummary(ctx, record)), NextToken: nextToken };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListCandidatesForAutoMLJob.html */
export async function listCandidates(
	ctx: Context,
	input: Given<ListCandidatesForAutoMLJobRequest, 'AutoMLJobName'>
): Promise<ListCandidatesForAutoMLJobResponse> {
	const record = needAutoMLJob(ctx, input.AutoMLJobName);
	const { SortBy, SortOrder, StatusEquals, CandidateNameEquals } = input;
	const wanted = record.candidates
		.map((candidate) => candidateView(ctx, record, candidate))
		.filter(({ CandidateStatus }) => StatusEquals === undefined || CandidateStatus === StatusEquals)
		.filter(({ CandidateName }) => CandidateNameEquals === undefined || CandidateName === CandidateNameEquals)
		.sort((a, b) => compare(a, b, SortBy));
	if (SortOrder === 'Descending') wanted.reverse();
	const { items, nextToken } = pageOf(wanted, {
		size: input.MaxResults ?? PAGE,
		token: input.NextToken,
		keyOf: ({ CandidateName }) => CandidateName!,
		badTokenCode: 'ValidationException'
	});
	return { Candidates: [...items], NextToken: nextToken };
}

/** By the time of creation where nothing else decides; a candidate without a value comes last. */
function compare(a: AutoMLCandidate, b: AutoMLCandidate, by: string | undefined): number {
	const valueOf = (each: AutoMLCandidate): number => each.FinalAutoMLJobObjectiveMetric?.Value ?? Infinity;
	const name = (each: AutoMLCandidate): string => each.CandidateName!;
	if (by === 'FinalObjectiveMetricValue' && valueOf(a) !== valueOf(b)) return valueOf(a) - valueOf(b);
	if (by === 'Status' && a.CandidateStatus !== b.CandidateStatus) {
		return a.CandidateStatus! < b.CandidateStatus! ? -1 : 1;
	}
	return name(a) < name(b) ? -1 : 1;
}
