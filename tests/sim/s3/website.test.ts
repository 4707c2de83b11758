import {
	CreateBucketCommand,
	DeletePublicAccessBlockCommand,
	PutBucketCorsCommand,
	PutBucketPolicyCommand,
	PutBucketWebsiteCommand,
	PutObjectCommand,
	type WebsiteConfiguration
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '#base/bytes.ts';
import { testRegion, type TestRegion } from '#tests/support/test-region.ts';

const Bucket = 'shop';
const HOST = `${Bucket}.s3-website-us-east-1.amazonaws.com`;

interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

async function ask(
	{ region }: TestRegion,
	path: string,
	{ method = 'GET', hostname = HOST, headers = {} as Record<string, string> } = {}
): Promise<Answer> {
	const request = { method, hostname, path, query: {}, headers, body: new Uint8Array(0) };
	const answer = await region.handle(request);
	return { ...answer, body: decodeUtf8(answer.body) };
}

async function site(
	configuration: WebsiteConfiguration | null,
	{ isPublic = true, mayList = false } = {}
): Promise<TestRegion> {
	const aws = await testRegion();
	await aws.s3.send(new CreateBucketCommand({ Bucket }));
	const pages = { 'index.html': 'home', 'docs/index.html': 'docs', 'a b.html': 'a b', 'oops.html': 'oops' };
	for (const [Key, Body] of Object.entries(pages)) {
		await aws.s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'text/html' }));
	}
	if (configuration) {
		await aws.s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: configuration }));
	}
	const allow = (Action: string, Resource: string): object => ({
		Effect: 'Allow',
		Principal: '*',
		Action,
		Resource
	});
	const Statement = [
		allow('s3:GetObject', `arn:aws:s3:::${Bucket}/*`),
		...(mayList ? [allow('s3:ListBucket', `arn:aws:s3:::${Bucket}`)] : [])
	];
	if (isPublic) {
		await aws.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
		const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
		await aws.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
	}
	return aws;
}

const INDEX: WebsiteConfiguration = { IndexDocument: { Suffix: 'index.html' } };

describe('a bucket’s website', () => {
	it('shows the index document of a folder, and any object by its key', async () => {
		const aws = await site(INDEX);
		const home = await ask(aws, '/');
		expect([home.status, home.headers['content-type'], home.body]).toEqual([200, 'text/html', 'home']);
		expect((await ask(aws, '/docs/')).body).toBe('docs');
		expect((await ask(aws, '/a%20b.html')).body).toBe('a b');
		const head = await ask(aws, '/', { method: 'HEAD' });
		expect([head.status, head.headers['content-length'], head.body]).toEqual([200, '4', '']);
		const same = await ask(aws, '/', { headers: { 'if-none-match': home.headers['etag']! } });
		expect(same.status).toBe(304);
	});

	it('is reached on a machine of one’s own by host and by path', async () => {
		const aws = await site(INDEX);
		expect((await ask(aws, '/docs/', { hostname: `${Bucket}.s3-website.localhost` })).body).toBe('docs');
		const byPath = await ask(aws, `/_website/${Bucket}/docs/`, { hostname: '127.0.0.1' });
		expect([byPath.body, byPath.headers['content-security-policy']]).toEqual([
			'docs',
			expect.stringMatching(/^sandbox (?!.*allow-same-origin)/) as string
		]);
		const folder = await ask(aws, `/_website/${Bucket}/docs`, { hostname: '127.0.0.1' });
		expect([folder.status, folder.headers['location']]).toEqual([302, `/_website/${Bucket}/docs/`]);
	});

	it('sends whoever forgets a folder’s slash to the folder', async () => {
		const { status, headers } = await ask(await site(INDEX), '/docs');
		expect([status, headers['location']]).toEqual([302, '/docs/']);
	});

	it('says Access Denied where the policy lets nobody read, and for what is not there', async () => {
		const secret = await ask(await site(INDEX, { isPublic: false }), '/');
		expect(secret.status).toBe(403);
		expect(secret.body).toContain('<li>Code: AccessDenied</li>');
		expect((await ask(await site(INDEX), '/none.html')).status).toBe(403);
		const listed = await ask(await site(INDEX, { mayList: true }), '/<b>.html');
		expect([listed.status, listed.headers['x-amz-error-code']]).toEqual([404, 'NoSuchKey']);
		expect(listed.body).toContain('&lt;b&gt;.html');
		expect(listed.body).not.toContain('<b>');
		const split = await ask(await site(INDEX, { mayList: true }), '/a%0D%0Ab%ED%A0%80');
		expect([split.status, split.headers['x-amz-error-message']]).toEqual([
			404,
			expect.not.stringMatching(/[\r\n]/) as string
		]);
	});

	it('shows the site’s own error page with the error’s status', async () => {
		const own = { ...INDEX, ErrorDocument: { Key: 'oops.html' } };
		const missing = await ask(await site(own, { mayList: true }), '/none.html');
		expect([missing.status, missing.body]).toEqual([404, 'oops']);
		const lost = { ...INDEX, ErrorDocument: { Key: 'lost.html' } };
		const both = await ask(await site(lost, { mayList: true }), '/none.html');
		expect(both.status).toBe(404);
		expect(both.body).toContain('An Error Occurred While Attempting to Retrieve a Custom Error Document');
	});

	it('redirects by rules, by an object’s own word, or altogether', async () => {
		const aws = await site(
			{
				...INDEX,
				RoutingRules: [
					{ Condition: { KeyPrefixEquals: 'old/' }, Redirect: { ReplaceKeyPrefixWith: 'docs/' } },
					{
						Condition: { HttpErrorCodeReturnedEquals: '404' },
						Redirect: { HostName: 'help.example', Protocol: 'https', HttpRedirectCode: '302' }
					}
				]
			},
			{ mayList: true }
		);
		const to = async (path: string): Promise<unknown[]> => {
			const { status, headers } = await ask(aws, path);
			return [status, headers['location']];
		};
		expect(await to('/old/index.html')).toEqual([301, `http://${HOST}/docs/index.html`]);
		expect(await to('/none.html')).toEqual([302, 'https://help.example/none.html']);
		const moved = { Bucket, Key: 'moved', Body: 'x', WebsiteRedirectLocation: '/docs/' };
		await aws.s3.send(new PutObjectCommand(moved));
		expect(await to('/moved')).toEqual([301, '/docs/']);
		const byPath = await ask(aws, `/_website/${Bucket}/moved`, { hostname: '127.0.0.1' });
		expect(byPath.headers['location']).toBe(`/_website/${Bucket}/docs/`);
		const gone = await site({ RedirectAllRequestsTo: { HostName: 'new.example', Protocol: 'https' } });
		const all = await ask(gone, '/docs/index.html');
		expect([all.status, all.headers['location']]).toEqual([301, 'https://new.example/docs/index.html']);
	});

	it('is only read, and only there where it was set up', async () => {
		expect((await ask(await site(INDEX), '/', { method: 'POST' })).status).toBe(405);
		const none = await ask(await site(null), '/');
		expect([none.status, none.headers['x-amz-error-code']]).toEqual([404, 'NoSuchWebsiteConfiguration']);
		const hostname = HOST.replace(Bucket, 'absent');
		const absent = await ask(await testRegion(), '/', { hostname });
		expect([absent.status, absent.headers['x-amz-error-code']]).toEqual([404, 'NoSuchBucket']);
	});
});

