import { AwsError } from '#base/errors.ts';

/** For everything that AWS has and this region has not: said aloud, never a fake success. */
export function notSimulated(what: string, available: string): AwsError {
	return new AwsError('NotSimulated', `${what} is not simulated. ${available}`, 501, {
		hint: 'What is simulated behaves as AWS does; what is not says so.'
	});
}
