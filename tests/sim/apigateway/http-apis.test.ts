import {
	CreateApiCommand,
	CreateDeploymentCommand,
	CreateIntegrationCommand,
	CreateRouteCommand,
	CreateStageCommand,
	DeleteApiCommand,
	DeleteIntegrationCommand,
	DeleteRouteCommand,
	DeleteStageCommand,
	GetApiCommand,
	GetApisCommand,
	GetIntegrationsCommand,
	GetRoutesCommand,
	GetStagesCommand,
	UpdateApiCommand,
	type CreateApiRequest,
	type CreateDeploymentCommandOutput,
	type CreateRouteCommandOutput,
	type Stage
} from '@aws-sdk/client-apigatewayv2';
import {
	CreateDeploymentCommand as DeployRest,
	CreateRestApiCommand,
	PutIntegrationCommand,
	PutMethodCommand
} from '@aws-sdk/client-api-gateway';
import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '#base/bytes.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:score';
const BAD = 'BadRequestException 400: ';

interface WithApi extends TestRegion {
	readonly ApiId: string;
}

async function withApi(changes: Partial<CreateApiRequest> = {}): Promise<WithApi> {
	const aws = await testRegion();
	const made = await aws.httpApis.send(
		new CreateApiCommand({ Name: 'shop', ProtocolType: 'HTTP', ...changes })
	);
	return { ...aws, ApiId: made.ApiId! };
}

async function integration({ httpApis, ApiId }: WithApi): Promise<string> {
	const made = await httpApis.send(
		new CreateIntegrationCommand({
			ApiId,
			IntegrationType: 'AWS_PROXY',
			IntegrationUri: FUNCTION,
			PayloadFormatVersion: '2.0'
		})
	);
	return made.IntegrationId!;
}

async function stagesOf({ httpApis, ApiId }: WithApi): Promise<Stage[]> {
	return (await httpApis.send(new GetStagesCommand({ ApiId }))).Items ?? [];
}

