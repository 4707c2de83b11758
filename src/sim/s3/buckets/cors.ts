import type {
	CORSRule,
	GetBucketCorsOutput,
	GetBucketCorsRequest,
	PutBucketCorsRequest
} from '@aws-sdk/client-s3';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { invalidRequest, malformedXml } from '../errors.ts';
import { changeSetting, neededSetting } from './needed.ts';

const MOST_RULES = 100;
const METHODS = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
export async function putBucketCors(
	ctx: Context,
	input: Given<PutBucketCorsRequest, 'Bucket' | 'CORSConfiguration'>
): Promise<object> {
	const rules = input.CORSConfiguration.CORSRules ?? [];
	if (rules.length === 0 || rules.length > MOST_RULES) {
		throw malformedXml(`1 to ${MOST_RULES} rules, not ${rules.length}`);
	}
	rules.forEach(checkRule);
	return changeSetting(ctx, input.Bucket, 'cors', rules);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html */
export async function getBucketCors(
	ctx: Context,
	{ Bucket: bucket }: Given<GetBucketCorsRequest, 'Bucket'>
): Promise<GetBucketCorsOutput> {
	return { CORSRules: [...neededSetting(ctx, bucket, 'cors')] };
}

function checkRule({ AllowedMethods = [], AllowedOrigins = [], AllowedHeaders = [] }: CORSRule): void {
	const method = AllowedMethods.find((name) => !METHODS.includes(name));
	if (method !== undefined) {
		throw invalidRequest(`Found unsupported HTTP method in CORS config. Unsupported method is ${method}`);
	}
	const origin = AllowedOrigins.find((pattern) => pattern.split('*').length > 2);
	if (origin !== undefined) {
		throw invalidRequest(`AllowedOrigin "${origin}" can not have more than one wildcard.`);
	}
	const header = AllowedHeaders.find((pattern) => pattern.split('*').length > 2);
	if (header !== undefined) {
		throw invalidRequest(`AllowedHeader "${header}" can not have more than one wildcard.`);
	}
}
