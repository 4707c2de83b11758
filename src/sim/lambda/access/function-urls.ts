import type {
	CreateFunctionUrlConfigRequest,
	CreateFunctionUrlConfigResponse,
	GetFunctionUrlConfigRequest,
	GetFunctionUrlConfigResponse
} from '@aws-sdk/client-lambda';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { conflict, notFound } from '../errors.ts';
import { functionArn, readFunctionName } from '../function-name.ts';
import { needTarget } from '../lookup.ts';
import { urls, type UrlRecord } from '../tables.ts';
import { keyOf } from './permissions.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const ID_LENGTH = 32;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html */
export async function createFunctionUrlConfig(
	ctx: Context,
	input: Given<CreateFunctionUrlConfigRequest, 'FunctionName' | 'AuthType'>
): Promise<CreateFunctionUrlConfigResponse> {
	const ref = readFunctionName(ctx, input.FunctionName, input.Qualifier);
	return ctx.store.transact((tx) => {
		needTarget(ctx, tx, ref);
		if (tx.get(urls, keyOf(ref))) {
			throw conflict(
				`Failed to create function url config for [functionArn = ${functionArn(ctx, ref.name, ref.qualifier)}]. Error message:  FunctionUrlConfig exists for this Lambda function`
			);
		}
		const url: UrlRecord = {
			functionName: ref.name,
			qualifier: ref.qualifier,
			urlId: Array.from({ length: ID_LENGTH }, () => LETTERS[ctx.rng.below(LETTERS.length)]!).join(''),
			authType: input.AuthType,
			invokeMode: input.InvokeMode ?? 'BUFFERED',
			cors: input.Cors ?? null,
			createdAt: tx.now
		};
		tx.put(urls, keyOf(ref), url);
		return shown(ctx, url);
	});
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html */
export async function getFunctionUrlConfig(
	ctx: Context,
	input: Given<GetFunctionUrlConfigRequest, 'FunctionName'>
): Promise<GetFunctionUrlConfigResponse> {
	const url = ctx.store.get(urls, keyOf(readFunctionName(ctx, input.FunctionName, input.Qualifier)));
	if (!url) throw notFound('The resource you requested does not exist.');
	return { ...shown(ctx, url), LastModifiedTime: timeOf(url) };
}

/** Where the function answers. */
export function urlHost({ region }: Pick<Context, 'region'>, { urlId }: UrlRecord): string {
	return `${urlId}.lambda-url.${region}.on.aws`;
}

function shown(ctx: Context, url: UrlRecord): CreateFunctionUrlConfigResponse {
	return {
		FunctionUrl: `https://${urlHost(ctx, url)}/`,
		FunctionArn: functionArn(ctx, url.functionName, url.qualifier),
		AuthType: url.authType,
		Cors: url.cors ?? undefined,
		CreationTime: timeOf(url),
		InvokeMode: url.invokeMode
	};
}

function timeOf({ createdAt }: UrlRecord): string {
	return new Date(createdAt).toISOString().replace('Z', '000Z');
}
