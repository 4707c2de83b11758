import type {
	BatchDescribeModelPackageInput,
	BatchDescribeModelPackageOutput,
	BatchDescribeModelPackageSummary,
	DescribeModelPackageInput,
	DescribeModelPackageOutput
} from '@aws-sdk/client-sagemaker';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { summaryOf } from './package-operations.ts';
import { needPackage, type ModelPackageRecord } from './records.ts';

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeModelPackage.html */
export async function describeModelPackage(
	ctx: Context,
	{ ModelPackageName: name }: Given<DescribeModelPackageInput, 'ModelPackageName'>
): Promise<DescribeModelPackageOutput> {
	return descriptionOf(ctx, needPackage(ctx, name));
}

/** A package with all that is known of it. */
export function descriptionOf(ctx: Context, record: ModelPackageRecord): DescribeModelPackageOutput {
	const { request } = record;
	return {
		...summaryOf(ctx, record),
		InferenceSpecification: record.inference ?? undefined,
		SourceAlgorithmSpecification: request.SourceAlgorithmSpecification,
		// Nothing is validated or scanned without a ValidationSpecification.
		ModelPackageStatusDetails: { ValidationStatuses: [], ImageScanStatuses: [] },
		CertifyForMarketplace: false,
		MetadataProperties: request.MetadataProperties,
		ModelMetrics: request.ModelMetrics,
		LastModifiedTime: new Date(record.modifiedAt),
		ApprovalDescription: record.approvalDescription ?? undefined,
		Domain: request.Domain,
		Task: request.Task,
		SamplePayloadUrl: request.SamplePayloadUrl,
		CustomerMetadataProperties: isEmpty(record.metadata) ? undefined : { ...record.metadata },
		DriftCheckBaselines: request.DriftCheckBaselines,
		AdditionalInferenceSpecifications: record.additional.length > 0 ? [...record.additional] : undefined,
		SkipModelValidation: request.SkipModelValidation,
		SourceUri: record.sourceUri ?? undefined
	};
}

function isEmpty(map: object): boolean {
	return Object.keys(map).length === 0;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_BatchDescribeModelPackage.html */
export async function batchDescribeModelPackage(
	ctx: Context,
	{ ModelPackageArnList: arns }: Given<BatchDescribeModelPackageInput, 'ModelPackageArnList'>
): Promise<BatchDescribeModelPackageOutput> {
	const found: Record<string, BatchDescribeModelPackageSummary> = {};
	const errors: Record<string, { ErrorCode: string; ErrorResponse: string }> = {};
	for (const arn of arns) {
		try {
			const record = needPackage(ctx, arn);
			const { ModelPackageName: name, ModelLifeCycle: _stage, ...summary } = summaryOf(ctx, record);
			const InferenceSpecification = record.inference ?? undefined;
			found[arn] = { ...summary, ModelPackageGroupName: name, InferenceSpecification };
		} catch (error) {
			if (!(error instanceof AwsError)) throw error;
			errors[arn] = { ErrorCode: error.code, ErrorResponse: error.message };
		}
	}
	return { ModelPackageSummaries: found, BatchDescribeModelPackageErrorMap: errors };
}
