import type {
	DescribeFeatureMetadataRequest,
	DescribeFeatureMetadataResponse,
	UpdateFeatureGroupRequest,
	UpdateFeatureGroupResponse,
	UpdateFeatureMetadataRequest
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { resourceArn, resourceNotFound, validationException } from '../errors.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { refuseNames } from './group-checks.ts';
import { featureGroups, featureMetadata, isOnline, needFeatureGroup } from './records.ts';

const MOST_FEATURES = 2500;

/**
 * Adds features, or changes how long records live. Records from before have no value of a new feature.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateFeatureGroup.html
 */
export async function updateFeatureGroup(
	ctx: Context,
	input: Given<UpdateFeatureGroupRequest, 'FeatureGroupName'>
): Promise<UpdateFeatureGroupResponse> {
	const { name } = needFeatureGroup(ctx, input.FeatureGroupName);
	refuseUnsupported('UpdateFeatureGroup', input, ['FeatureAdditions.*.CollectionType', 'ThroughputConfig']);
	const ttl = input.OnlineStoreConfig?.TtlDuration;
	await ctx.store.transact((tx) => {
		const record = tx.get(featureGroups, name) ?? needFeatureGroup(ctx, name);
		if (record.status !== 'Created') {
			throw validationException(`Validation Error: the FeatureGroup ${name} is ${record.status}.`);
		}
		if (ttl && !isOnline(record)) {
			throw validationException(`Validation Error: the FeatureGroup ${name} has no online store.`);
		}
		const features = [...record.features, ...(input.FeatureAdditions ?? [])];
		if (features.length > MOST_FEATURES) {
			throw validationException(
				`Validation Error: the FeatureGroup ${name} would have ${features.length} features; ${MOST_FEATURES} is the limit.`
			);
		}
		refuseNames(features.map(({ FeatureName }) => FeatureName!));
		tx.put(featureGroups, name, {
			...record,
			features,
			ttl: ttl ?? record.ttl,
			updated: true,
			modifiedAt: tx.now
		});
	});
	return { FeatureGroupArn: resourceArn(ctx, 'feature-group', name) };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeFeatureMetadata.html */
export async function describeFeatureMetadata(
	ctx: Context,
	input: Given<DescribeFeatureMetadataRequest, 'FeatureGroupName' | 'FeatureName'>
): Promise<DescribeFeatureMetadataResponse> {
	const group = needFeatureGroup(ctx, input.FeatureGroupName);
	const feature = group.features.find(({ FeatureName }) => FeatureName === input.FeatureName);
	if (!feature) {
		throw resourceNotFound(`Resource Not Found: ${group.name} has no feature ${input.FeatureName}.`);
	}
	const told = ctx.store.get(featureMetadata, `${group.name}/${input.FeatureName}`);
	return {
		FeatureGroupArn: resourceArn(ctx, 'feature-group', group.name),
		FeatureGroupName: group.name,
		FeatureName: input.FeatureName,
		FeatureType: feature.FeatureType,
		CreationTime: new Date(group.createdAt),
		LastModifiedTime: new Date(told?.modifiedAt ?? group.createdAt),
		Description: told?.description ?? undefined,
		Parameters: [...(told?.parameters ?? [])]
	};
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateFeatureMetadata.html */
export async function updateFeatureMetadata(
	ctx: Context,
	input: Given<UpdateFeatureMetadataRequest, 'FeatureGroupName' | 'FeatureName'>
): Promise<object> {
	const before = await describeFeatureMetadata(ctx, input);
	const added = input.ParameterAdditions ?? [];
	const gone = new Set([...(input.ParameterRemovals ?? []), ...added.map(({ Key }) => Key!)]);
	const kept = (before.Parameters ?? []).filter(({ Key }) => !gone.has(Key!));
	return ctx.store.transact((tx) => {
		tx.put(featureMetadata, `${before.FeatureGroupName!}/${input.FeatureName}`, {
			description: input.Description ?? before.Description ?? null,
			parameters: [...kept, ...added],
			modifiedAt: tx.now
		});
		return {};
	});
}
