import type {
	CreateModelPackageInput,
	CreateModelPackageOutput,
	DeleteModelPackageInput,
	ListModelPackagesInput,
	ListModelPackagesOutput
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { nameOf, resourceArn, validationException } from '../errors.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { checkPackage, inferenceOfAlgorithm } from './package-checks.ts';
import {
	modelPackageGroups,
	modelPackages,
	needGroup,
	needPackage,
	type ModelPackageRecord
} from './records.ts';

/**
 * Registers a model: as the next version of a group, or under a name of its own.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackage.html
 */
export async function createModelPackage(
	ctx: Context,
	input: CreateModelPackageInput
): Promise<CreateModelPackageOutput> {
	checkPackage(ctx, input);
	const source = input.SourceAlgorithmSpecification;
	const inference = source ? inferenceOfAlgorithm(ctx, source) : (input.InferenceSpecification ?? null);
	return ctx.store.transact((tx) => {
		const again = input.ClientToken === undefined ? undefined : madeWith(ctx, input.ClientToken);
		if (again) return { ModelPackageArn: resourceArn(ctx, 'model-package', again.name) };
		const place = placeOf(tx, ctx, input);
		const arn = resourceArn(ctx, 'model-package', place.name);
		const isVersion = place.version !== null;
		tx.put(modelPackages, place.name, {
			...place,
			request: input,
			createdAt: tx.now,
			modifiedAt: tx.now,
			approval: isVersion ? (input.ModelApprovalStatus ?? 'PendingManualApproval') : null,
			approvalDescription: null,
			metadata: input.CustomerMetadataProperties ?? {},
			inference,
			additional: input.AdditionalInferenceSpecifications ?? [],
			sourceUri: input.SourceUri ?? null,
			lifeCycle: input.ModelLifeCycle ?? null,
			registration: isVersion ? (input.ModelPackageRegistrationType ?? 'Registered') : null
		});
		setTags(tx, arn, input.Tags ?? []);
		return { ModelPackageArn: arn };
	});
}

/** A client that repeats its request with the token of the first time gets what the first time made. */
function madeWith(ctx: Context, token: string): ModelPackageRecord | undefined {
	return ctx.store.values(modelPackages).find(({ request }) => request.ClientToken === token);
}

function placeOf(
	tx: Transaction,
	ctx: Context,
	{ ModelPackageName: name, ModelPackageGroupName }: CreateModelPackageInput
): Pick<ModelPackageRecord, 'name' | 'group' | 'version'> {
	if (ModelPackageGroupName !== undefined) {
		const { name: group } = needGroup(ctx, ModelPackageGroupName);
		const record = tx.get(modelPackageGroups, group)!;
		const version = record.lastVersion + 1;
		tx.put(modelPackageGroups, group, { ...record, lastVersion: version });
		return { name: `${group}/${version}`, group, version };
	}
	if (tx.get(modelPackages, name!)) {
		throw validationException(`ModelPackage ${resourceArn(ctx, 'model-package', name!)} already exists.`);
	}
	return { name: name!, group: null, version: null };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListModelPackages.html */
export async function listModelPackages(
	ctx: Context,
	input: ListModelPackagesInput
): Promise<ListModelPackagesOutput> {
	const { ModelPackageGroupName, ModelApprovalStatus } = input;
	const group = ModelPackageGroupName === undefined ? undefined : needGroup(ctx, ModelPackageGroupName).name;
	const type = input.ModelPackageType ?? (group === undefined ? 'Unversioned' : 'Versioned');
	const wanted = ctx.store
		.values(modelPackages)
		.filter(
			(record) =>
				(type === 'Both' || (record.version !== null) === (type === 'Versioned')) &&
				(group === undefined || record.group === group) &&
				(ModelApprovalStatus === undefined || record.approval === ModelApprovalStatus)
		);
	const { items, nextToken } = listPage(ctx, wanted, input);
	return { ModelPackageSummaryList: items.map((one) => summaryOf(ctx, one)), NextToken: nextToken };
}

/** What lists and descriptions of a package share. */
export function summaryOf(ctx: Context, record: ModelPackageRecord) {
	return {
		// A version has no name of its own: AWS answers its group's.
		ModelPackageName: record.group ?? record.name,
		ModelPackageGroupName: record.group ?? undefined,
		ModelPackageVersion: record.version ?? undefined,
		ModelPackageArn: resourceArn(ctx, 'model-package', record.name),
		ModelPackageDescription: record.request.ModelPackageDescription,
		CreationTime: new Date(record.createdAt),
		ModelPackageStatus: 'Completed',
		ModelApprovalStatus: record.approval ?? undefined,
		ModelLifeCycle: record.lifeCycle ?? undefined,
		ModelPackageRegistrationType: record.registration ?? undefined
	} as const;
}

/** Models made from the package stay. */
export async function deleteModelPackage(
	ctx: Context,
	input: Given<DeleteModelPackageInput, 'ModelPackageName'>
): Promise<object> {
	const { name } = needPackage(ctx, nameOf('model-package', input.ModelPackageName));
	return ctx.store.transact((tx) => {
		tx.remove(modelPackages, name);
		setTags(tx, resourceArn(ctx, 'model-package', name), []);
		return {};
	});
}
