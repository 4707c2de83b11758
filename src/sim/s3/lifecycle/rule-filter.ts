import type { LifecycleRule } from '@aws-sdk/client-s3';
import type { ObjectRecord } from '../tables.ts';

/** Whether an enabled rule is about this object. */
export function appliesTo(rule: LifecycleRule, { key, tags, sizeBytes }: ObjectRecord): boolean {
	if (rule.Status !== 'Enabled') return false;
	const { Tag, And } = rule.Filter ?? {};
	const wanted = [...(Tag ? [Tag] : []), ...(And?.Tags ?? [])];
	const over = rule.Filter?.ObjectSizeGreaterThan ?? And?.ObjectSizeGreaterThan ?? -1;
	const under = rule.Filter?.ObjectSizeLessThan ?? And?.ObjectSizeLessThan ?? Infinity;
	return (
		key.startsWith(prefixOf(rule)) &&
		wanted.every((tag) => tags[tag.Key ?? ''] === (tag.Value ?? '')) &&
		sizeBytes > over &&
		sizeBytes < under
	);
}

/** Keys that a rule is about begin with this. */
export function prefixOf({ Filter, Prefix }: LifecycleRule): string {
	return Filter?.Prefix ?? Filter?.And?.Prefix ?? Prefix ?? '';
}

/** Whether a rule asks for nothing that only an object can answer. */
export function isByPrefixOnly({ Filter }: LifecycleRule): boolean {
	const { Prefix: _, ...others } = Filter ?? {};
	return Object.values(others).every((value) => value === undefined);
}
