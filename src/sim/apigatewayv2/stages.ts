import type {
	CreateDeploymentRequest,
	CreateDeploymentResponse,
	CreateStageRequest,
	DeleteStageRequest,
	GetStagesRequest,
	GetStagesResponse,
	Stage
} from '@aws-sdk/client-apigatewayv2';
import {
	allIn,
	badRequest,
	checkTags,
	conflict,
	inApi,
	limitExceeded,
	newId,
	notFound,
	wholeSecond
} from '../apigateway/index.ts';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import type { Transaction } from '../core/table.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { checkLength, needHttpApi, resultPage } from './lookup.ts';
import {
	httpDeployments,
	httpStages,
	integrations,
	routes,
	type HttpDeploymentRecord,
	type HttpStageRecord
} from './tables.ts';

type Parts = Pick<HttpDeploymentRecord, 'routes' | 'integrations'>;

const AUTOMATIC = 'Automatic deployment triggered by changes to the Api configuration';
const NO_ROUTES = 'Unable to deploy API because no routes exist in this API';

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html */
export async function createStage(
	ctx: Context,
	input: Given<CreateStageRequest, 'ApiId' | 'StageName'>
): Promise<Stage> {
	refuseUnsupported('CreateStage', input, [
		'AccessLogSettings',
		'ClientCertificateId',
		'DefaultRouteSettings.DataTraceEnabled',
		'DefaultRouteSettings.LoggingLevel'
	]);
	const { ApiId: apiId, StageName: name, DeploymentId: deploymentId, AutoDeploy: autoDeploy = false } = input;
	checkTags(input.Tags);
	checkLength('Description', input.Description, 0, 1024);
	if (name !== '$default' && !/^[a-zA-Z0-9_-]{1,128}$/.test(name)) {
		throw badRequest('Stage name only allows a-zA-Z0-9_- and $default');
	}
	if (autoDeploy && deploymentId !== undefined) {
		throw badRequest('Deployment ID cannot be set on stage that is set to auto deploy.');
	}
	return ctx.store.transact((tx) => {
		needHttpApi(ctx, tx, apiId);
		if (deploymentId !== undefined && !tx.get(httpDeployments, inApi(apiId, deploymentId))) {
			throw notFound(`Invalid Deployment identifier specified ${deploymentId}`);
		}
		if (tx.get(httpStages, inApi(apiId, name))) throw conflict('Stage already exists');
		if (allIn(ctx.store, httpStages, apiId).length >= ctx.quotas.stagesPerApi) {
			throw limitExceeded(`The API has ${ctx.quotas.stagesPerApi} stages, which is the limit.`);
		}
		const stage: HttpStageRecord = {
			...newStage(apiId, name, wholeSecond(tx.now)),
			autoDeploy,
			deploymentId,
			description: input.Description,
			variables: { ...input.StageVariables },
			defaultSettings: { DetailedMetricsEnabled: false, ...input.DefaultRouteSettings },
			routeSettings: { ...input.RouteSettings },
			tags: { ...input.Tags }
		};
		const live = autoDeploy ? deploy(tx, ctx, stage, partsOf(ctx, apiId)) : stage;
		tx.put(httpStages, inApi(apiId, name), live);
		return shown(live);
	});
}

