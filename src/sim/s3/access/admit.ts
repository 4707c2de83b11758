import { AwsError } from '#base/errors.ts';
import type { StreamedRequest } from '#base/wire.ts';
import type { Context } from '../../core/context.ts';

const LONGEST_SECONDS = 604_800;

type Head = Pick<StreamedRequest, 'query'>;

/**
 * A presigned URL is good until it expires, whoever signed it: secrets are not checked.
 * @throws AwsError AccessDenied or AuthorizationQueryParametersError
 */
export function admit(ctx: Context, request: Head): void {
	const until = expiryOf(request);
	if (until === null || until.at > ctx.clientNow()) return;
	throw new AwsError('AccessDenied', 'Request has expired', 403, {
		members: {
			...(until.seconds === null ? {} : { 'X-Amz-Expires': until.seconds }),
			Expires: new Date(until.at).toISOString(),
			ServerTime: new Date(ctx.clientNow()).toISOString()
		},
		hint: 'Have a new URL signed, with a longer ExpiresIn if need be.'
	});
}

function expiryOf({ query }: Head): { readonly at: number; readonly seconds: number | null } | null {
	if (query['X-Amz-Algorithm'] !== undefined) return expiryOfVersion4(query);
	// The elder form says when, not how long.
	if (query['Signature'] === undefined || query['Expires'] === undefined) return null;
	return { at: Number(query['Expires']) * 1000, seconds: null };
}

function expiryOfVersion4(query: Head['query']): { readonly at: number; readonly seconds: number } {
	const [date, expires] = [query['X-Amz-Date'], query['X-Amz-Expires']];
	const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(typeof date === 'string' ? date : '');
	if (!match) throw malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
	const seconds = Number(expires);
	if (typeof expires !== 'string' || !Number.isInteger(seconds))
		throw malformed('X-Amz-Expires should be a number');
	if (seconds < 0) throw malformed('X-Amz-Expires must be non-negative');
	if (seconds > LONGEST_SECONDS) {
		throw malformed(
			'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds'
		);
	}
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
	return { at: Date.UTC(year, month - 1, day, hour, minute, second) + seconds * 1000, seconds };
}

function malformed(message: string): AwsError {
	return new AwsError('AuthorizationQueryParametersError', message);
}
