import type { LifecycleRule } from '@aws-sdk/client-s3';
import type { LifecycleSettings } from '../buckets/settings.ts';
import type { ObjectRecord } from '../tables.ts';
import { appliesTo, isByPrefixOnly, prefixOf } from './rule-filter.ts';

export const DAY_MS = 86_400_000;

/** The midnight (UTC) after so many days have passed. */
export function midnightAfter(ms: number, days: number): number {
	return (Math.floor(ms / DAY_MS) + days + 1) * DAY_MS;
}

/** When the rules delete an object, and which one does; null where none does. */
export function expiryOf(
	rules: readonly LifecycleRule[],
	record: ObjectRecord
): { readonly at: number; readonly ruleId: string } | null {
	const found = rules
		.filter((rule) => appliesTo(rule, record))
		.flatMap(({ Expiration, ID }) => {
			if (Expiration?.Date) return [{ at: Expiration.Date.getTime(), ruleId: ID ?? '' }];
			if (Expiration?.Days === undefined) return [];
			return [{ at: midnightAfter(record.modifiedAt, Expiration.Days), ruleId: ID ?? '' }];
		});
	return found.reduce<(typeof found)[number] | null>((a, b) => (a && a.at <= b.at ? a : b), null);
}

/** The header in which S3 tells of it. */
export function expirationOf(lifecycle: LifecycleSettings | undefined, record: ObjectRecord): string | null {
	const expiry = lifecycle && expiryOf(lifecycle.rules, record);
	if (!expiry) return null;
	const date = new Date(expiry.at).toUTCString();
	return `expiry-date="${date}", rule-id="${encodeURIComponent(expiry.ruleId)}"`;
}

interface Begun {
	readonly key: string;
	readonly initiatedAt: number;
}

/** When the rules abort an unfinished upload, and which one does; null where none does. */
export function abortOf(
	rules: readonly LifecycleRule[],
	{ key, initiatedAt }: Begun
): { readonly at: number; readonly ruleId: string } | null {
	for (const rule of rules) {
		const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
		if (days === undefined || rule.Status !== 'Enabled') continue;
		if (!isByPrefixOnly(rule) || !key.startsWith(prefixOf(rule))) continue;
		return { at: midnightAfter(initiatedAt, days), ruleId: rule.ID ?? '' };
	}
	return null;
}

/** The members in which outputs tell of it. */
export function abortMembers(
	lifecycle: LifecycleSettings | undefined,
	upload: Begun
): { AbortDate?: Date; AbortRuleId?: string } {
	const abort = lifecycle && abortOf(lifecycle.rules, upload);
	return abort ? { AbortDate: new Date(abort.at), AbortRuleId: abort.ruleId } : {};
}
