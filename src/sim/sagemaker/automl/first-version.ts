import type {
	CreateAutoMLJobRequest,
	CreateAutoMLJobResponse,
	DescribeAutoMLJobRequest,
	DescribeAutoMLJobResponse
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { validationException } from '../errors.ts';
import { needAutoMLJob, startAutoMLJob } from './automl-operations.ts';
import type { AutoMLInput } from './automl-record.ts';
import { describeAutoML } from './automl-view.ts';

type FirstInput = Given<
	CreateAutoMLJobRequest,
	'AutoMLJobName' | 'InputDataConfig' | 'OutputDataConfig' | 'RoleArn'
>;

/**
 * The operation of the first version, which knows tables only; the same job as that of the second.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateAutoMLJob.html
 */
export function createFirstAutoMLJob(ctx: Context, input: FirstInput): Promise<CreateAutoMLJobResponse> {
	return startAutoMLJob(ctx, toSecondVersion(input), { operation: 'CreateAutoMLJob', first: input });
}

function toSecondVersion(input: FirstInput): AutoMLInput {
	const { AutoMLJobConfig: config = {}, InputDataConfig, GenerateCandidateDefinitionsOnly } = input;
	const { FeatureSpecificationS3Uri, AlgorithmsConfig } = config.CandidateGenerationConfig ?? {};
	const [first] = InputDataConfig;
	return {
		AutoMLJobName: input.AutoMLJobName,
		AutoMLJobInputDataConfig: InputDataConfig.map(
			({ DataSource, ContentType, ChannelType, CompressionType }) => ({
				DataSource,
				ContentType,
				ChannelType,
				CompressionType
			})
		),
		OutputDataConfig: input.OutputDataConfig,
		RoleArn: input.RoleArn,
		AutoMLJobObjective: input.AutoMLJobObjective,
		ModelDeployConfig: input.ModelDeployConfig,
		DataSplitConfig: config.DataSplitConfig,
		SecurityConfig: config.SecurityConfig,
		Tags: input.Tags,
		AutoMLProblemTypeConfig: {
			TabularJobConfig: {
				TargetAttributeName: first?.TargetAttributeName,
				SampleWeightAttributeName: first?.SampleWeightAttributeName,
				ProblemType: input.ProblemType,
				CompletionCriteria: config.CompletionCriteria,
				Mode: config.Mode,
				GenerateCandidateDefinitionsOnly,
				FeatureSpecificationS3Uri,
				CandidateGenerationConfig: AlgorithmsConfig && { AlgorithmsConfig }
			}
		}
	};
}

/**
 * Of jobs that CreateAutoMLJob has made; the others have a second version to be described by.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeAutoMLJob.html
 */
export async function describeFirstAutoMLJob(
	ctx: Context,
	{ AutoMLJobName: name }: Given<DescribeAutoMLJobRequest, 'AutoMLJobName'>
): Promise<DescribeAutoMLJobResponse> {
	const record = needAutoMLJob(ctx, name);
	const { first } = record;
	if (!first) {
		throw validationException(
			`The AutoML job '${name}' was created by CreateAutoMLJobV2: describe it by DescribeAutoMLJobV2.`
		);
	}
	const second = describeAutoML(ctx, record);
	const { Tags: _tags, ...echoed } = first;
	return {
		...echoed,
		AutoMLJobArn: second.AutoMLJobArn,
		CreationTime: second.CreationTime,
		EndTime: second.EndTime,
		LastModifiedTime: second.LastModifiedTime,
		FailureReason: second.FailureReason,
		BestCandidate: second.BestCandidate,
		AutoMLJobStatus: second.AutoMLJobStatus,
		AutoMLJobSecondaryStatus: second.AutoMLJobSecondaryStatus,
		GenerateCandidateDefinitionsOnly: first.GenerateCandidateDefinitionsOnly ?? false,
		ResolvedAttributes: record.resolved
			? {
					AutoMLJobObjective: { MetricName: record.resolved.metric },
					ProblemType: record.resolved.problemType,
					CompletionCriteria: second.ResolvedAttributes?.CompletionCriteria
				}
			: undefined
	};
}
