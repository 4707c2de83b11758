import type { Context } from '../core/context.ts';
import { commonContext, evaluate, readPolicy } from '../iam/index.ts';
import { settingsOf } from '../s3/index.ts';

/** Whether the bucket's policy lets a stranger do that: websites are read without a signature. */
export function strangerMay(
	ctx: Context,
	bucket: string,
	action: 's3:GetObject' | 's3:ListBucket',
	key = ''
): boolean {
	const { policy, publicAccessBlock } = settingsOf(ctx, bucket);
	if (policy === undefined || publicAccessBlock?.RestrictPublicBuckets === true) return false;
	const { 'aws:CurrentTime': now, 'aws:EpochTime': epoch } = commonContext(ctx);
	const request = {
		action,
		resource: `arn:aws:s3:::${bucket}${action === 's3:GetObject' ? `/${key}` : ''}`,
		principal: { arns: [], accountId: 'anonymous' },
		context: { 'aws:CurrentTime': now!, 'aws:EpochTime': epoch!, 'aws:SecureTransport': 'false' }
	};
	return evaluate([readPolicy(policy, 'resource')], request) === 'allowed';
}
