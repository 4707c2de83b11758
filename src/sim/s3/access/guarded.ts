import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { Operation } from '../../core/service.ts';
import { applyLifecycle } from '../lifecycle/apply.ts';

interface OfBucket {
	readonly Bucket?: string;
	readonly ExpectedBucketOwner?: string;
	readonly ExpectedSourceBucketOwner?: string;
}

/** What is alike for all operations on a bucket: it must have the owner that the caller expects, and its rules are kept. */
export function guarded(run: Operation): Operation {
	return async (ctx: Context, input: never) => {
		const { Bucket, ExpectedBucketOwner, ExpectedSourceBucketOwner } = input as OfBucket;
		for (const owner of [ExpectedBucketOwner, ExpectedSourceBucketOwner]) {
			if (owner !== undefined && owner !== ctx.accountId)
				throw new AwsError('AccessDenied', 'Access Denied', 403);
		}
		if (Bucket !== undefined) await applyLifecycle(ctx, Bucket);
		return run(ctx, input);
	};
}
