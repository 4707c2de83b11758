import type {
	FunctionConfiguration,
	ListVersionsByFunctionRequest,
	ListVersionsByFunctionResponse,
	PublishVersionRequest
} from '@aws-sdk/client-lambda';
import type { Context } from '../../core/context.ts';
import { pageOf } from '../../core/pager.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { refuseUnsupported } from '../../core/unsupported.ts';
import { invalidParameter } from '../errors.ts';
import { configurationOf, listed } from '../functions/view.ts';
import { readFunctionName } from '../function-name.ts';
import { checkRevision, checkSettled, needFunction } from '../lookup.ts';
import {
	functions,
	partKey,
	publishedOf,
	versions,
	type FunctionRecord,
	type VersionRecord
} from '../tables.ts';

const MOST_LISTED = 50;

/** Gives the function the version that its `$LATEST` becomes; the caller stores the function. */
export function withVersion(
	tx: Transaction,
	ctx: Context,
	fn: FunctionRecord,
	description = fn.latest.settings.description
): { readonly fn: FunctionRecord; readonly version: VersionRecord } {
	const number = String(fn.nextVersion);
	const version: VersionRecord = {
		...fn.latest,
		version: number,
		settings: { ...fn.latest.settings, description },
		lastUpdate: fn.latest.state === 'Pending' ? null : 'Successful',
		revisionId: ctx.rng.uuid()
	};
	tx.put(versions, partKey(fn.name, number), version);
	const published = { version: number, likeness: likenessOf(fn.latest) };
	return { fn: { ...fn, nextVersion: fn.nextVersion + 1, published }, version };
}

/** Alike for two states of `$LATEST` that run alike. */
function likenessOf({ settings, code, architecture }: VersionRecord): string {
	return JSON.stringify([settings, code.sha256, architecture]);
}

/** Nothing is published where `$LATEST` is what it was at the last time: the answer is the version of then. */
export async function publishVersion(
	ctx: Context,
	input: Given<PublishVersionRequest, 'FunctionName'>
): Promise<FunctionConfiguration> {
	refuseUnsupported('PublishVersion', input, ['PublishTo']);
	const { name } = readFunctionName(ctx, input.FunctionName);
	return ctx.store.transact((tx) => {
		const before = needFunction(ctx, tx, { name, qualifier: null });
		checkSettled(ctx, before);
		checkRevision(input.RevisionId, before.latest);
		const { sha256 } = before.latest.code;
		if (input.CodeSha256 !== undefined && input.CodeSha256 !== sha256) {
			throw invalidParameter(
				`CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${sha256}). Please try again with the CodeSHA256 in $LATEST.`
			);
		}
		const { published } = before;
		const last = published && tx.get(versions, partKey(name, published.version));
		if (last && published.likeness === likenessOf(before.latest)) {
			return configurationOf(ctx, before, last, last.version);
		}
		const { fn, version } = withVersion(tx, ctx, before, input.Description);
		tx.put(functions, name, fn);
		return configurationOf(ctx, fn, version, version.version);
	});
}

/** `$LATEST` comes first. */
export async function listVersionsByFunction(
	ctx: Context,
	input: Given<ListVersionsByFunctionRequest, 'FunctionName'>
): Promise<ListVersionsByFunctionResponse> {
	const { name } = readFunctionName(ctx, input.FunctionName);
	const fn = needFunction(ctx, ctx.store, { name, qualifier: null });
	const { items, nextToken } = pageOf([fn.latest, ...publishedOf(ctx.store, name)], {
		size: Math.min(input.MaxItems ?? MOST_LISTED, MOST_LISTED),
		token: input.Marker,
		keyOf: ({ version }) => version,
		badTokenCode: 'InvalidParameterValueException'
	});
	return {
		Versions: items.map((version) => listed(ctx, fn, version, version.version)),
		NextMarker: nextToken
	};
}
