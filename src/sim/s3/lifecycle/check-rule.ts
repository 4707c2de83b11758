import type { LifecycleRule } from '@aws-sdk/client-s3';
import { AwsError } from '#base/errors.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import { invalidRequest, malformedXml } from '../errors.ts';
import { DAY_MS } from './expiration.ts';

/** Days that an object must have lain before it may go into these classes. */
const EARLIEST: Readonly<Record<string, number>> = { STANDARD_IA: 30, ONEZONE_IA: 30 };

/** What the shapes do not say of a rule. @throws AwsError MalformedXML, InvalidRequest, InvalidArgument, NotSimulated */
export function checkRule(rule: LifecycleRule): void {
	const { Expiration, Transitions = [], NoncurrentVersionExpiration, Filter, Prefix } = rule;
	if ((Filter === undefined) === (Prefix === undefined)) {
		throw malformedXml('a rule has either a Filter or a Prefix');
	}
	if (rule.NoncurrentVersionTransitions !== undefined) {
		throw notSimulated('NoncurrentVersionTransitions of a lifecycle rule', 'Leave them out.');
	}
	const actions = [
		Expiration,
		NoncurrentVersionExpiration,
		rule.AbortIncompleteMultipartUpload,
		...Transitions
	];
	if (!actions.some((action) => action !== undefined)) {
		throw invalidRequest('At least one action needs to be specified in a rule');
	}
	if (Expiration) checkExpiration(Expiration);
	checkDays(NoncurrentVersionExpiration?.NoncurrentDays, 'NoncurrentDays', 'NoncurrentVersionExpiration');
	const { DaysAfterInitiation } = rule.AbortIncompleteMultipartUpload ?? {};
	checkDays(DaysAfterInitiation, 'DaysAfterInitiation', 'AbortIncompleteMultipartUpload');
	for (const { Days, Date: date, StorageClass = '' } of Transitions) {
		checkDate(date);
		const earliest = EARLIEST[StorageClass] ?? 0;
		if (Days !== undefined && Days < earliest) {
			throw invalid(
				`'Days' in Transition action must be greater than or equal to ${earliest} for storageClass '${StorageClass}'`
			);
		}
	}
}

function checkExpiration(expiration: NonNullable<LifecycleRule['Expiration']>): void {
	const given = [expiration.Days, expiration.Date, expiration.ExpiredObjectDeleteMarker];
	if (given.filter((value) => value !== undefined).length !== 1) {
		throw malformedXml('an Expiration has Days, a Date or ExpiredObjectDeleteMarker');
	}
	checkDays(expiration.Days, 'Days', 'Expiration');
	checkDate(expiration.Date);
}

function checkDays(days: number | undefined, name: string, action: string): void {
	if (days === undefined || days > 0) return;
	throw invalid(`'${name}' for ${action} action must be a positive integer`);
}

function checkDate(date: Date | undefined): void {
	if (date && date.getTime() % DAY_MS !== 0) throw invalid("'Date' must be at midnight GMT");
}

function invalid(message: string): AwsError {
	return new AwsError('InvalidArgument', message);
}
