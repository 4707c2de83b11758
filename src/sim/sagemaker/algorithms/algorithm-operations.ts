import type {
	CreateAlgorithmOutput,
	DeleteAlgorithmInput,
	DescribeAlgorithmOutput,
	ListAlgorithmsInput,
	ListAlgorithmsOutput
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { resourceArn, validationException } from '../errors.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { algorithms, needAlgorithm, type AlgorithmRecord } from './records.ts';

type OfAlgorithm = Given<DeleteAlgorithmInput, 'AlgorithmName'>;

/**
 * A record of an image with its hyperparameters, channels and metrics.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateAlgorithm.html
 */
export async function createAlgorithm(
	ctx: Context,
	input: AlgorithmRecord['request']
): Promise<CreateAlgorithmOutput> {
	refuseUnsupported('CreateAlgorithm', input, [
		'ValidationSpecification',
		'CertifyForMarketplace',
		'TrainingSpecification.AdditionalS3DataSource'
	]);
	const { AlgorithmName: name, TrainingSpecification: spec } = input;
	const arn = resourceArn(ctx, 'algorithm', name);
	refuseTwice('hyperparameter', spec.SupportedHyperParameters ?? []);
	refuseTwice('channel', spec.TrainingChannels ?? []);
	refuseTwice('metric', spec.MetricDefinitions ?? []);
	checkObjectives(input);
	return ctx.store.transact((tx) => {
		if (tx.get(algorithms, name)) throw validationException(`Algorithm ${arn} already exists.`);
		tx.put(algorithms, name, { name, request: input, createdAt: tx.now });
		setTags(tx, arn, input.Tags ?? []);
		return { AlgorithmArn: arn };
	});
}

function refuseTwice(what: string, items: readonly { readonly Name?: string | undefined }[]): void {
	const names = items.map(({ Name }) => Name);
	const twice = names.find((name, i) => names.indexOf(name) !== i);
	if (twice !== undefined) throw validationException(`The ${what} '${twice}' is given twice.`);
}

function checkObjectives({ TrainingSpecification: spec }: AlgorithmRecord['request']): void {
	const known = new Set((spec.MetricDefinitions ?? []).map(({ Name }) => Name));
	const stranger = (spec.SupportedTuningJobObjectiveMetrics ?? []).find((m) => !known.has(m.MetricName));
	if (!stranger) return;
	throw validationException(
		`The objective metric '${stranger.MetricName}' is not among the MetricDefinitions of the algorithm.`
	);
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeAlgorithm.html */
export async function describeAlgorithm(ctx: Context, input: OfAlgorithm): Promise<DescribeAlgorithmOutput> {
	const record = needAlgorithm(ctx, input.AlgorithmName);
	return {
		...summaryOf(ctx, record),
		TrainingSpecification: record.request.TrainingSpecification,
		InferenceSpecification: record.request.InferenceSpecification,
		// Nothing is validated or scanned without a ValidationSpecification.
		AlgorithmStatusDetails: { ValidationStatuses: [], ImageScanStatuses: [] },
		CertifyForMarketplace: false
	};
}

function summaryOf(ctx: Context, { name, request, createdAt }: AlgorithmRecord) {
	return {
		AlgorithmName: name,
		AlgorithmArn: resourceArn(ctx, 'algorithm', name),
		AlgorithmDescription: request.AlgorithmDescription,
		CreationTime: new Date(createdAt),
		AlgorithmStatus: 'Completed'
	} as const;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListAlgorithms.html */
export async function listAlgorithms(
	ctx: Context,
	input: ListAlgorithmsInput
): Promise<ListAlgorithmsOutput> {
	const { items, nextToken } = listPage(ctx, ctx.store.values(algorithms), input);
	return { AlgorithmSummaryList: items.map((one) => summaryOf(ctx, one)), NextToken: nextToken };
}

export async function deleteAlgorithm(ctx: Context, input: OfAlgorithm): Promise<object> {
	const { name } = needAlgorithm(ctx, input.AlgorithmName);
	return ctx.store.transact((tx) => {
		tx.remove(algorithms, name);
		setTags(tx, resourceArn(ctx, 'algorithm', name), []);
		return {};
	});
}
