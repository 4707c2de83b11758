import { AwsError } from '#base/errors.ts';

/** IAM's errors, by the codes that the query protocol sends. */

/** 404. */
export const noSuchRole = (name: string): AwsError =>
	new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);

/** 404, in IAM's words for this or that. */
export const noSuchEntity = (message: string): AwsError => new AwsError('NoSuchEntity', message, 404);

/** 409: the name is taken. */
export const entityExists = (message: string): AwsError => new AwsError('EntityAlreadyExists', message, 409);

/** 409: something still hangs on it. */
export const deleteConflict = (message: string): AwsError => new AwsError('DeleteConflict', message, 409);

/** 409: a quota of IAM. */
export const limitExceeded = (message: string): AwsError => new AwsError('LimitExceeded', message, 409);
