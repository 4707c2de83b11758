import type { UpdateModelPackageInput, UpdateModelPackageOutput } from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { conflictException, resourceArn, validationException } from '../errors.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { checkContainers } from './package-checks.ts';
import { modelPackages, needPackage, type ModelPackageRecord } from './records.ts';

type Input = Given<UpdateModelPackageInput, 'ModelPackageArn'>;

/**
 * Approves or rejects a version, and changes what else may change.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateModelPackage.html
 */
export async function updateModelPackage(ctx: Context, input: Input): Promise<UpdateModelPackageOutput> {
	refuseUnsupported('UpdateModelPackage', input, ['ModelCard']);
	const { name, version } = needPackage(ctx, input.ModelPackageArn);
	if (version === null && input.ModelApprovalStatus !== undefined) {
		throw validationException('ModelApprovalStatus can only be given to a versioned model package.');
	}
	for (const one of [input.InferenceSpecification, ...(input.AdditionalInferenceSpecificationsToAdd ?? [])]) {
		checkContainers(ctx, 'UpdateModelPackage', one?.Containers ?? []);
	}
	await ctx.store.transact((tx) => {
		const record = tx.get(modelPackages, name) ?? needPackage(ctx, name);
		tx.put(modelPackages, name, { ...changed(record, input), modifiedAt: tx.now });
	});
	return { ModelPackageArn: resourceArn(ctx, 'model-package', name) };
}

function changed(record: ModelPackageRecord, input: Input): ModelPackageRecord {
	const removed = new Set(input.CustomerMetadataPropertiesToRemove ?? []);
	const metadata = { ...record.metadata, ...input.CustomerMetadataProperties };
	const added = input.AdditionalInferenceSpecificationsToAdd ?? [];
	const names = new Set(record.additional.map(({ Name }) => Name));
	const twice = added.find(({ Name }) => names.has(Name));
	if (twice) throw conflictException(`The inference specification '${twice.Name}' is there already.`);
	return {
		...record,
		approval: input.ModelApprovalStatus ?? record.approval,
		approvalDescription: input.ApprovalDescription ?? record.approvalDescription,
		metadata: Object.fromEntries(Object.entries(metadata).filter(([key]) => !removed.has(key))),
		inference: input.InferenceSpecification ?? record.inference,
		additional: [...record.additional, ...added],
		sourceUri: input.SourceUri ?? record.sourceUri,
		lifeCycle: input.ModelLifeCycle ?? record.lifeCycle,
		registration: input.ModelPackageRegistrationType ?? record.registration
	};
}
