import { AwsError } from '#base/errors.ts';

/** API Gateway's errors, of both its generations. */

export const badRequest = (message: string): AwsError => new AwsError('BadRequestException', message);

/** 404. */
export const notFound = (message: string): AwsError => new AwsError('NotFoundException', message, 404);

/** 409: the name is taken, or something hangs on it. */
export const conflict = (message: string): AwsError => new AwsError('ConflictException', message, 409);

/** 429: a quota of the account. */
export const limitExceeded = (message: string): AwsError =>
	new AwsError('LimitExceededException', message, 429);

/** A mapping that names what is not there, in the words of the validator. */
export const badMapping = (what: string): AwsError =>
	badRequest(`Invalid mapping expression specified: Validation Result: warnings : [], errors : [${what}]`);
