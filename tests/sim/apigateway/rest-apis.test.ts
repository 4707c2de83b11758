import {
	CreateApiKeyCommand,
	CreateDeploymentCommand,
	CreateResourceCommand,
	CreateRestApiCommand,
	CreateStageCommand,
	CreateUsagePlanCommand,
	CreateUsagePlanKeyCommand,
	DeleteIntegrationCommand,
	DeleteMethodCommand,
	DeleteResourceCommand,
	DeleteRestApiCommand,
	DeleteStageCommand,
	GetApiKeysCommand,
	GetDeploymentsCommand,
	GetIntegrationCommand,
	GetMethodCommand,
	GetResourceCommand,
	GetResourcesCommand,
	GetRestApiCommand,
	GetRestApisCommand,
	GetStageCommand,
	GetStagesCommand,
	PutIntegrationCommand,
	PutIntegrationResponseCommand,
	PutMethodCommand,
	PutMethodResponseCommand,
	TestInvokeMethodCommand,
	UpdateStageCommand,
	type PutIntegrationRequest
} from '@aws-sdk/client-api-gateway';
import { describe, expect, it } from 'vitest';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const FUNCTION_URI =
	'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:score/invocations';
const BAD = 'BadRequestException 400: ';

interface WithApi extends TestRegion {
	readonly restApiId: string;
	readonly rootId: string;
}

async function withApi(): Promise<WithApi> {
	const aws = await testRegion();
	const { id, rootResourceId } = await aws.restApis.send(new CreateRestApiCommand({ name: 'shop' }));
	return { ...aws, restApiId: id!, rootId: rootResourceId! };
}

async function resource(
	{ restApis, restApiId }: WithApi,
	parentId: string,
	pathPart: string
): Promise<string> {
	return (await restApis.send(new CreateResourceCommand({ restApiId, parentId, pathPart }))).id!;
}

/** A method at the root, with an integration that answers by itself. */
async function withMethod(httpMethod = 'POST'): Promise<WithApi & { readonly at: MethodAt }> {
	const aws = await withApi();
	const at = { restApiId: aws.restApiId, resourceId: aws.rootId, httpMethod };
	await aws.restApis.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
	return { ...aws, at };
}

interface MethodAt {
	readonly restApiId: string;
	readonly resourceId: string;
	readonly httpMethod: string;
}

