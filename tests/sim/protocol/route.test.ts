import { beforeAll, describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import type { WireRequest } from '#base/wire.ts';
import { routeTo, serviceOf } from '#sim/protocol/route.ts';
import { SERVICES } from '#sim/services.ts';

const SCOPE = (service: string): { authorization: string } => ({
	authorization: `AWS4-HMAC-SHA256 Credential=AK/20260301/us-east-1/${service}/aws4_request, SignedHeaders=host`
});
const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

function request(changes: Partial<WireRequest>): WireRequest {
	return {
		method: 'POST',
		hostname: 'localhost',
		path: '/',
		query: {},
		headers: {},
		body: new Uint8Array(0),
		...changes
	};
}

function routed(changes: Partial<WireRequest>): string {
	const wire = request(changes);
	const { service, operation, labels } = routeTo(serviceOf(wire, SERVICES), wire);
	return [service.id, operation, ...Object.values(labels)].join(' ');
}

beforeAll(async () => {
	for (const { model } of SERVICES) await model.load?.();
});

describe('routing', () => {
	it.each<[string, Partial<WireRequest>, string]>([
		['X-Amz-Target', { headers: { 'x-amz-target': 'SageMaker.DescribeModel' } }, 'sagemaker DescribeModel'],
		[
			'X-Amz-Target of Logs',
			{ headers: { 'x-amz-target': 'Logs_20140328.GetLogEvents' } },
			'logs GetLogEvents'
		],
		[
			'host and path',
			{ hostname: 'runtime.sagemaker.us-east-1.amazonaws.com', path: '/endpoints/e/invocations' },
			'sagemaker-runtime InvokeEndpoint e'
		],
		[
			'scope and path',
			{ headers: SCOPE('sagemaker'), path: '/endpoints/e/invocations' },
			'sagemaker-runtime InvokeEndpoint e'
		],
		['path alone', { path: '/endpoints/e/invocations' }, 'sagemaker-runtime InvokeEndpoint e'],
		[
			'scope and form',
			{
				headers: { ...SCOPE('sts'), ...FORM },
				body: encodeUtf8('Action=GetCallerIdentity&Version=2011-06-15')
			},
			'sts GetCallerIdentity'
		],
		[
			'version of the form',
			{ headers: FORM, body: encodeUtf8('Action=GetCallerIdentity&Version=2011-06-15') },
			'sts GetCallerIdentity'
		],
		[
			'virtual host',
			{ method: 'PUT', hostname: 'b.s3.us-east-1.amazonaws.com', path: '/a/b%20c' },
			's3 PutObject b a/b c'
		],
		[
			'virtual host without region',
			{ method: 'GET', hostname: 'b.s3.amazonaws.com', path: '/k' },
			's3 GetObject b k'
		],
		[
			'dotted bucket in the path',
			{ method: 'GET', hostname: 's3.us-east-1.amazonaws.com', path: '/a.b/k' },
			's3 GetObject a.b k'
		],
		['path style', { method: 'GET', headers: SCOPE('s3'), path: '/b//odd/' }, 's3 GetObject b /odd/'],
		[
			'the path that API Gateway’s two services have each',
			{ hostname: 'apigateway.us-east-1.amazonaws.com', method: 'GET', path: '/v2/apis/a' },
			'apigatewayv2 GetApi a'
		],
		[
			'the path under API Gateway’s scope',
			{ headers: SCOPE('apigateway'), path: '/restapis/a/resources/b' },
			'apigateway CreateResource a b'
		],
		[
			'the path under SageMaker’s scope',
			{ headers: SCOPE('sagemaker'), method: 'GET', path: '/FeatureGroup/g' },
			'sagemaker-featurestore-runtime GetRecord g'
		],
		['Lambda’s dated path', { path: '/2015-03-31/functions/f/invocations' }, 'lambda Invoke f'],
		[
			'X-Amz-Target of CloudWatch',
			{ headers: { 'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics' } },
			'cloudwatch ListMetrics'
		],
		[
			'the form of an older CloudWatch client',
			{ headers: FORM, body: encodeUtf8('Action=ListMetrics&Version=2010-08-01') },
			'cloudwatch ListMetrics'
		],
		[
			'the query of a form sent by GET',
			{ method: 'GET', query: { Action: 'ListRoles', Version: '2010-05-08' } },
			'iam ListRoles'
		],
		[
			'a target that belongs to another service than the host',
			{ hostname: 's3.amazonaws.com', headers: { 'x-amz-target': 'SageMaker.ListModels' } },
			'sagemaker ListModels'
		],
		['nothing at all', { method: 'GET' }, 's3 ListBuckets'],
		['bucket with a slash', { method: 'PUT', path: '/b/' }, 's3 CreateBucket b'],
		['query constant', { method: 'GET', path: '/b', query: { 'list-type': '2' } }, 's3 ListObjectsV2 b'],
		['no query constant', { method: 'GET', path: '/b' }, 's3 ListObjects b'],
		['key without value', { method: 'POST', path: '/b', query: { delete: null } }, 's3 DeleteObjects b'],
		[
			'required header',
			{ method: 'PUT', path: '/b/k', headers: { 'x-amz-copy-source': '/a/k' } },
			's3 CopyObject b k'
		],
		[
			'required parameters',
			{ method: 'PUT', path: '/b/k', query: { partNumber: '1', uploadId: 'u' } },
			's3 UploadPart b k'
		]
	])('goes by %s', (_, changes, expected) => {
		expect(routed(changes)).toBe(expected);
	});

	it('refuses operations that the service has not', () => {
		expect(() => routed({ headers: { 'x-amz-target': 'SageMaker.Dream' } })).toThrow("'Dream' is unknown");
		const nobodys = {
			hostname: 'api.sagemaker.us-east-1.amazonaws.com',
			headers: { 'x-amz-target': 'Dream.ListModels' }
		};
		expect(() => routed(nobodys)).toThrow(
			'A request without an operation is unknown to the simulated SageMaker.'
		);
		expect(() => routed({ method: 'PATCH', path: '/b' })).toThrow('S3 has no operation for PATCH /b.');
	});
});