describe('an HTTP API', () => {
	it('comes with AWS’s defaults, changes its CORS rules, and is gone when it is deleted', async () => {
		const { httpApis, ApiId } = await withApi();
		expect(await httpApis.send(new GetApiCommand({ ApiId }))).toMatchObject({
			Name: 'shop',
			ProtocolType: 'HTTP',
			ApiEndpoint: `https://${ApiId}.execute-api.us-east-1.amazonaws.com`,
			RouteSelectionExpression: '$request.method $request.path',
			ApiKeySelectionExpression: '$request.header.x-api-key',
			DisableExecuteApiEndpoint: false,
			CreatedDate: new Date('2026-03-01T12:00:00Z'),
			Tags: {}
		});
		const CorsConfiguration = { AllowOrigins: ['https://shop.example'], AllowMethods: ['POST'], MaxAge: 60 };
		const update = (changes: object): Promise<object> =>
			httpApis.send(new UpdateApiCommand({ ApiId, ...changes }));
		expect(await update({ CorsConfiguration })).toMatchObject({ CorsConfiguration, Name: 'shop' });
		const credentials = { AllowOrigins: ['*'], AllowCredentials: true };
		expect(await errorOf(update({ CorsConfiguration: credentials }))).toMatch(/AllowCredentials cannot be/);
		expect(await errorOf(update({ CorsConfiguration: { AllowOrigins: ['shop'] } }))).toMatch(
			/^BadRequestException 400: Invalid format for origin shop/
		);
		expect(await update({ Name: 'new', CorsConfiguration: {} })).not.toHaveProperty('CorsConfiguration');
		const { Items } = await httpApis.send(new GetApisCommand({}));
		expect(Items?.map(({ Name }) => Name)).toEqual(['new']);
		await httpApis.send(new DeleteApiCommand({ ApiId }));
		expect(await errorOf(httpApis.send(new GetApiCommand({ ApiId })))).toBe(
			`NotFoundException 404: Invalid API identifier specified 123456789012:${ApiId}`
		);
	});

	it('is refused by name where it would be one of WebSockets', async () => {
		const { httpApis } = await testRegion();
		const api = new CreateApiCommand({ Name: 'a', ProtocolType: 'WEBSOCKET' });
		expect(await errorOf(httpApis.send(api))).toMatch(/^NotSimulated 501: ProtocolType 'WEBSOCKET'/);
	});

	it('can be made at once, with a route to a function and a stage', async () => {
		const aws = await withApi({ Target: FUNCTION });
		const { httpApis, ApiId } = aws;
		const { Items: routes } = await httpApis.send(new GetRoutesCommand({ ApiId }));
		const { Items: integrations } = await httpApis.send(new GetIntegrationsCommand({ ApiId }));
		expect(routes).toMatchObject([{ RouteKey: '$default', ApiGatewayManaged: true }]);
		expect(integrations).toMatchObject([
			{ IntegrationType: 'AWS_PROXY', IntegrationMethod: 'POST', PayloadFormatVersion: '2.0' }
		]);
		expect(routes?.[0]?.Target).toBe(`integrations/${integrations?.[0]?.IntegrationId}`);
		expect(await stagesOf(aws)).toMatchObject([
			{ StageName: '$default', AutoDeploy: true, DeploymentId: expect.any(String) as string }
		]);
	});

	it('routes each key once, to an integration that is there and stays while it is needed', async () => {
		const aws = await withApi();
		const { httpApis, ApiId } = aws;
		const IntegrationId = await integration(aws);
		const route = (RouteKey: string, id = IntegrationId): Promise<CreateRouteCommandOutput> =>
			httpApis.send(new CreateRouteCommand({ ApiId, RouteKey, Target: `integrations/${id}` }));
		const { RouteId } = await route('POST /score/{id}');
		expect(await errorOf(route('POST /score/{id}'))).toBe(
			'ConflictException 409: Route with key POST /score/{id} already exists for this API'
		);
		for (const key of ['POST', 'FETCH /a', 'GET a', 'GET /{a+}/b', '']) {
			expect(await errorOf(route(key)), key).toBe(
				`${BAD}The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"`
			);
		}
		expect(await errorOf(route('GET /a', 'none'))).toMatch(
			/^BadRequestException 400: Invalid target specified/
		);
		const secure = { ApiId, RouteKey: 'GET /b', AuthorizationType: 'JWT' } as const;
		expect(await errorOf(httpApis.send(new CreateRouteCommand(secure)))).toMatch(/^NotSimulated 501/);
		const drop = (): Promise<string> =>
			errorOf(httpApis.send(new DeleteIntegrationCommand({ ApiId, IntegrationId })));
		expect(await drop()).toBe(
			`ConflictException 409: Cannot delete Integration '${IntegrationId}' which is referenced by Route '${RouteId}'.`
		);
		await httpApis.send(new DeleteRouteCommand({ ApiId, RouteId }));
		expect(await drop()).toBe('no error');
		expect(await drop()).toBe(
			`NotFoundException 404: Invalid Integration identifier specified ${IntegrationId}`
		);
	});

	it.each<[string, object, RegExp]>([
		['a type of the elder kind', { IntegrationType: 'AWS' }, /type AWS is not supported for HTTP APIs/],
		['no function', { IntegrationUri: 'arn:aws:s3:::bucket' }, /Invalid integration URI specified/],
		[
			'a web page without method',
			{ IntegrationType: 'HTTP_PROXY', IntegrationUri: 'https://a.b' },
			/HttpMethod is required/
		],
		['a payload of no known form', { PayloadFormatVersion: '3.0' }, /PayloadFormatVersion 3\.0 is not/],
		['more time than 30 s', { TimeoutInMillis: 30_001 }, /less than or equal to 30000/],
		['a service’s action', { IntegrationSubtype: 'SQS-SendMessage' }, /^NotSimulated 501: IntegrationSubtype/]
	])('does not integrate %s', async (_, changes, message) => {
		const { httpApis, ApiId } = await withApi();
		const input = { ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: FUNCTION, ...changes } as const;
		expect(await errorOf(httpApis.send(new CreateIntegrationCommand(input)))).toMatch(message);
	});
});

