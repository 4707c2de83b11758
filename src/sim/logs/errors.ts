import { AwsError } from '#base/errors.ts';

/** CloudWatch Logs' errors, with the sentence that it sends; the name in brackets is ours. */
export const groupNotFound = (name: string): AwsError =>
	new AwsError('ResourceNotFoundException', `The specified log group does not exist. (${name})`);

/** @see groupNotFound */
export const streamNotFound = (name: string): AwsError =>
	new AwsError('ResourceNotFoundException', `The specified log stream does not exist. (${name})`);

/** @see groupNotFound */
export const alreadyExists = (what: string, name: string): AwsError =>
	new AwsError('ResourceAlreadyExistsException', `The specified ${what} already exists. (${name})`);

/** @see groupNotFound */
export const invalidParameter = (message: string): AwsError =>
	new AwsError('InvalidParameterException', message);
