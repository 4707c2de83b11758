import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { buckets, parseS3Uri } from '../../s3/index.ts';
import { validationException } from '../errors.ts';
import { refuseUnsupported } from '../unsupported.ts';
import type { FeatureGroupRecord } from './records.ts';

const UNSUPPORTED = [
	'FeatureDefinitions.*.CollectionType',
	'FeatureDefinitions.*.CollectionConfig',
	'OnlineStoreConfig.SecurityConfig',
	'OfflineStoreConfig.DataCatalogConfig',
	'OfflineStoreConfig.S3StorageConfig.KmsKeyId'
];

/** Columns that the offline store adds. */
const RESERVED = ['is_deleted', 'write_time', 'api_invocation_time'];

/** @throws AwsError ValidationException or NotSimulated */
export function checkGroup(ctx: Context, input: FeatureGroupRecord['request']): void {
	refuseUnsupported('CreateFeatureGroup', input, UNSUPPORTED);
	const { OnlineStoreConfig: online, OfflineStoreConfig: offline } = input;
	if (online?.StorageType === 'InMemory') {
		refuseUnsupported('CreateFeatureGroup', input, ['OnlineStoreConfig.StorageType']);
	}
	if (offline?.TableFormat === 'Iceberg') {
		refuseUnsupported('CreateFeatureGroup', input, ['OfflineStoreConfig.TableFormat']);
	}
	if (input.ThroughputConfig?.ThroughputMode === 'Provisioned') {
		refuseUnsupported('CreateFeatureGroup', input, ['ThroughputConfig']);
	}
	if (online?.EnableOnlineStore !== true && !offline) {
		throw validationException(
			'Validation Error: Either an OnlineStoreConfig or an OfflineStoreConfig must be given.'
		);
	}
	if (offline && input.RoleArn === undefined) {
		throw validationException('Validation Error: RoleArn is required for an OfflineStoreConfig.');
	}
	checkFeatures(input);
	if (offline) checkPlace(ctx, offline.S3StorageConfig?.S3Uri ?? '');
}

function checkFeatures(input: FeatureGroupRecord['request']): void {
	const names = input.FeatureDefinitions.map(({ FeatureName }) => FeatureName!);
	refuseNames(names);
	const event = input.FeatureDefinitions.find((one) => one.FeatureName === input.EventTimeFeatureName);
	for (const [what, name] of [
		['RecordIdentifierFeatureName', input.RecordIdentifierFeatureName],
		['EventTimeFeatureName', input.EventTimeFeatureName]
	] as const) {
		if (!names.includes(name)) {
			throw validationException(`Validation Error: ${what} '${name}' is not among the FeatureDefinitions.`);
		}
	}
	if (event?.FeatureType === 'Integral') {
		throw validationException('Validation Error: the event time feature must be String or Fractional.');
	}
}

/** @throws AwsError ValidationException for names that are given twice, or that the offline store needs itself */
export function refuseNames(names: readonly string[]): void {
	const twice = names.find((name, i) => names.indexOf(name) !== i);
	if (twice !== undefined) {
		throw validationException(`Validation Error: the feature name '${twice}' is given twice.`);
	}
	const reserved = names.find((name) => RESERVED.includes(name));
	if (reserved !== undefined) {
		throw validationException(`Validation Error: the feature name '${reserved}' is reserved.`);
	}
}

function checkPlace(ctx: Context, uri: string): void {
	const place = parseS3Uri(uri);
	if (!place) throw validationException(`Validation Error: '${uri}' is no S3 URI.`);
	if (ctx.store.get(buckets, place.bucket)) return;
	throw new AwsError(
		'ValidationException',
		`Validation Error: the bucket of the offline store does not exist: '${place.bucket}'.`
	);
}
