import type {
	AliasConfiguration,
	AliasRoutingConfiguration,
	CreateAliasRequest,
	DeleteAliasRequest,
	GetAliasRequest,
	UpdateAliasRequest
} from '@aws-sdk/client-lambda';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { conflict, invalidParameter, notFound } from '../errors.ts';
import { functionArn, readFunctionName } from '../function-name.ts';
import { checkRevision, needFunction, needTarget } from '../lookup.ts';
import { aliases, partKey, policies, urls, type AliasRecord } from '../tables.ts';

type OfAlias = Given<GetAliasRequest, 'FunctionName' | 'Name'>;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export async function createAlias(
	ctx: Context,
	input: Given<CreateAliasRequest, 'FunctionName' | 'Name' | 'FunctionVersion'>
): Promise<AliasConfiguration> {
	const { name: functionName } = readFunctionName(ctx, input.FunctionName);
	return ctx.store.transact((tx) => {
		needFunction(ctx, tx, { name: functionName, qualifier: null });
		const key = partKey(functionName, input.Name);
		if (tx.get(aliases, key)) {
			throw conflict(`Alias already exists: ${functionArn(ctx, functionName, input.Name)}`);
		}
		const alias: AliasRecord = {
			functionName,
			name: input.Name,
			version: input.FunctionVersion,
			description: input.Description ?? '',
			weights: weightsFrom(input.RoutingConfig),
			revisionId: ctx.rng.uuid()
		};
		checkVersions(ctx, tx, alias);
		tx.put(aliases, key, alias);
		return shown(ctx, alias);
	});
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export async function getAlias(ctx: Context, { FunctionName, Name }: OfAlias): Promise<AliasConfiguration> {
	const { name } = readFunctionName(ctx, FunctionName);
	return shown(ctx, needAlias(ctx, ctx.store, name, Name));
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export async function updateAlias(
	ctx: Context,
	input: Given<UpdateAliasRequest, 'FunctionName' | 'Name'>
): Promise<AliasConfiguration> {
	const { name } = readFunctionName(ctx, input.FunctionName);
	return ctx.store.transact((tx) => {
		const before = needAlias(ctx, tx, name, input.Name);
		checkRevision(input.RevisionId, before);
		const alias: AliasRecord = {
			...before,
			version: input.FunctionVersion ?? before.version,
			description: input.Description ?? before.description,
			weights: input.RoutingConfig ? weightsFrom(input.RoutingConfig) : before.weights,
			revisionId: ctx.rng.uuid()
		};
		checkVersions(ctx, tx, alias);
		tx.put(aliases, partKey(name, input.Name), alias);
		return shown(ctx, alias);
	});
}

/** Succeeds for an alias that is not there, as on AWS. */
export async function deleteAlias(
	ctx: Context,
	input: Given<DeleteAliasRequest, 'FunctionName' | 'Name'>
): Promise<object> {
	const { name } = readFunctionName(ctx, input.FunctionName);
	await ctx.store.transact((tx) => {
		needFunction(ctx, tx, { name, qualifier: null });
		const key = partKey(name, input.Name);
		if (!tx.get(aliases, key)) return;
		tx.remove(aliases, key);
		if (tx.get(policies, key)) tx.remove(policies, key);
		if (tx.get(urls, key)) tx.remove(urls, key);
	});
	return {};
}

function needAlias(
	ctx: Context,
	source: Pick<Transaction, 'get'>,
	functionName: string,
	name: string
): AliasRecord {
	needFunction(ctx, source, { name: functionName, qualifier: null });
	const alias = source.get(aliases, partKey(functionName, name));
	if (!alias) throw notFound(`Cannot find alias arn: ${functionArn(ctx, functionName, name)}`);
	return alias;
}

function weightsFrom(routing: AliasRoutingConfiguration | undefined): AliasRecord['weights'] {
	const weights = routing?.AdditionalVersionWeights ?? {};
	const count = Object.keys(weights).length;
	if (count > 1) {
		throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
	}
	return count === 0 ? null : { ...weights };
}

function checkVersions(
	ctx: Context,
	source: Pick<Transaction, 'get'>,
	{ functionName, version, weights }: AliasRecord
): void {
	needTarget(ctx, source, { name: functionName, qualifier: version });
	for (const other of Object.keys(weights ?? {})) {
		if (version === '$LATEST') {
			throw invalidParameter('$LATEST is not supported for an alias pointing to more than 1 version');
		}
		if (other === version) {
			throw invalidParameter(
				`Invalid function version ${other}. Function version ${other} is already included in routing configuration.`
			);
		}
		needTarget(ctx, source, { name: functionName, qualifier: other });
	}
}

function shown(ctx: Context, alias: AliasRecord): AliasConfiguration {
	return {
		AliasArn: functionArn(ctx, alias.functionName, alias.name),
		Name: alias.name,
		FunctionVersion: alias.version,
		Description: alias.description,
		RoutingConfig: alias.weights ? { AdditionalVersionWeights: { ...alias.weights } } : undefined,
		RevisionId: alias.revisionId
	};
}