describe('a REST API', () => {
	it('comes with its root and AWS’s defaults, is listed in pages, and is gone when it is deleted', async () => {
		const { restApis, restApiId, rootId } = await withApi();
		expect(await restApis.send(new GetRestApiCommand({ restApiId }))).toMatchObject({
			id: expect.stringMatching(/^[a-z0-9]{10}$/) as string,
			name: 'shop',
			createdDate: new Date('2026-03-01T12:00:00Z'),
			apiKeySource: 'HEADER',
			disableExecuteApiEndpoint: false,
			endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
			rootResourceId: rootId
		});
		await restApis.send(new CreateRestApiCommand({ name: 'shop', tags: { team: 'a' } }));
		const first = await restApis.send(new GetRestApisCommand({ limit: 1 }));
		const { items, position } = await restApis.send(new GetRestApisCommand({ position: first.position }));
		expect([first.items?.[0]?.id, items?.[0]?.tags, position]).toEqual([restApiId, { team: 'a' }, undefined]);
		const gone = await restApis.send(new DeleteRestApiCommand({ restApiId }));
		expect(gone.$metadata.httpStatusCode).toBe(202);
		expect(await errorOf(restApis.send(new GetRestApiCommand({ restApiId })))).toBe(
			`NotFoundException 404: Invalid API identifier specified 123456789012:${restApiId}`
		);
	});

	it('is refused where AWS refuses it, and by name what is not simulated', async () => {
		const { restApis } = await testRegion();
		const create = (input: Partial<CreateRestApiCommand['input']>): Promise<string> =>
			errorOf(restApis.send(new CreateRestApiCommand({ name: 'a', ...input })));
		expect(await create({ description: '' })).toBe(`${BAD}Description cannot be an empty string`);
		expect(await create({ minimumCompressionSize: -1 })).toBe(
			`${BAD}Invalid minimum compression size, must be between 0 and 10485760`
		);
		expect(await create({ name: undefined })).toMatch(
			/^BadRequestException 400: 1 validation error detected/
		);
		expect(await create({ policy: '{}' })).toMatch(/^NotSimulated 501: policy of CreateRestApi/);
		expect(await create({ endpointConfiguration: { types: ['PRIVATE'] } })).toMatch(/^NotSimulated 501/);
	});

	it('has a tree of paths, in which a greedy variable is a leaf', async () => {
		const aws = await withApi();
		const { restApis, restApiId, rootId } = aws;
		const items = await resource(aws, rootId, 'items');
		const one = await resource(aws, items, '{id}');
		await resource(aws, rootId, '{proxy+}');
		const all = await restApis.send(new GetResourcesCommand({ restApiId }));
		expect(all.items?.map(({ path }) => path)).toEqual(['/', '/items', '/items/{id}', '/{proxy+}']);
		const leaf = all.items?.at(-1)?.id ?? '';
		const make = (parentId: string, pathPart: string): Promise<string> =>
			errorOf(resource(aws, parentId, pathPart));
		expect(await make(rootId, 'items')).toBe(
			'ConflictException 409: Another resource with the same parent already has this name: items'
		);
		expect(await make(items, '{other}')).toBe(
			`${BAD}A sibling ({id}) of this resource already has a variable path part -- only one is allowed`
		);
		expect(await make(leaf, 'x')).toBe(
			`${BAD}Cannot create a child of a resource with a greedy path variable.`
		);
		expect(await make(rootId, 'a b')).toMatch(/^BadRequestException 400: Resource's path part only allow/);
		expect(await make('none', 'x')).toBe('NotFoundException 404: Invalid Resource identifier specified');
		await restApis.send(new DeleteResourceCommand({ restApiId, resourceId: items }));
		expect(await errorOf(restApis.send(new GetResourceCommand({ restApiId, resourceId: one })))).toBe(
			'NotFoundException 404: Invalid Resource identifier specified'
		);
		const root = new DeleteResourceCommand({ restApiId, resourceId: rootId });
		expect(await errorOf(restApis.send(root))).toMatch(/^BadRequestException 400/);
	});
});

describe('a method', () => {
	it('has one integration, and responses for both sides', async () => {
		const { restApis, at } = await withMethod();
		const again = new PutMethodCommand({ ...at, authorizationType: 'NONE' });
		expect(await errorOf(restApis.send(again))).toBe(
			'ConflictException 409: Method already exists for this resource'
		);
		const header = 'method.response.header.Access-Control-Allow-Origin';
		const toFunction = { ...at, type: 'AWS', integrationHttpMethod: 'POST', uri: FUNCTION_URI } as const;
		const integration = await restApis.send(new PutIntegrationCommand(toFunction));
		expect(integration).toMatchObject({
			type: 'AWS',
			httpMethod: 'POST',
			uri: FUNCTION_URI,
			passthroughBehavior: 'WHEN_NO_MATCH',
			timeoutInMillis: 29_000,
			cacheNamespace: at.resourceId,
			cacheKeyParameters: []
		});
		const response = { ...at, statusCode: '200' };
		const mapped = { ...response, responseParameters: { [header]: "'*'" } };
		const put = (): Promise<string> => errorOf(restApis.send(new PutIntegrationResponseCommand(mapped)));
		const mapping = `${BAD}Invalid mapping expression specified: Validation Result: warnings : [], errors : `;
		expect(await put()).toBe(`${mapping}[No method response exists for method.]`);
		await restApis.send(new PutMethodResponseCommand(response));
		expect(await put()).toBe(`${mapping}[Invalid mapping expression parameter specified: ${header}]`);
		await restApis.send(new DeleteMethodCommand(at));
		await restApis.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
		await restApis.send(new PutIntegrationCommand(toFunction));
		const declared = { ...response, responseParameters: { [header]: false } };
		await restApis.send(new PutMethodResponseCommand(declared));
		expect(await errorOf(restApis.send(new PutMethodResponseCommand(declared)))).toBe(
			'ConflictException 409: Response already exists for this resource'
		);
		expect(await put()).toBe('no error');
		expect(await restApis.send(new GetMethodCommand(at))).toMatchObject({
			httpMethod: 'POST',
			apiKeyRequired: false,
			methodResponses: { '200': { responseParameters: { [header]: false } } },
			methodIntegration: { integrationResponses: { '200': { responseParameters: { [header]: "'*'" } } } }
		});
		const { restApiId } = at;
		const named = await restApis.send(new GetResourcesCommand({ restApiId }));
		expect(named.items?.[0]?.resourceMethods).toEqual({ POST: {} });
		const whole = await restApis.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }));
		expect(whole.items?.[0]?.resourceMethods?.['POST']?.methodIntegration?.type).toBe('AWS');
		await restApis.send(new DeleteIntegrationCommand(at));
		expect(await errorOf(restApis.send(new GetIntegrationCommand(at)))).toBe(
			'NotFoundException 404: Invalid Integration identifier specified'
		);
		expect(await errorOf(restApis.send(new TestInvokeMethodCommand(at)))).toMatch(
			/^NotSimulated 501: The operation TestInvokeMethod of API Gateway/
		);
	});

	it.each<[string, Partial<PutIntegrationRequest>, string]>([
		[
			'no method to call with',
			{ integrationHttpMethod: undefined },
			'Enumeration value for HttpMethod must be non-empty'
		],
		[
			'a function’s ARN alone',
			{ uri: 'arn:aws:lambda:us-east-1:123456789012:function:f' },
			'Invalid ARN specified in the request'
		],
		[
			'neither path nor action',
			{ uri: 'arn:aws:apigateway:us-east-1:lambda:functions/f' },
			'AWS ARN for integration must contain path or action'
		],
		[
			'a service that cannot be proxied',
			{ type: 'AWS_PROXY', uri: 'arn:aws:apigateway:us-east-1:s3:path/bucket' },
			"Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations."
		],
		[
			'a service without a role',
			{ uri: 'arn:aws:apigateway:us-east-1:runtime.sagemaker:path/endpoints/e/invocations' },
			'Role ARN must be specified for AWS integrations'
		],
		[
			'an address that is none',
			{ type: 'HTTP', uri: 'example.com' },
			'Invalid HTTP endpoint specified for URI'
		],
		['less time than 50 ms', { timeoutInMillis: 49 }, 'Timeout should be between 50 ms and 29000 ms'],
		[
			'a parameter that the method does not declare',
			{ requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' } },
			'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: method.request.path.proxy]'
		]
	])('is not integrated with %s', async (_, changes, message) => {
		const { restApis, at } = await withMethod();
		const input = {
			...at,
			type: 'AWS',
			integrationHttpMethod: 'POST',
			uri: FUNCTION_URI,
			...changes
		} as const;
		expect(await errorOf(restApis.send(new PutIntegrationCommand(input)))).toBe(`${BAD}${message}`);
	});

	it('is refused with an authorizer, by name, and with a verb that is none', async () => {
		const { restApis, at } = await withMethod();
		const put = (httpMethod: string, authorizationType: string): Promise<string> =>
			errorOf(restApis.send(new PutMethodCommand({ ...at, httpMethod, authorizationType })));
		expect(await put('GET', 'CUSTOM')).toMatch(/^NotSimulated 501: authorizationType 'CUSTOM'/);
		expect(await put('GET', 'MAGIC')).toMatch(
			/^BadRequestException 400: Invalid authorization type specified/
		);
		expect(await put('FETCH', 'NONE')).toMatch(/^BadRequestException 400: Invalid HttpMethod specified/);
		expect(await errorOf(restApis.send(new GetMethodCommand({ ...at, httpMethod: 'PUT' })))).toBe(
			'NotFoundException 404: Invalid Method identifier specified'
		);
	});
});

