import type { LambdaFunctionConfiguration } from '@aws-sdk/client-s3';
import type { Context } from '../../core/context.ts';
import type { Transaction } from '../../core/table.ts';
import { settingsOf } from '../buckets/settings.ts';
import { ownerOf } from '../buckets/owner.ts';
import { encodeKey } from '../listing/encode-key.ts';
import { filterOf } from './filter.ts';

/** What can happen to an object here, as notifications name it. */
export type ObjectEventName =
	| 's3:ObjectCreated:Put'
	| 's3:ObjectCreated:Copy'
	| 's3:ObjectCreated:CompleteMultipartUpload'
	| 's3:ObjectRemoved:Delete'
	| 's3:ObjectRemoved:DeleteMarkerCreated'
	| 's3:LifecycleExpiration:Delete'
	| 's3:LifecycleExpiration:DeleteMarkerCreated'
	| 's3:LifecycleTransition'
	| 's3:ObjectTagging:Put'
	| 's3:ObjectTagging:Delete';

/** The object that it happened to. */
export interface Subject {
	readonly bucket: string;
	readonly key: string;
	readonly sizeBytes: number;
	/** With quotes; empty for a delete marker. */
	readonly etag: string;
	readonly versionId: string;
	readonly order: number;
}

/** Tells every function that the bucket's configuration names, once the change is durable. */
export function notifyObject(tx: Transaction, ctx: Context, name: ObjectEventName, subject: Subject): void {
	const { notification } = settingsOf(tx, subject.bucket);
	for (const configuration of notification?.LambdaFunctionConfigurations ?? []) {
		if (!isMeant(configuration, name, subject.key)) continue;
		tx.emit({
			type: 'notification',
			notification: {
				id: ctx.rng.uuid(),
				at: tx.now,
				bucket: subject.bucket,
				key: subject.key,
				eventName: name,
				functionArn: configuration.LambdaFunctionArn ?? '',
				state: 'Pending',
				reason: null,
				payload: { Records: [recordOf(tx, ctx, name, subject, configuration.Id ?? '')] }
			}
		});
	}
}

function isMeant(configuration: LambdaFunctionConfiguration, name: ObjectEventName, key: string): boolean {
	const { prefix, suffix } = filterOf(configuration);
	const wanted = (configuration.Events ?? []).some(
		(event) => event === name || (event.endsWith('*') && name.startsWith(event.slice(0, -1)))
	);
	return wanted && key.startsWith(prefix) && key.endsWith(suffix);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function recordOf(
	tx: Transaction,
	ctx: Context,
	name: ObjectEventName,
	subject: Subject,
	configurationId: string
): object {
	const { bucket, key, sizeBytes, etag, versionId, order } = subject;
	const created = name.startsWith('s3:ObjectCreated:');
	const versioned = settingsOf(tx, bucket).versioning !== undefined;
	const requestId = ctx.rng.hex(16).toUpperCase();
	return {
		eventVersion: '2.1',
		eventSource: 'aws:s3',
		awsRegion: ctx.region,
		eventTime: new Date(tx.now).toISOString(),
		eventName: name.slice('s3:'.length),
		userIdentity: { principalId: `AWS:${ctx.accountId}` },
		requestParameters: { sourceIPAddress: '127.0.0.1' },
		responseElements: { 'x-amz-request-id': requestId, 'x-amz-id-2': requestId },
		s3: {
			s3SchemaVersion: '1.0',
			configurationId,
			bucket: {
				name: bucket,
				ownerIdentity: { principalId: ownerOf(ctx).ID },
				arn: `arn:aws:s3:::${bucket}`
			},
			object: {
				// Encoded as in a form, so that handlers must decode it: a trap on AWS too.
				key: encodeKey(key),
				...(created ? { size: sizeBytes } : {}),
				...(etag === '' ? {} : { eTag: etag.replaceAll('"', '') }),
				...(versioned ? { versionId } : {}),
				sequencer: order.toString(16).toUpperCase().padStart(16, '0')
			}
		}
	};
}
