import type {
	CreateDeploymentRequest,
	Deployment,
	Deployments,
	GetDeploymentsRequest
} from '@aws-sdk/client-api-gateway';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { refuseUnsupported } from '../../core/unsupported.ts';
import { badRequest } from '../errors.ts';
import { needApi } from '../lookup.ts';
import { newId, wholeSecond } from '../new-id.ts';
import { positionedPage } from '../page.ts';
import {
	allIn,
	deployments,
	inApi,
	resources,
	stages,
	type DeploymentRecord,
	type ResourceRecord
} from '../tables.ts';
import { checkStageName, checkVariables, newStage, needStageRoom } from './stages.ts';

type Input = Given<CreateDeploymentRequest, 'restApiId'>;

/** Keeps the API as it is now, and brings the stage there, where one is named. */
export async function createDeployment(ctx: Context, input: Input): Promise<Deployment> {
	refuseUnsupported('CreateDeployment', input, [
		'cacheClusterEnabled',
		'cacheClusterSize',
		'canarySettings',
		'tracingEnabled'
	]);
	const { restApiId: apiId, stageName } = input;
	return ctx.store.transact((tx) => {
		needApi(ctx, tx, apiId);
		if (stageName !== undefined && stageName !== '') checkStageName(stageName);
		checkVariables(input.variables);
		const all = allIn(ctx.store, resources, apiId);
		checkComplete(all);
		const deployment: DeploymentRecord = {
			apiId,
			id: newId(ctx, 6),
			description: input.description,
			createdAt: wholeSecond(tx.now),
			resources: all
		};
		tx.put(deployments, inApi(apiId, deployment.id), deployment);
		if (stageName !== undefined && stageName !== '') bringStage(tx, ctx, input, stageName, deployment);
		return shown(deployment);
	});
}

function bringStage(
	tx: Transaction,
	ctx: Context,
	input: Input,
	name: string,
	{ apiId, id }: DeploymentRecord
): void {
	const key = inApi(apiId, name);
	const before = tx.get(stages, key);
	if (!before) needStageRoom(ctx, apiId);
	const now = wholeSecond(tx.now);
	tx.put(stages, key, {
		...(before ?? newStage(apiId, name, now)),
		deploymentId: id,
		description: input.stageDescription ?? before?.description,
		variables: { ...before?.variables, ...input.variables },
		updatedAt: now
	});
}

function checkComplete(all: readonly ResourceRecord[]): void {
	const methods = all.flatMap((resource) => Object.values(resource.methods));
	if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
	if (methods.some(({ methodIntegration }) => !methodIntegration)) {
		throw badRequest('No integration defined for method');
	}
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployments.html */
export async function getDeployments(
	ctx: Context,
	input: Given<GetDeploymentsRequest, 'restApiId'>
): Promise<Deployments> {
	needApi(ctx, ctx.store, input.restApiId);
	const all = allIn(ctx.store, deployments, input.restApiId).sort((a, b) => b.createdAt - a.createdAt);
	const { items, position } = positionedPage(all, input, ({ id }) => id);
	return { items: items.map(shown), position };
}

function shown({ id, description, createdAt }: DeploymentRecord): Deployment {
	return { id, description, createdDate: new Date(createdAt) };
}