describe('deployments and stages', () => {
	it('serve a complete API, and nothing less', async () => {
		const { restApis, at, restApiId } = await withMethod();
		const deploy = (stageName?: string): Promise<{ id?: string | undefined }> =>
			restApis.send(new CreateDeploymentCommand({ restApiId, stageName }));
		expect(await errorOf(deploy())).toBe(`${BAD}No integration defined for method`);
		await restApis.send(new PutIntegrationCommand({ ...at, type: 'MOCK' }));
		expect(await errorOf(deploy('a b'))).toBe(`${BAD}Stage name only allows a-zA-Z0-9_-`);
		const first = await deploy('prod');
		expect(await restApis.send(new GetStageCommand({ restApiId, stageName: 'prod' }))).toMatchObject({
			deploymentId: first.id,
			cacheClusterEnabled: false,
			cacheClusterStatus: 'NOT_AVAILABLE',
			tracingEnabled: false
		});
		const second = await deploy('prod');
		const { items } = await restApis.send(new GetDeploymentsCommand({ restApiId }));
		expect(items?.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort());
		const stage = { restApiId, stageName: 'dev', deploymentId: first.id };
		await restApis.send(new CreateStageCommand({ ...stage, variables: { model: 'a' } }));
		expect(await errorOf(restApis.send(new CreateStageCommand(stage)))).toBe(
			'ConflictException 409: Stage already exists'
		);
		const lost = new CreateStageCommand({ ...stage, stageName: 'x', deploymentId: 'none' });
		expect(await errorOf(restApis.send(lost))).toBe(`${BAD}Deployment id does not exist`);
		const back = new GetStagesCommand({ restApiId, deploymentId: first.id });
		expect((await restApis.send(back)).item?.map(({ stageName }) => stageName)).toEqual(['dev']);
		await restApis.send(new DeleteStageCommand({ restApiId, stageName: 'dev' }));
		expect(await errorOf(restApis.send(new GetStageCommand({ restApiId, stageName: 'dev' })))).toBe(
			'NotFoundException 404: Invalid stage identifier specified'
		);
	});

	it('need a method at least', async () => {
		const { restApis, restApiId } = await withApi();
		expect(await errorOf(restApis.send(new CreateDeploymentCommand({ restApiId })))).toBe(
			`${BAD}The REST API doesn't contain any methods`
		);
	});

	it('are patched step by step, and refuse by name what nobody would heed', async () => {
		const { restApis, at, restApiId } = await withMethod();
		await restApis.send(new PutIntegrationCommand({ ...at, type: 'MOCK' }));
		await restApis.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
		const { id } = await restApis.send(new CreateDeploymentCommand({ restApiId }));
		const patch = (op: 'add' | 'replace' | 'remove', path: string, value?: string): Promise<object> =>
			restApis.send(
				new UpdateStageCommand({ restApiId, stageName: 'prod', patchOperations: [{ op, path, value }] })
			);
		expect(await patch('replace', '/deploymentId', id)).toMatchObject({ deploymentId: id });
		expect(await patch('replace', '/variables/model', 'b')).toMatchObject({ variables: { model: 'b' } });
		expect(await patch('remove', '/variables/model')).not.toHaveProperty('variables.model');
		expect(await errorOf(patch('replace', '/deploymentId', 'x'))).toBe(`${BAD}Deployment id does not exist`);
		expect(await errorOf(patch('add', '/description', 'x'))).toMatch(/Must be one of: \[replace\]$/);
		expect(await errorOf(patch('replace', '/nothing', 'x'))).toBe(`${BAD}Invalid patch path /nothing`);
		expect(await errorOf(patch('replace', '/*/*/throttling/rateLimit', '1'))).toMatch(/^NotSimulated 501/);
	});
});

