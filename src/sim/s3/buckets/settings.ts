import type {
	CORSRule,
	LifecycleRule,
	NotificationConfiguration,
	OwnershipControls,
	PublicAccessBlockConfiguration,
	ServerSideEncryptionConfiguration,
	WebsiteConfiguration
} from '@aws-sdk/client-s3';
import type { Context } from '../../core/context.ts';
import { defineTable, type Transaction } from '../../core/table.ts';

/** What was set on a bucket beside its objects; absent where nothing was. */
export interface BucketSettings {
	readonly versioning?: 'Enabled' | 'Suspended';
	readonly tags?: Readonly<Record<string, string>>;
	readonly cors?: readonly CORSRule[];
	readonly website?: WebsiteConfiguration;
	readonly policy?: string;
	readonly encryption?: ServerSideEncryptionConfiguration;
	readonly notification?: NotificationConfiguration;
	readonly publicAccessBlock?: PublicAccessBlockConfiguration;
	readonly ownership?: OwnershipControls;
	readonly lifecycle?: LifecycleSettings;
}

export interface LifecycleSettings {
	readonly rules: readonly LifecycleRule[];
	readonly defaultMinimumSize: string;
	/** The day (counted from the epoch) for which the rules have been applied. */
	readonly appliedDay: number;
}

/** By the bucket's name. */
export const bucketSettings = defineTable<BucketSettings>('bucketSettings');

export function settingsOf(source: Context | Transaction, bucket: string): BucketSettings {
	const settings =
		'store' in source ? source.store.get(bucketSettings, bucket) : source.get(bucketSettings, bucket);
	return settings ?? {};
}

/** Sets one thing, or with undefined takes it away. */
export function putSetting<K extends keyof BucketSettings>(
	tx: Transaction,
	bucket: string,
	name: K,
	value: BucketSettings[K] | undefined
): void {
	const { [name]: _, ...others } = settingsOf(tx, bucket);
	tx.put(bucketSettings, bucket, value === undefined ? others : { ...others, [name]: value });
}