describe('stages of an HTTP API', () => {
	it('follow every change where they deploy by themselves', async () => {
		const aws = await withApi();
		const { httpApis, ApiId } = aws;
		await httpApis.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
		const [empty] = await stagesOf(aws);
		expect(empty).toMatchObject({
			AutoDeploy: true,
			LastDeploymentStatusMessage:
				'Deployment attempt failed: Unable to deploy API because no routes exist in this API'
		});
		const Target = `integrations/${await integration(aws)}`;
		await httpApis.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /a', Target }));
		const [first] = await stagesOf(aws);
		expect(first?.LastDeploymentStatusMessage).toBe(
			`Successfully deployed stage with deployment ID '${first?.DeploymentId}'`
		);
		await httpApis.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /b', Target }));
		const [second] = await stagesOf(aws);
		expect(second?.DeploymentId).not.toBe(first?.DeploymentId);
		const byHand = new CreateDeploymentCommand({ ApiId, StageName: '$default' });
		expect(await errorOf(httpApis.send(byHand))).toMatch(
			/^BadRequestException 400: Deployment ID cannot be set/
		);
	});

	it('serve what was deployed last where they do not', async () => {
		const aws = await withApi();
		const { httpApis, ApiId } = aws;
		const deploy = (StageName?: string): Promise<CreateDeploymentCommandOutput> =>
			httpApis.send(new CreateDeploymentCommand({ ApiId, StageName }));
		expect(await errorOf(deploy())).toBe(`${BAD}Unable to deploy API because no routes exist in this API`);
		await httpApis.send(new CreateRouteCommand({ ApiId, RouteKey: '$default' }));
		const { DeploymentId, DeploymentStatus } = await deploy();
		expect(DeploymentStatus).toBe('DEPLOYED');
		await httpApis.send(new CreateStageCommand({ ApiId, StageName: 'prod', DeploymentId }));
		const next = await deploy('prod');
		expect(await stagesOf(aws)).toMatchObject([{ StageName: 'prod', DeploymentId: next.DeploymentId }]);
		const again = new CreateStageCommand({ ApiId, StageName: 'prod' });
		expect(await errorOf(httpApis.send(again))).toBe('ConflictException 409: Stage already exists');
		expect(await errorOf(deploy('none'))).toMatch(/^NotFoundException 404: Invalid Stage identifier/);
		await httpApis.send(new DeleteStageCommand({ ApiId, StageName: 'prod' }));
		expect(await stagesOf(aws)).toEqual([]);
	});

	it('survive a restart of the region', async () => {
		const first = await withApi({ Target: FUNCTION });
		const before = await stagesOf(first);
		first.region.close();
		const second = { ...(await testRegion({ storage: await first.storage.copy() })), ApiId: first.ApiId };
		expect(await stagesOf(second)).toEqual(before);
	});
});

describe('calling an API', () => {
	const call = async ({ region }: TestRegion, id: string, path: string): Promise<[number, string]> => {
		const hostname = `${id}.execute-api.us-east-1.amazonaws.com`;
		const request = { method: 'POST', hostname, path, query: {}, headers: {}, body: new Uint8Array(0) };
		const { status, body } = await region.handle(request);
		return [status, (JSON.parse(decodeUtf8(body)) as { message: string }).message];
	};

	it('says by name that execution comes later, once there is something to execute', async () => {
		const aws = await withApi({ Target: FUNCTION });
		expect(await call(aws, aws.ApiId, '/score')).toEqual([
			501,
			`Calling the API shop at https://${aws.ApiId}.execute-api.us-east-1.amazonaws.com/score is not simulated. Execution comes later.`
		]);
		const { id: restApiId, rootResourceId } = await aws.restApis.send(
			new CreateRestApiCommand({ name: 'old' })
		);
		const at = { restApiId, resourceId: rootResourceId, httpMethod: 'POST' };
		await aws.restApis.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
		await aws.restApis.send(new PutIntegrationCommand({ ...at, type: 'MOCK' }));
		expect(await call(aws, restApiId!, '/prod')).toEqual([403, 'Forbidden']);
		await aws.restApis.send(new DeployRest({ restApiId, stageName: 'prod' }));
		expect((await call(aws, restApiId!, '/prod/x'))[0]).toBe(501);
		expect(await call(aws, 'none', '/prod')).toEqual([403, 'Forbidden']);
	});
});