describe('keys and usage plans', () => {
	it('belong together, and show the key’s value only when asked', async () => {
		const { restApis } = await testRegion();
		const value = 'k'.repeat(20);
		const key = await restApis.send(new CreateApiKeyCommand({ name: 'mobile', value, enabled: true }));
		expect(key).toMatchObject({ name: 'mobile', value, enabled: true });
		expect(await errorOf(restApis.send(new CreateApiKeyCommand({ value })))).toBe(
			'ConflictException 409: API Key already exists'
		);
		expect(await errorOf(restApis.send(new CreateApiKeyCommand({ value: 'short' })))).toBe(
			`${BAD}API Key value should be at least 20 characters`
		);
		const [shown] = (await restApis.send(new GetApiKeysCommand({ nameQuery: 'mob' }))).items ?? [];
		expect([shown?.name, shown?.value]).toEqual(['mobile', undefined]);
		const withValues = await restApis.send(new GetApiKeysCommand({ includeValues: true }));
		expect(withValues.items?.[0]?.value).toBe(value);
		const plan = await restApis.send(
			new CreateUsagePlanCommand({ name: 'basic', quota: { limit: 5, period: 'DAY' } })
		);
		const join = (usagePlanId: string | undefined, keyId: string | undefined): Promise<string> =>
			errorOf(restApis.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' })));
		expect(await join('none', key.id)).toBe('NotFoundException 404: Invalid Usage Plan ID specified');
		expect(await join(plan.id, 'none')).toBe('NotFoundException 404: Invalid API Key identifier specified');
		expect(await join(plan.id, key.id)).toBe('no error');
		expect(await join(plan.id, key.id)).toMatch(/^ConflictException 409/);
	});
});
