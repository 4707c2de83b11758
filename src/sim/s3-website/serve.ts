import type { WebsiteConfiguration } from '@aws-sdk/client-s3';
import { AwsError } from '#base/errors.ts';
import type { StreamedRequest, StreamedResponse } from '#base/wire.ts';
import type { Context } from '../core/context.ts';
import { runOperation } from '../dispatch.ts';
import { respond } from '../protocol/respond.ts';
import { toAwsError } from '../protocol/respond-error.ts';
import { needBucket, needObject, s3, settingsOf } from '../s3/index.ts';
import { errorPage } from './error-page.ts';
import { strangerMay } from './public-access.ts';
import { encoded, movedTo, routed, type Redirection } from './redirects.ts';
import type { PageRequest } from './site.ts';

/** A site that is reached by path shares its origin with the API, on which its scripts must have no hold. */
const SANDBOX = { 'content-security-policy': 'sandbox allow-scripts allow-forms allow-popups' };

type Head = Omit<StreamedRequest, 'body'>;

/**
 * A page of a bucket's website: what the bucket's policy lets everybody read, the index document of a folder, a redirect, or an
 * error page. Never rejects.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
 */
export async function servePage(
	ctx: Context,
	page: PageRequest,
	request: Head,
	requestId: string
): Promise<StreamedResponse> {
	let website: WebsiteConfiguration = {};
	let answer: StreamedResponse;
	try {
		website = websiteOf(ctx, page.bucket);
		answer = await found(ctx, website, page, request, requestId);
	} catch (cause) {
		answer = await failed(ctx, website, page, toAwsError(cause, 'InternalError'), requestId);
	}
	const headers = page.base === '' ? answer.headers : { ...answer.headers, ...SANDBOX };
	const body = request.method === 'HEAD' ? new Uint8Array(0) : answer.body;
	return { ...answer, headers, body };
}

function websiteOf(ctx: Context, bucket: string): WebsiteConfiguration {
	needBucket(ctx, bucket);
	const { website } = settingsOf(ctx, bucket);
	if (website) return website;
	throw new AwsError(
		'NoSuchWebsiteConfiguration',
		'The specified bucket does not have a website configuration',
		404,
		{ members: { BucketName: bucket } }
	);
}

async function found(
	ctx: Context,
	website: WebsiteConfiguration,
	page: PageRequest,
	request: Head,
	requestId: string
): Promise<StreamedResponse> {
	if (request.method !== 'GET' && request.method !== 'HEAD') {
		throw new AwsError(
			'MethodNotAllowed',
			'The specified method is not allowed against this resource.',
			405,
			{
				members: { Method: request.method, ResourceType: 'OBJECT' }
			}
		);
	}
	const elsewhere = movedTo(website, page) ?? routed(website, page);
	if (elsewhere) return redirected(elsewhere, requestId);
	const suffix = website.IndexDocument?.Suffix ?? 'index.html';
	const isFolder = page.key === '' || page.key.endsWith('/');
	const key = isFolder ? `${page.key}${suffix}` : page.key;
	try {
		return await object(ctx, page, key, requestId, request);
	} catch (error) {
		// A folder without its slash: its own links would lead astray.
		const isAbsent = error instanceof AwsError && (error.status === 404 || error.status === 403);
		if (isFolder || !isAbsent || !isReadable(ctx, page.bucket, `${page.key}/${suffix}`)) throw error;
		return redirected({ status: 302, location: `${page.base}/${encoded(page.key)}/` }, requestId);
	}
}

/** @throws AwsError AccessDenied: to strangers a bucket does not tell what is not in it */
async function object(
	ctx: Context,
	{ bucket, base }: PageRequest,
	key: string,
	requestId: string,
	request: Head | null
): Promise<StreamedResponse> {
	const denied = new AwsError('AccessDenied', 'Access Denied', 403, {
		hint: 'Let everybody read the objects by the bucket policy, and take the public access block away.'
	});
	if (!strangerMay(ctx, bucket, 's3:GetObject', key)) throw denied;
	const operation = request?.method === 'HEAD' ? 'HeadObject' : 'GetObject';
	const conditions = request ? conditionsOf(request) : {};
	let output: Readonly<Record<string, unknown>>;
	try {
		output = await runOperation(ctx, s3, operation, { Bucket: bucket, Key: key, ...conditions });
	} catch (error) {
		const isAbsent = error instanceof AwsError && error.status === 404;
		throw isAbsent && !strangerMay(ctx, bucket, 's3:ListBucket') ? denied : error;
	}
	const to = output['WebsiteRedirectLocation'];
	if (typeof to === 'string') {
		return redirected({ status: 301, location: to.startsWith('/') ? `${base}${to}` : to }, requestId);
	}
	return respond({ service: s3, protocol: 'rest-xml', operation, labels: {} }, output, requestId);
}

function isReadable(ctx: Context, bucket: string, key: string): boolean {
	if (!strangerMay(ctx, bucket, 's3:GetObject', key)) return false;
	try {
		needObject(ctx, bucket, key);
		return true;
	} catch {
		return false;
	}
}

/** A rule for the error, the site's own page for it, or the one that S3 makes. */
async function failed(
	ctx: Context,
	website: WebsiteConfiguration,
	page: PageRequest,
	error: AwsError,
	requestId: string
): Promise<StreamedResponse> {
	if (error.status === 304) return { status: 304, headers: error.headers, body: new Uint8Array(0) };
	const elsewhere = routed(website, page, error.status);
	if (elsewhere) return redirected(elsewhere, requestId);
	const own = website.ErrorDocument?.Key;
	if (own === undefined || error.status < 400 || error.status >= 500) return errorPage(error, requestId);
	try {
		return { ...(await object(ctx, page, own, requestId, null)), status: error.status };
	} catch (cause) {
		return errorPage(error, requestId, toAwsError(cause, 'InternalError'));
	}
}

function redirected({ status, location }: Redirection, requestId: string): StreamedResponse {
	const headers = { location, 'x-amz-request-id': requestId, 'x-amz-id-2': requestId };
	return { status, headers, body: new Uint8Array(0) };
}

function conditionsOf({ headers }: Head): object {
	const since = headers['if-modified-since'];
	return {
		...(headers['range'] === undefined ? {} : { Range: headers['range'] }),
		...(headers['if-none-match'] === undefined ? {} : { IfNoneMatch: headers['if-none-match'] }),
		...(headers['if-match'] === undefined ? {} : { IfMatch: headers['if-match'] }),
		...(since === undefined || Number.isNaN(Date.parse(since)) ? {} : { IfModifiedSince: new Date(since) })
	};
}
