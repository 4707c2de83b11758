import type {
	BatchGetRecordIdentifier,
	BatchGetRecordRequest,
	BatchGetRecordResponse,
	FeatureValue,
	GetRecordRequest,
	GetRecordResponse
} from '@aws-sdk/client-sagemaker-featurestore-runtime';
import { AwsError } from '#base/errors.ts';
import { countFeatureUnits } from '../../billing/index.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { isOnline, onlineKey, onlineRecords, type FeatureGroupRecord, type OnlineRecord } from './records.ts';
import { readyGroup, sizeOf } from './record-writes.ts';
import { validationError } from './values.ts';

const MOST_GROUPS = 10;
const MOST_RECORDS = 100;

/**
 * The latest record of an identifier; nothing where there is none, where it was deleted, and where its time is over.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_feature_store_GetRecord.html
 */
export async function getRecord(
	ctx: Context,
	input: Given<GetRecordRequest, 'FeatureGroupName' | 'RecordIdentifierValueAsString'>
): Promise<GetRecordResponse> {
	const group = onlineGroup(ctx, input.FeatureGroupName);
	checkNames(group, input.FeatureNames ?? []);
	const record = living(ctx, group, input.RecordIdentifierValueAsString);
	countFeatureUnits(ctx, group.name, 'Read', sizeOf(record?.values ?? {}));
	if (!record) return {};
	return {
		Record: featuresOf(group, record, input.FeatureNames),
		ExpiresAt: input.ExpirationTimeResponse === 'Enabled' ? expiryOf(record) : undefined
	};
}

function onlineGroup(ctx: Context, nameOrArn: string): FeatureGroupRecord {
	const group = readyGroup(ctx, nameOrArn);
	if (isOnline(group)) return group;
	throw validationError(`Validation Error: the FeatureGroup ${group.name} has no OnlineStore.`);
}

function checkNames(group: FeatureGroupRecord, names: readonly string[]): void {
	const known = new Set(group.features.map(({ FeatureName }) => FeatureName));
	const strangers = names.filter((name) => !known.has(name));
	if (strangers.length === 0) return;
	throw validationError(
		`Validation Error: FeatureName(s): [${strangers.join(', ')}] do not exist in FeatureGroup: [${group.name}].`
	);
}

function living(ctx: Context, group: FeatureGroupRecord, id: string): OnlineRecord | undefined {
	const record = ctx.store.get(onlineRecords, onlineKey(group, id));
	if (!record?.values) return undefined;
	return record.expiresAt !== null && record.expiresAt <= ctx.clock.now() ? undefined : record;
}

/** In the order of the group's definition; features without a value are left out. */
function featuresOf(
	group: FeatureGroupRecord,
	{ values }: OnlineRecord,
	wanted: readonly string[] = []
): FeatureValue[] {
	return group.features.flatMap(({ FeatureName: name }) => {
		const text = values![name!];
		if (text === undefined || (wanted.length > 0 && !wanted.includes(name!))) return [];
		return [{ FeatureName: name, ValueAsString: text }];
	});
}

function expiryOf({ expiresAt }: OnlineRecord): string | undefined {
	return expiresAt === null ? undefined : new Date(expiresAt).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Many records of one or several groups; those that are not there are left out. */
export async function batchGetRecord(
	ctx: Context,
	input: Given<BatchGetRecordRequest, 'Identifiers'>
): Promise<BatchGetRecordResponse> {
	const answer = { Records: [], Errors: [], UnprocessedIdentifiers: [] } as Given<
		BatchGetRecordResponse,
		'Records' | 'Errors' | 'UnprocessedIdentifiers'
	>;
	checkBatch(input.Identifiers);
	const showsExpiry = input.ExpirationTimeResponse === 'Enabled';
	for (const one of input.Identifiers) readBatch(ctx, one, showsExpiry, answer);
	return answer;
}

function checkBatch(identifiers: readonly BatchGetRecordIdentifier[]): void {
	const groups = new Set(identifiers.map(({ FeatureGroupName }) => FeatureGroupName)).size;
	const records = identifiers.reduce((n, one) => n + (one.RecordIdentifiersValueAsString ?? []).length, 0);
	if (groups <= MOST_GROUPS && records <= MOST_RECORDS) return;
	throw validationError(
		`Validation Error: a batch reads ${MOST_RECORDS} records of ${MOST_GROUPS} FeatureGroups at most, not ${records} of ${groups}.`
	);
}

function readBatch(
	ctx: Context,
	{ FeatureGroupName, RecordIdentifiersValueAsString: ids, FeatureNames }: BatchGetRecordIdentifier,
	showsExpiry: boolean,
	answer: Given<BatchGetRecordResponse, 'Records' | 'Errors'>
): void {
	try {
		const group = onlineGroup(ctx, FeatureGroupName!);
		checkNames(group, FeatureNames ?? []);
		for (const RecordIdentifierValueAsString of ids!) {
			const record = living(ctx, group, RecordIdentifierValueAsString);
			countFeatureUnits(ctx, group.name, 'Read', sizeOf(record?.values ?? {}));
			if (!record) continue;
			answer.Records.push({
				FeatureGroupName,
				RecordIdentifierValueAsString,
				Record: featuresOf(group, record, FeatureNames),
				...(showsExpiry ? { ExpiresAt: expiryOf(record) } : {})
			});
		}
	} catch (error) {
		if (!(error instanceof AwsError)) throw error;
		const { code: ErrorCode, message: ErrorMessage } = error;
		for (const RecordIdentifierValueAsString of ids!) {
			answer.Errors.push({ FeatureGroupName, RecordIdentifierValueAsString, ErrorCode, ErrorMessage });
		}
	}
}
