import { AwsError } from '#base/errors.ts';

/** CloudWatch's errors, with the sentences that it sends. */
export const invalidValue = (message: string): AwsError =>
	new AwsError('InvalidParameterValueException', message);

export const invalidCombination = (message: string): AwsError =>
	new AwsError('InvalidParameterCombinationException', message);

export const missingParameter = (name: string): AwsError =>
	new AwsError('MissingRequiredParameterException', `The parameter ${name} is required.`);

export const invalidToken = (): AwsError => new AwsError('InvalidNextToken', 'The next token is invalid.');
