import { AwsError } from '#base/errors.ts';
import type { StreamedRequest, WireResponse } from '#base/wire.ts';
import type { Context } from '../../core/context.ts';
import { pathOf } from '../access/hosts.ts';
import { settingsOf } from '../buckets/settings.ts';
import { needBucket } from '../tables.ts';
import { corsHeaders, ruleFor } from './match.ts';

type Head = Omit<StreamedRequest, 'body'>;

const NOT_ALLOWED =
	"CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";

/**
 * Answers a browser that asks before it sends a request of another origin.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html
 * @throws AwsError BadRequest, NoSuchBucket or AccessForbidden
 */
export function preflight(ctx: Context, request: Head): WireResponse {
	const { origin, 'access-control-request-method': method } = request.headers;
	if (!origin) {
		throw new AwsError('BadRequest', 'Insufficient information. Origin request header needed.');
	}
	if (!method) throw new AwsError('BadRequest', 'Invalid Access-Control-Request-Method: null');
	const bucket = bucketOf(request);
	needBucket(ctx, bucket);
	const { cors } = settingsOf(ctx, bucket);
	if (!cors) throw forbidden('CORSResponse: CORS is not enabled for this bucket.', request);
	const headers = listOf(request.headers['access-control-request-headers']);
	const ask = { origin, method, headers };
	const rule = ruleFor(cors, ask);
	if (!rule) throw forbidden(NOT_ALLOWED, request);
	return { status: 200, headers: corsHeaders(rule, ask), body: new Uint8Array(0) };
}

/** What the answer to a request of another origin says beside; nothing where the bucket has no rule for it. */
export function crossOriginHeaders(ctx: Context, request: Head): Record<string, string> {
	const { origin } = request.headers;
	const cors = origin ? settingsOf(ctx, bucketOf(request)).cors : undefined;
	if (!origin || !cors) return {};
	const ask = { origin, method: request.method, headers: [] };
	const rule = ruleFor(cors, ask);
	return rule ? corsHeaders(rule, ask) : {};
}

function bucketOf({ hostname, path }: Head): string {
	return pathOf(hostname, path).split('/')[1] ?? '';
}

function listOf(text: string | undefined): string[] {
	return (text ?? '')
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '');
}

function forbidden(message: string, { method }: Head): AwsError {
	return new AwsError('AccessForbidden', message, 403, {
		members: { Method: method, ResourceType: 'OBJECT' }
	});
}
