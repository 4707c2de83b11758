import type { Context } from '../core/context.ts';
import { settingsOf } from '../s3/index.ts';
import type { RequestContext } from './policy/conditions.ts';
import { roleAccess } from './role-access.ts';

/** What a job, an endpoint or a stream may do with S3 under its role and the bucket's own policy. All throw AwsError AccessDenied, as S3 would answer. */
export interface BucketAccess {
	needList(bucket: string, prefix: string): void;
	needRead(bucket: string, key: string): void;
	needWrite(bucket: string, key: string): void;
}

/**
 * The access of a role; work without a role of its own is refused nothing.
 * @param session the name under which the service has taken the role on
 */
export function bucketAccess(ctx: Context, roleArn: string | undefined, session?: string): BucketAccess {
	const access = roleArn === undefined ? null : roleAccess(ctx, roleArn, session);
	const need = (action: string, bucket: string, rest: string, context: RequestContext = {}): void =>
		access?.need(action, `arn:aws:s3:::${bucket}${rest}`, {
			context,
			resourcePolicy: settingsOf(ctx, bucket).policy
		});
	return {
		needList: (bucket, prefix) => need('s3:ListBucket', bucket, '', { 's3:prefix': prefix }),
		needRead: (bucket, key) => need('s3:GetObject', bucket, `/${key}`),
		needWrite: (bucket, key) => need('s3:PutObject', bucket, `/${key}`)
	};
}
