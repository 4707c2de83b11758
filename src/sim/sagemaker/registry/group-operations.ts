import type {
	CreateModelPackageGroupInput,
	CreateModelPackageGroupOutput,
	DeleteModelPackageGroupInput,
	DescribeModelPackageGroupOutput,
	ListModelPackageGroupsInput,
	ListModelPackageGroupsOutput
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { conflictException, resourceArn, validationException } from '../errors.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { modelPackageGroups, modelPackages, needGroup, type ModelPackageGroupRecord } from './records.ts';

type OfGroup = Given<DeleteModelPackageGroupInput, 'ModelPackageGroupName'>;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackageGroup.html */
export async function createModelPackageGroup(
	ctx: Context,
	input: Given<CreateModelPackageGroupInput, 'ModelPackageGroupName'>
): Promise<CreateModelPackageGroupOutput> {
	refuseUnsupported('CreateModelPackageGroup', input, ['ManagedConfiguration']);
	const name = input.ModelPackageGroupName;
	const arn = resourceArn(ctx, 'model-package-group', name);
	return ctx.store.transact((tx) => {
		if (tx.get(modelPackageGroups, name)) {
			throw validationException(`Model Package Group already exists: ${arn}`);
		}
		const description = input.ModelPackageGroupDescription ?? null;
		const record = { name, description, createdAt: tx.now, lastVersion: 0, policy: null };
		tx.put(modelPackageGroups, name, record);
		setTags(tx, arn, input.Tags ?? []);
		return { ModelPackageGroupArn: arn };
	});
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeModelPackageGroup.html */
export async function describeModelPackageGroup(
	ctx: Context,
	input: OfGroup
): Promise<DescribeModelPackageGroupOutput> {
	return { ...summaryOf(ctx, needGroup(ctx, input.ModelPackageGroupName)), CreatedBy: {} };
}

function summaryOf(ctx: Context, { name, description, createdAt }: ModelPackageGroupRecord) {
	return {
		ModelPackageGroupName: name,
		ModelPackageGroupArn: resourceArn(ctx, 'model-package-group', name),
		ModelPackageGroupDescription: description ?? undefined,
		CreationTime: new Date(createdAt),
		ModelPackageGroupStatus: 'Completed'
	} as const;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListModelPackageGroups.html */
export async function listModelPackageGroups(
	ctx: Context,
	input: ListModelPackageGroupsInput
): Promise<ListModelPackageGroupsOutput> {
	// Nobody shares groups with this account, as there is no other one.
	const own = input.CrossAccountFilterOption === 'CrossAccount' ? [] : ctx.store.values(modelPackageGroups);
	const { items, nextToken } = listPage(ctx, own, input);
	return {
		ModelPackageGroupSummaryList: items.map((group) => summaryOf(ctx, group)),
		NextToken: nextToken
	};
}

/** @throws AwsError ConflictException while there are versions in it */
export async function deleteModelPackageGroup(ctx: Context, input: OfGroup): Promise<object> {
	const { name } = needGroup(ctx, input.ModelPackageGroupName);
	return ctx.store.transact((tx) => {
		if (ctx.store.values(modelPackages).some(({ group }) => group === name)) {
			throw conflictException(
				'Model Package Group cannot be deleted until all Model Packages in it are deleted.'
			);
		}
		tx.remove(modelPackageGroups, name);
		setTags(tx, resourceArn(ctx, 'model-package-group', name), []);
		return {};
	});
}
