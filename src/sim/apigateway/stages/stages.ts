import type {
	CreateStageRequest,
	DeleteStageRequest,
	GetStageRequest,
	GetStagesRequest,
	Stage,
	Stages,
	UpdateStageRequest
} from '@aws-sdk/client-api-gateway';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { refuseUnsupported } from '../../core/unsupported.ts';
import { badRequest, conflict, limitExceeded, notFound } from '../errors.ts';
import { needApi } from '../lookup.ts';
import { wholeSecond } from '../new-id.ts';
import { checkTags } from '../tags.ts';
import { allIn, deployments, inApi, stages, type StageRecord } from '../tables.ts';
import { patchStage } from './patch-stage.ts';

type OfStage = Given<GetStageRequest, 'restApiId' | 'stageName'>;

const LONGEST_NAME = 128;

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
export async function createStage(
	ctx: Context,
	input: Given<CreateStageRequest, 'restApiId' | 'stageName' | 'deploymentId'>
): Promise<Stage> {
	refuseUnsupported('CreateStage', input, [
		'cacheClusterEnabled',
		'cacheClusterSize',
		'documentationVersion',
		'canarySettings',
		'tracingEnabled'
	]);
	const { restApiId: apiId, stageName: name, deploymentId } = input;
	return ctx.store.transact((tx) => {
		needApi(ctx, tx, apiId);
		checkStageName(name);
		checkVariables(input.variables);
		checkTags(input.tags);
		checkDeployment(tx, apiId, deploymentId);
		if (tx.get(stages, inApi(apiId, name))) throw conflict('Stage already exists');
		needStageRoom(ctx, apiId);
		const stage: StageRecord = {
			...newStage(apiId, name, wholeSecond(tx.now)),
			deploymentId,
			description: input.description,
			variables: { ...input.variables },
			tags: { ...input.tags }
		};
		tx.put(stages, inApi(apiId, name), stage);
		return shown(stage);
	});
}

/** A stage that serves nothing yet. */
export function newStage(apiId: string, name: string, now: number): StageRecord {
	const nothing = { deploymentId: '', description: undefined, variables: {}, tags: {} };
	return { apiId, name, ...nothing, createdAt: now, updatedAt: now };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetStage.html */
export async function getStage(ctx: Context, { restApiId, stageName }: OfStage): Promise<Stage> {
	return shown(needStage(ctx, ctx.store, restApiId, stageName));
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetStages.html */
export async function getStages(ctx: Context, input: Given<GetStagesRequest, 'restApiId'>): Promise<Stages> {
	needApi(ctx, ctx.store, input.restApiId);
	const all = allIn(ctx.store, stages, input.restApiId).filter(
		({ deploymentId }) => input.deploymentId === undefined || deploymentId === input.deploymentId
	);
	return { item: all.sort((a, b) => (a.name < b.name ? -1 : 1)).map(shown) };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html (UpdateStage) */
export async function updateStage(
	ctx: Context,
	input: Given<UpdateStageRequest, 'restApiId' | 'stageName'>
): Promise<Stage> {
	const { restApiId: apiId, stageName: name } = input;
	return ctx.store.transact((tx) => {
		const before = needStage(ctx, tx, apiId, name);
		const patched = (input.patchOperations ?? []).reduce(patchStage, before);
		checkDeployment(tx, apiId, patched.deploymentId);
		checkVariables(patched.variables);
		const stage: StageRecord = { ...patched, updatedAt: wholeSecond(tx.now) };
		tx.put(stages, inApi(apiId, name), stage);
		return shown(stage);
	});
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteStage.html */
export async function deleteStage(
	ctx: Context,
	{ restApiId, stageName }: Given<DeleteStageRequest, 'restApiId' | 'stageName'>
): Promise<object> {
	await ctx.store.transact((tx) => {
		needStage(ctx, tx, restApiId, stageName);
		tx.remove(stages, inApi(restApiId, stageName));
	});
	return {};
}

/** @throws AwsError BadRequestException */
export function checkStageName(name: string): void {
	if (!/^\w[\w-]*$/.test(name)) throw badRequest('Stage name only allows a-zA-Z0-9_-');
	if (name.length > LONGEST_NAME) {
		throw badRequest(`Stage name should be at most ${LONGEST_NAME} characters long, not ${name.length}`);
	}
}

/** @throws AwsError BadRequestException for a name or value that a stage variable may not have */
export function checkVariables(variables: Readonly<Record<string, string>> | undefined): void {
	for (const [name, value] of Object.entries(variables ?? {})) {
		if (!/^\w+$/.test(name)) throw badRequest(`Stage variable name '${name}' must match [A-Za-z0-9_]+`);
		if (!/^[\w\-.~:/?#&=,]*$/.test(value)) {
			throw badRequest(`Stage variable value '${value}' must match [A-Za-z0-9-._~:/?#&=,]*`);
		}
	}
}

/** @throws AwsError LimitExceededException where the API has as many stages as it may have */
export function needStageRoom(ctx: Context, apiId: string): void {
	if (allIn(ctx.store, stages, apiId).length < ctx.quotas.stagesPerApi) return;
	throw limitExceeded(`The API has ${ctx.quotas.stagesPerApi} stages, which is the limit.`);
}

function checkDeployment(source: Pick<Transaction, 'get'>, apiId: string, id: string): void {
	if (!source.get(deployments, inApi(apiId, id))) throw badRequest('Deployment id does not exist');
}

function needStage(ctx: Context, source: Pick<Transaction, 'get'>, apiId: string, name: string): StageRecord {
	needApi(ctx, source, apiId);
	const stage = source.get(stages, inApi(apiId, name));
	if (!stage) throw notFound('Invalid stage identifier specified');
	return stage;
}

function shown(stage: StageRecord): Stage {
	const { name, deploymentId, description, variables, tags } = stage;
	return {
		stageName: name,
		deploymentId,
		description,
		variables: Object.keys(variables).length > 0 ? { ...variables } : undefined,
		tags: Object.keys(tags).length > 0 ? { ...tags } : undefined,
		cacheClusterEnabled: false,
		cacheClusterStatus: 'NOT_AVAILABLE',
		methodSettings: {},
		tracingEnabled: false,
		createdDate: new Date(stage.createdAt),
		lastUpdatedDate: new Date(stage.updatedAt)
	};
}
