import type {
	CreateFunctionRequest,
	DeleteFunctionRequest,
	DeleteFunctionResponse,
	FunctionConfiguration,
	GetFunctionConfigurationRequest,
	GetFunctionRequest,
	GetFunctionResponse,
	ListFunctionsRequest,
	ListFunctionsResponse
} from '@aws-sdk/client-lambda';
import type { Context } from '../../core/context.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import { pageOf } from '../../core/pager.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { conflict, functionNotFound, invalidParameter } from '../errors.ts';
import { functionArn, readFunctionName } from '../function-name.ts';
import { needFunction, needTarget } from '../lookup.ts';
import {
	aliases,
	functions,
	partKey,
	policies,
	publishedOf,
	urls,
	versions,
	type FunctionRecord,
	type VersionRecord
} from '../tables.ts';
import { withVersion } from '../versions/publish.ts';
import { readCode, storeCode } from './code.ts';
import { settleFunction } from './function-life.ts';
import { settingsFrom } from './settings.ts';
import { configurationOf, listed } from './view.ts';

const LONGEST_NAME = 64;
const MOST_TAGS = 50;
const MOST_LISTED = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export async function createFunction(
	ctx: Context,
	input: Given<CreateFunctionRequest, 'FunctionName' | 'Role' | 'Code'>
): Promise<FunctionConfiguration> {
	if (input.PackageType === 'Image') {
		throw notSimulated("PackageType 'Image' of CreateFunction", 'Simulated: Zip.');
	}
	const { name, qualifier } = readFunctionName(ctx, input.FunctionName);
	if (qualifier !== null) throw invalidParameter('The name of a new function may not hold a qualifier.');
	if (name.length > LONGEST_NAME) {
		throw invalidParameter(
			`1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to ${LONGEST_NAME}`
		);
	}
	if (Object.keys(input.Tags ?? {}).length > MOST_TAGS) {
		throw invalidParameter(`The number of tags exceeds the limit of ${MOST_TAGS}.`);
	}
	const settings = settingsFrom(ctx, 'CreateFunction', name, input, null);
	const code = await readCode(ctx, 'CreateFunction', input.Code);
	const made = await ctx.store.transact((tx) => {
		if (tx.get(functions, name)) throw conflict(`Function already exist: ${name}`);
		const uid = ctx.rng.hex(16);
		const fn: FunctionRecord = {
			name,
			uid,
			latest: {
				version: '$LATEST',
				settings,
				code: storeCode(tx, ctx, uid, code),
				architecture: input.Architectures?.[0] ?? 'x86_64',
				state: 'Pending',
				lastUpdate: null,
				modifiedAt: tx.now,
				revisionId: ctx.rng.uuid()
			},
			nextVersion: 1,
			published: null,
			reservedConcurrency: null,
			tags: { ...input.Tags }
		};
		const published = input.Publish === true ? withVersion(tx, ctx, fn) : { fn, version: fn.latest };
		tx.put(functions, name, published.fn);
		return published;
	});
	settleFunction(ctx, made.fn);
	return configurationOf(ctx, made.fn, made.version, input.Publish === true ? made.version.version : null);
}

