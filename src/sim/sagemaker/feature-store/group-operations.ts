import type {
	CreateFeatureGroupResponse,
	DeleteFeatureGroupRequest,
	DescribeFeatureGroupRequest,
	DescribeFeatureGroupResponse,
	ListFeatureGroupsRequest,
	ListFeatureGroupsResponse,
	OfflineStoreStatus
} from '@aws-sdk/client-sagemaker';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { resourceArn, resourceInUse, validationException } from '../errors.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { checkGroup } from './group-checks.ts';
import { bringGroupDown, bringGroupUp } from './group-life.ts';
import { featureGroups, isOnline, needFeatureGroup, type FeatureGroupRecord } from './records.ts';

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateFeatureGroup.html */
export async function createFeatureGroup(
	ctx: Context,
	input: FeatureGroupRecord['request']
): Promise<CreateFeatureGroupResponse> {
	checkGroup(ctx, input);
	const name = input.FeatureGroupName;
	const arn = resourceArn(ctx, 'feature-group', name);
	const record = await ctx.store.transact((tx) => {
		if (tx.get(featureGroups, name)) {
			throw resourceInUse(
				`Resource Already Exists: FeatureGroup with name ${name} already exists. Choose a different name.`
			);
		}
		if (ctx.store.values(featureGroups).length >= ctx.quotas.featureGroups) {
			throw new AwsError(
				'ResourceLimitExceeded',
				`The account has ${ctx.quotas.featureGroups} feature groups, which is the limit.`
			);
		}
		const created: FeatureGroupRecord = {
			name,
			id: ctx.rng.hex(16),
			request: input,
			features: input.FeatureDefinitions,
			status: 'Creating',
			ttl: input.OnlineStoreConfig?.TtlDuration ?? null,
			offlineUri: offlineUriOf(ctx, input, tx.now),
			offlineFault: null,
			updated: false,
			createdAt: tx.now,
			modifiedAt: tx.now
		};
		tx.put(featureGroups, name, created);
		setTags(tx, arn, input.Tags ?? []);
		return created;
	});
	void bringGroupUp(ctx, record);
	return { FeatureGroupArn: arn };
}

/** `PREFIX/ACCOUNT/sagemaker/REGION/offline-store/NAME-SECONDS/data`, as AWS lays it out. */
function offlineUriOf(
	ctx: Context,
	{ FeatureGroupName: name, OfflineStoreConfig: offline }: FeatureGroupRecord['request'],
	now: number
): string | null {
	if (!offline) return null;
	const prefix = offline.S3StorageConfig!.S3Uri!.replace(/\/+$/, '');
	const folder = `${name}-${Math.floor(now / 1000)}`;
	return `${prefix}/${ctx.accountId}/sagemaker/${ctx.region}/offline-store/${folder}/data`;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeFeatureGroup.html */
export async function describeFeatureGroup(
	ctx: Context,
	input: Given<DescribeFeatureGroupRequest, 'FeatureGroupName'>
): Promise<DescribeFeatureGroupResponse> {
	return groupView(ctx, needFeatureGroup(ctx, input.FeatureGroupName));
}

/** A feature group with all that is known of it. */
export function groupView(ctx: Context, record: FeatureGroupRecord): DescribeFeatureGroupResponse {
	const { request, ttl, offlineUri } = record;
	const offline = request.OfflineStoreConfig;
	return {
		...summaryOf(ctx, record),
		RecordIdentifierFeatureName: request.RecordIdentifierFeatureName,
		EventTimeFeatureName: request.EventTimeFeatureName,
		FeatureDefinitions: [...record.features],
		LastModifiedTime: new Date(record.modifiedAt),
		OnlineStoreConfig: isOnline(record)
			? { ...request.OnlineStoreConfig, ...(ttl === null ? {} : { TtlDuration: ttl }) }
			: undefined,
		OfflineStoreConfig: offline && {
			...offline,
			// There is no Glue catalogue here, so no table is made in it.
			DisableGlueTableCreation: true,
			S3StorageConfig: { ...offline.S3StorageConfig!, ResolvedOutputS3Uri: offlineUri! }
		},
		ThroughputConfig: { ThroughputMode: 'OnDemand' },
		RoleArn: request.RoleArn,
		LastUpdateStatus: record.updated ? { Status: 'Successful' } : undefined,
		FailureReason: record.failureReason,
		Description: request.Description,
		NextToken: ''
	};
}

function summaryOf(ctx: Context, record: FeatureGroupRecord) {
	return {
		FeatureGroupName: record.name,
		FeatureGroupArn: resourceArn(ctx, 'feature-group', record.name),
		CreationTime: new Date(record.createdAt),
		FeatureGroupStatus: record.status,
		OfflineStoreStatus: offlineStatusOf(record)
	};
}

function offlineStatusOf({ offlineUri, offlineFault }: FeatureGroupRecord): OfflineStoreStatus {
	if (offlineUri === null) return { Status: 'Disabled' };
	return offlineFault === null ? { Status: 'Active' } : { Status: 'Blocked', BlockedReason: offlineFault };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListFeatureGroups.html */
export async function listFeatureGroups(
	ctx: Context,
	input: ListFeatureGroupsRequest
): Promise<ListFeatureGroupsResponse> {
	const wanted = ctx.store
		.values(featureGroups)
		.filter(
			(record) =>
				(input.OfflineStoreStatusEquals ?? offlineStatusOf(record).Status) === offlineStatusOf(record).Status
		);
	const query = {
		...input,
		StatusEquals: input.FeatureGroupStatusEquals,
		SortBy: input.SortBy === 'FeatureGroupStatus' ? 'Status' : input.SortBy
	};
	const { items, nextToken } = listPage(ctx, wanted, query);
	return { FeatureGroupSummaries: items.map((one) => summaryOf(ctx, one)), NextToken: nextToken ?? '' };
}

/** The online store goes with it; what lies in S3 stays. */
export async function deleteFeatureGroup(
	ctx: Context,
	input: Given<DeleteFeatureGroupRequest, 'FeatureGroupName'>
): Promise<object> {
	const { name } = needFeatureGroup(ctx, input.FeatureGroupName);
	const record = await ctx.store.transact((tx) => {
		const before = tx.get(featureGroups, name) ?? needFeatureGroup(ctx, name);
		if (before.status === 'Creating') {
			throw validationException(`Validation Error: the FeatureGroup ${name} is being created.`);
		}
		const deleting: FeatureGroupRecord = { ...before, status: 'Deleting', modifiedAt: tx.now };
		tx.put(featureGroups, name, deleting);
		return deleting;
	});
	void bringGroupDown(ctx, record);
	return {};
}
