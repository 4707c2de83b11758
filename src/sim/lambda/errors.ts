import { AwsError } from '#base/errors.ts';

/** Lambda's errors, with the sentences that it sends. All say whose fault they are. */
const USER = { members: { Type: 'User' } };

export const invalidParameter = (message: string): AwsError =>
	new AwsError('InvalidParameterValueException', message, 400, USER);

export const functionNotFound = (arn: string): AwsError =>
	new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404, USER);

/** 404, in Lambda's words for this or that. */
export const notFound = (message: string): AwsError =>
	new AwsError('ResourceNotFoundException', message, 404, USER);

/** 409: the name is taken, or the function is being made or changed. */
export const conflict = (message: string): AwsError =>
	new AwsError('ResourceConflictException', message, 409, USER);

/** 412: somebody has changed it since the caller looked. */
export const revisionMismatch = (): AwsError =>
	new AwsError(
		'PreconditionFailedException',
		'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
		412,
		USER
	);

/** A number outside what ordinary functions may have, in the words of the validator. */
export const outOfRange = (member: string, value: number, most: number): AwsError =>
	new AwsError(
		'ValidationException',
		`1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value less than or equal to ${most}`
	);

/** 413: more than one request may carry. */
export const tooLarge = (message: string): AwsError =>
	new AwsError('RequestEntityTooLargeException', message, 413, USER);
