import { AwsError } from '#base/errors.ts';

/** S3's errors, with the sentence that S3 sends; the name at the end is ours. */

/** 404. */
export const noSuchBucket = (name: string): AwsError =>
	new AwsError('NoSuchBucket', `The specified bucket does not exist (${name})`, 404, {
		members: { BucketName: name }
	});

/** 404. */
export const noSuchKey = (key: string): AwsError =>
	new AwsError('NoSuchKey', `The specified key does not exist. (${key})`, 404, { members: { Key: key } });

/** HEAD has no body, so S3 gives one code to everything that is absent. */
export const notFound = (what: string): AwsError => new AwsError('NotFound', `Not Found (${what})`, 404);

/** 400: the bytes are not those that the digest was made of. */
export const badDigest = (algorithm: string): AwsError =>
	new AwsError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);

/** 412, naming the header of the condition. */
export const preconditionFailed = (condition: string): AwsError =>
	new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
		members: { Condition: condition }
	});

/** 304, which clients see as an error. */
export const notModified = (): AwsError => new AwsError('NotModified', 'Not Modified', 304);

/** 400, naming the argument and its value. */
export const invalidArgument = (message: string, name: string, value: string): AwsError =>
	new AwsError('InvalidArgument', message, 400, { members: { ArgumentName: name, ArgumentValue: value } });
