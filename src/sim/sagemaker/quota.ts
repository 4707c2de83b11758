import { AwsError } from '#base/errors.ts';
import { INSTANCE_HOUR, instancePriceKey } from '../billing/index.ts';
import type { Context } from '../core/context.ts';
import { SETTINGS_KEY, settingsTable } from '../settings/index.ts';

/**
 * A type without a price has a quota of 0, as large types have in a new account: what runs here must be billed. Setting
 * a price opens the type.
 * @throws AwsError ResourceLimitExceeded
 */
export function checkQuota(
	ctx: Context,
	instanceType: string,
	use: 'training job' | 'processing job' | 'endpoint' | 'transform job' | 'notebook instance',
	used: number,
	more: number
): void {
	const set = ctx.store.get(settingsTable, SETTINGS_KEY)?.prices[instancePriceKey(instanceType)];
	const hasPrice = set !== undefined || Object.hasOwn(INSTANCE_HOUR, instanceType);
	const quota = hasPrice ? ctx.quotas.instancesPerType : 0;
	if (used + more <= quota) return;
	throw new AwsError(
		'ResourceLimitExceeded',
		`The account-level service limit '${instanceType} for ${use} usage' is ${quota} Instances, with current utilization of ${used} Instances and a request delta of ${more} Instances. Please use AWS Service Quotas to request an increase for this quota.`,
		400,
		{ hint: `Types that can be used here: ${Object.keys(INSTANCE_HOUR).join(', ')}.` }
	);
}