describe('pages of other origins', () => {
	const hostname = `${Bucket}.s3.us-east-1.amazonaws.com`;
	const preflight = (origin: string, method: string, wanted = ''): Record<string, string> => ({
		origin,
		'access-control-request-method': method,
		...(wanted ? { 'access-control-request-headers': wanted } : {})
	});

	async function withRules(): Promise<TestRegion> {
		const aws = await site(null);
		const CORSRules = [
			{
				AllowedOrigins: ['https://*.shop.example'],
				AllowedMethods: ['GET', 'PUT'],
				AllowedHeaders: ['x-amz-*', 'content-type'],
				ExposeHeaders: ['ETag'],
				MaxAgeSeconds: 60
			},
			{ AllowedOrigins: ['*'], AllowedMethods: ['GET'] }
		];
		await aws.s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
		return aws;
	}

	it('are told before they ask what the bucket’s rules allow', async () => {
		const aws = await withRules();
		const options = (headers: Record<string, string>): Promise<Answer> =>
			ask(aws, '/key', { method: 'OPTIONS', hostname, headers });
		const mine = await options(preflight('https://a.shop.example', 'PUT', 'Content-Type, x-amz-date'));
		expect([mine.status, mine.headers]).toEqual([
			200,
			{
				'access-control-allow-origin': 'https://a.shop.example',
				'access-control-allow-methods': 'GET, PUT',
				'access-control-allow-headers': 'Content-Type, x-amz-date',
				'access-control-expose-headers': 'ETag',
				'access-control-max-age': '60',
				'access-control-allow-credentials': 'true',
				vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method'
			}
		]);
		const anyone = await options(preflight('https://else.example', 'GET'));
		expect(anyone.headers['access-control-allow-origin']).toBe('*');
		expect(anyone.headers['access-control-allow-credentials']).toBeUndefined();
		const refused = await options(preflight('https://else.example', 'PUT'));
		expect([refused.status, refused.body]).toEqual([
			403,
			expect.stringContaining('<Code>AccessForbidden</Code>') as string
		]);
		expect((await options({ origin: 'https://else.example' })).status).toBe(400);
		expect((await options({})).body).toContain('Origin request header needed');
	});

	it('are told that a bucket without rules has none', async () => {
		const headers = preflight('https://else.example', 'GET');
		const { status, body } = await ask(await site(null), '/key', { method: 'OPTIONS', hostname, headers });
		expect([status, body]).toEqual([
			403,
			expect.stringContaining('CORSResponse: CORS is not enabled for this bucket.') as string
		]);
	});

	it('may read the answers, errors too', async () => {
		const aws = await withRules();
		const get = (path: string, origin: string): Promise<Answer> =>
			ask(aws, path, { hostname, headers: { origin } });
		const found = await get('/index.html', 'https://a.shop.example');
		expect([found.status, found.headers['access-control-allow-origin'], found.body]).toEqual([
			200,
			'https://a.shop.example',
			'home'
		]);
		const absent = await get('/none', 'https://else.example');
		expect([absent.status, absent.headers['access-control-allow-origin']]).toEqual([404, '*']);
		const plain = await ask(aws, '/index.html', { hostname });
		expect(plain.headers['access-control-allow-origin']).toBeUndefined();
	});
});
