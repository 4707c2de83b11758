import type { FeatureValue } from '@aws-sdk/client-sagemaker-featurestore-runtime';
import { AwsError } from '#base/errors.ts';
import type { FeatureGroupRecord, Values } from './records.ts';

/** 400: what the feature store answers to most things that are wrong. */
export const validationError = (message: string): AwsError => new AwsError('ValidationError', message);

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;
const LARGEST_INTEGRAL = 2n ** 63n;

/**
 * The values of a record by feature.
 * @throws AwsError ValidationError for features that the group has not, values of another type, and missing keys
 */
export function readValues(group: FeatureGroupRecord, record: readonly FeatureValue[]): Values {
	const types = new Map(group.features.map(({ FeatureName, FeatureType }) => [FeatureName!, FeatureType!]));
	const values: Record<string, string> = {};
	for (const { FeatureName: name = '', ValueAsString: text, ValueAsStringList } of record) {
		const type = types.get(name);
		if (!type) {
			throw validationError(
				`Validation Error: FeatureName(s): [${name}] do not exist in FeatureGroup: [${group.name}].`
			);
		}
		if (Object.hasOwn(values, name)) {
			throw validationError(`Validation Error: the feature '${name}' is given twice.`);
		}
		if (ValueAsStringList) {
			throw validationError(`Validation Error: the feature '${name}' is no collection.`);
		}
		if (text === undefined) continue;
		if (!isOf(type, text)) {
			throw validationError(`Validation Error: the value '${text}' of the feature '${name}' is no ${type}.`);
		}
		values[name] = text;
	}
	const { RecordIdentifierFeatureName: id, EventTimeFeatureName: event } = group.request;
	for (const name of [id, event]) {
		if ((values[name] ?? '') === '') {
			throw validationError(`Validation Error: the record has no value of the feature '${name}'.`);
		}
	}
	return values;
}

function isOf(type: string, text: string): boolean {
	if (type === 'String') return true;
	if (type === 'Fractional') return text.trim() !== '' && Number.isFinite(Number(text));
	if (!/^[+-]?\d+$/.test(text)) return false;
	const value = BigInt(text.replace(/^\+/, ''));
	return value >= -LARGEST_INTEGRAL && value < LARGEST_INTEGRAL;
}

/**
 * Milliseconds since the epoch of an event time: seconds for a Fractional feature, ISO 8601 in UTC for a String.
 * @throws AwsError ValidationError
 */
export function eventTimeMs(group: FeatureGroupRecord, text: string): number {
	const name = group.request.EventTimeFeatureName;
	const type = group.features.find(({ FeatureName }) => FeatureName === name)?.FeatureType;
	const ms = type === 'Fractional' ? Number(text) * 1000 : ISO.test(text) ? Date.parse(text) : NaN;
	if (text.trim() !== '' && Number.isFinite(ms)) return ms;
	const form = type === 'Fractional' ? 'seconds since 1970' : "yyyy-MM-dd'T'HH:mm:ssZ or …ss.SSSZ, in UTC";
	throw validationError(`Validation Error: the event time '${text}' does not have the form ${form}.`);
}
