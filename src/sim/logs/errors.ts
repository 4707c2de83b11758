import { AwsError } from '#base/errors.ts';

export const groupNotFound = (name: string): AwsError =>
	new AwsError('ResourceNotFoundException', `The specified log group does not exist. (${name})`);

export const streamNotFound = (name: string): AwsError =>
	new AwsError('ResourceNotFoundException', `The specified log stream does not exist. (${name})`);

export const alreadyExists = (what: string, name: string): AwsError =>
	new AwsError('ResourceAlreadyExistsException', `The specified ${what} already exists. (${name})`);

export const invalidParameter = (message: string): AwsError =>
	new AwsError('InvalidParameterException', message);