/** A stage that serves nothing yet. */
export function newStage(apiId: string, name: string, now: number): HttpStageRecord {
	return {
		apiId,
		name,
		autoDeploy: false,
		managed: false,
		deploymentId: undefined,
		lastMessage: undefined,
		description: undefined,
		variables: {},
		defaultSettings: { DetailedMetricsEnabled: false },
		routeSettings: {},
		tags: {},
		createdAt: now,
		updatedAt: now
	};
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html */
export async function getStages(
	ctx: Context,
	input: Given<GetStagesRequest, 'ApiId'>
): Promise<GetStagesResponse> {
	needHttpApi(ctx, ctx.store, input.ApiId);
	return resultPage(
		allIn(ctx.store, httpStages, input.ApiId).map(shown),
		input,
		({ StageName }) => StageName!
	);
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html */
export async function deleteStage(
	ctx: Context,
	{ ApiId, StageName }: Given<DeleteStageRequest, 'ApiId' | 'StageName'>
): Promise<object> {
	await ctx.store.transact((tx) => {
		needHttpApi(ctx, tx, ApiId);
		const key = inApi(ApiId, StageName);
		if (!tx.get(httpStages, key)) throw notFound(`Invalid Stage identifier specified ${StageName}`);
		tx.remove(httpStages, key);
	});
	return {};
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html */
export async function createDeployment(
	ctx: Context,
	{ ApiId: apiId, StageName: name, Description: description }: Given<CreateDeploymentRequest, 'ApiId'>
): Promise<CreateDeploymentResponse> {
	checkLength('Description', description, 0, 1024);
	return ctx.store.transact((tx) => {
		needHttpApi(ctx, tx, apiId);
		const stage = name === undefined ? undefined : tx.get(httpStages, inApi(apiId, name));
		if (name !== undefined && !stage) throw notFound(`Invalid Stage identifier specified ${name}`);
		if (stage?.autoDeploy)
			throw badRequest('Deployment ID cannot be set on stage that is set to auto deploy.');
		const parts = partsOf(ctx, apiId);
		if (parts.routes.length === 0) throw badRequest(NO_ROUTES);
		const deployment = putDeployment(tx, ctx, apiId, parts, { description, auto: false });
		if (stage) {
			const live = { ...stage, deploymentId: deployment.id, updatedAt: deployment.createdAt };
			tx.put(httpStages, inApi(apiId, stage.name), live);
		}
		return {
			AutoDeployed: false,
			CreatedDate: new Date(deployment.createdAt),
			DeploymentId: deployment.id,
			DeploymentStatus: 'DEPLOYED',
			Description: description
		};
	});
}

/** Brings every stage that wants it to what the API is now; `changed`: what the transaction has changed of it. */
export function deployAutomatically(
	tx: Transaction,
	ctx: Context,
	apiId: string,
	changed: Partial<Parts> = {}
): void {
	const parts = { ...partsOf(ctx, apiId), ...changed };
	for (const stage of allIn(ctx.store, httpStages, apiId)) {
		if (stage.autoDeploy) tx.put(httpStages, inApi(apiId, stage.name), deploy(tx, ctx, stage, parts));
	}
}

/** The stage with a deployment of its own; one without routes cannot be deployed, which the stage says. */
export function deploy(tx: Transaction, ctx: Context, stage: HttpStageRecord, parts: Parts): HttpStageRecord {
	const updatedAt = wholeSecond(tx.now);
	if (parts.routes.length === 0) {
		return { ...stage, lastMessage: `Deployment attempt failed: ${NO_ROUTES}`, updatedAt };
	}
	const { id } = putDeployment(tx, ctx, stage.apiId, parts, { description: AUTOMATIC, auto: true });
	// Only the stage could name the one that it had.
	const before = stage.deploymentId && tx.get(httpDeployments, inApi(stage.apiId, stage.deploymentId));
	if (before && before.auto) tx.remove(httpDeployments, inApi(stage.apiId, before.id));
	const lastMessage = `Successfully deployed stage with deployment ID '${id}'`;
	return { ...stage, deploymentId: id, lastMessage, updatedAt };
}

function putDeployment(
	tx: Transaction,
	ctx: Context,
	apiId: string,
	parts: Parts,
	facts: Pick<HttpDeploymentRecord, 'description' | 'auto'>
): HttpDeploymentRecord {
	const createdAt = wholeSecond(tx.now);
	const deployment = { apiId, id: newId(ctx, 6), createdAt, ...facts, ...parts };
	tx.put(httpDeployments, inApi(apiId, deployment.id), deployment);
	return deployment;
}

function partsOf({ store }: Context, apiId: string): Parts {
	return { routes: allIn(store, routes, apiId), integrations: allIn(store, integrations, apiId) };
}

function shown(stage: HttpStageRecord): Stage {
	return {
		ApiGatewayManaged: stage.managed ? true : undefined,
		AutoDeploy: stage.autoDeploy ? true : undefined,
		CreatedDate: new Date(stage.createdAt),
		DefaultRouteSettings: stage.defaultSettings,
		DeploymentId: stage.deploymentId,
		Description: stage.description,
		LastDeploymentStatusMessage: stage.lastMessage,
		LastUpdatedDate: new Date(stage.updatedAt),
		RouteSettings: { ...stage.routeSettings },
		StageName: stage.name,
		StageVariables: { ...stage.variables },
		Tags: { ...stage.tags }
	};
}