/** Without the link to the zip that AWS gives: nothing here answers for AWS's own buckets. */
export async function getFunction(
	ctx: Context,
	input: Given<GetFunctionRequest, 'FunctionName'>
): Promise<GetFunctionResponse> {
	const { fn, version, qualifier } = found(ctx, input);
	const hasTags = Object.keys(fn.tags).length > 0;
	return {
		Configuration: configurationOf(ctx, fn, version, qualifier),
		Code: { RepositoryType: 'S3' },
		Tags: hasTags ? { ...fn.tags } : undefined,
		Concurrency:
			fn.reservedConcurrency === null ? undefined : { ReservedConcurrentExecutions: fn.reservedConcurrency }
	};
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export async function getFunctionConfiguration(
	ctx: Context,
	input: Given<GetFunctionConfigurationRequest, 'FunctionName'>
): Promise<FunctionConfiguration> {
	const { fn, version, qualifier } = found(ctx, input);
	return configurationOf(ctx, fn, version, qualifier);
}

function found(
	ctx: Context,
	{ FunctionName, Qualifier }: Given<GetFunctionRequest, 'FunctionName'>
): { fn: FunctionRecord; version: VersionRecord; qualifier: string | null } {
	const ref = readFunctionName(ctx, FunctionName, Qualifier);
	return { ...needTarget(ctx, ctx.store, ref), qualifier: ref.qualifier };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export async function listFunctions(
	ctx: Context,
	input: ListFunctionsRequest
): Promise<ListFunctionsResponse> {
	if (input.MasterRegion !== undefined && input.MasterRegion !== 'ALL' && input.MasterRegion !== ctx.region) {
		return { Functions: [] };
	}
	const all = ctx.store.values(functions).sort((a, b) => (a.name < b.name ? -1 : 1));
	const shown = all.flatMap((fn) =>
		input.FunctionVersion === 'ALL'
			? [fn.latest, ...publishedOf(ctx.store, fn.name)].map((version) =>
					listed(ctx, fn, version, version.version)
				)
			: [listed(ctx, fn, fn.latest, null)]
	);
	const { items, nextToken } = pageOf(shown, {
		size: Math.min(input.MaxItems ?? MOST_LISTED, MOST_LISTED),
		token: input.Marker,
		keyOf: ({ FunctionArn }) => FunctionArn!,
		badTokenCode: 'InvalidParameterValueException'
	});
	return { Functions: [...items], NextMarker: nextToken };
}

/** The function with all that belongs to it, or one version. Event source mappings stay, as on AWS. */
export async function deleteFunction(
	ctx: Context,
	{ FunctionName, Qualifier }: Given<DeleteFunctionRequest, 'FunctionName'>
): Promise<DeleteFunctionResponse> {
	const ref = readFunctionName(ctx, FunctionName, Qualifier);
	await ctx.store.transact((tx) => {
		const fn = needFunction(ctx, tx, ref);
		if (ref.qualifier === null) removeFunction(tx, ctx, fn);
		else removeVersion(tx, ctx, fn, ref.qualifier);
	});
	return { StatusCode: 204 };
}

function removeFunction(tx: Transaction, ctx: Context, { name, latest }: FunctionRecord): void {
	const published = publishedOf(ctx.store, name);
	for (const id of new Set([latest, ...published].map(({ code }) => code.bytesId))) tx.removeBytes(id);
	for (const table of [versions, aliases, policies, urls]) {
		for (const [key] of ctx.store.entries<unknown>(table)) {
			if (key.startsWith(partKey(name, ''))) tx.remove<unknown>(table, key);
		}
	}
	tx.remove(functions, name);
}

function removeVersion(tx: Transaction, ctx: Context, fn: FunctionRecord, qualifier: string): void {
	if (qualifier === '$LATEST') {
		throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
	}
	const key = partKey(fn.name, qualifier);
	if (tx.get(aliases, key)) {
		throw invalidParameter('Deletion of aliases is not currently supported. Use DeleteAlias instead.');
	}
	const version = tx.get(versions, key);
	if (!version) throw functionNotFound(functionArn(ctx, fn.name, qualifier));
	const pointing = ctx.store
		.values(aliases)
		.filter(({ functionName }) => functionName === fn.name)
		.filter((alias) => alias.version === qualifier || Object.hasOwn(alias.weights ?? {}, qualifier));
	if (pointing.length > 0) {
		const names = pointing.map(({ name }) => name).join(', ');
		throw conflict(`Unable to delete version because the following aliases reference it: [${names}]`);
	}
	const others = [fn.latest, ...publishedOf(ctx.store, fn.name).filter((one) => one !== version)];
	if (!others.some(({ code }) => code.bytesId === version.code.bytesId)) tx.removeBytes(version.code.bytesId);
	tx.remove(versions, key);
	if (tx.get(policies, key)) tx.remove(policies, key);
}
