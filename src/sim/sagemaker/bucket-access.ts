import type { Context } from '../core/context.ts';
import { roleAccess } from '../iam/index.ts';

/** What a job or an endpoint may do with S3 under its role. All throw AwsError AccessDenied, as S3 would answer. */
export interface BucketAccess {
	needList(bucket: string, prefix: string): void;
	needRead(bucket: string, key: string): void;
	needWrite(bucket: string, key: string): void;
}

/** The access of a role; work without a role of its own is refused nothing. */
export function bucketAccess(ctx: Context, roleArn: string | undefined): BucketAccess {
	const access = roleArn === undefined ? null : roleAccess(ctx, roleArn);
	return {
		needList: (bucket, prefix) =>
			access?.need('s3:ListBucket', `arn:aws:s3:::${bucket}`, { context: { 's3:prefix': prefix } }),
		needRead: (bucket, key) => access?.need('s3:GetObject', `arn:aws:s3:::${bucket}/${key}`),
		needWrite: (bucket, key) => access?.need('s3:PutObject', `arn:aws:s3:::${bucket}/${key}`)
	};
}
