import type {
	FunctionConfiguration,
	UpdateFunctionCodeRequest,
	UpdateFunctionConfigurationRequest
} from '@aws-sdk/client-lambda';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { refuseUnsupported } from '../../core/unsupported.ts';
import { readFunctionName, type FunctionRef } from '../function-name.ts';
import { checkRevision, checkSettled, needFunction } from '../lookup.ts';
import { functions, type FunctionRecord, type VersionRecord } from '../tables.ts';
import { withVersion } from '../versions/publish.ts';
import { readCode, releaseCode, storeCode } from './code.ts';
import { settleFunction } from './function-life.ts';
import { settingsFrom } from './settings.ts';
import { configurationOf } from './view.ts';
import { invalidParameter } from '../errors.ts';

/** Published versions keep the code that they have. */
export async function updateFunctionCode(
	ctx: Context,
	input: Given<UpdateFunctionCodeRequest, 'FunctionName'>
): Promise<FunctionConfiguration> {
	refuseUnsupported('UpdateFunctionCode', input, ['PublishTo']);
	const ref = latestOf(ctx, input.FunctionName);
	needFunction(ctx, ctx.store, ref);
	const { ZipFile, S3Bucket, S3Key, S3ObjectVersion, S3ObjectStorageMode, ImageUri, SourceKMSKeyArn } = input;
	const code = await readCode(ctx, 'UpdateFunctionCode', {
		...{ ZipFile, S3Bucket, S3Key, S3ObjectVersion, S3ObjectStorageMode, ImageUri, SourceKMSKeyArn }
	});
	const { fn, version } = await ctx.store.transact((tx) => {
		const before = needFunction(ctx, tx, ref);
		checkRevision(input.RevisionId, before.latest);
		if (input.DryRun === true) return { fn: before, version: before.latest };
		checkSettled(ctx, before);
		releaseCode(tx, ctx, before);
		const stored = storeCode(tx, ctx, before.uid, code);
		const architecture = input.Architectures?.[0] ?? before.latest.architecture;
		const changed = updating(ctx, before, { code: stored, architecture }, tx.now);
		const published =
			input.Publish === true ? withVersion(tx, ctx, changed) : { fn: changed, version: changed.latest };
		tx.put(functions, before.name, published.fn);
		return published;
	});
	settleFunction(ctx, fn);
	return configurationOf(ctx, fn, version, input.Publish === true ? version.version : null);
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export async function updateFunctionConfiguration(
	ctx: Context,
	input: Given<UpdateFunctionConfigurationRequest, 'FunctionName'>
): Promise<FunctionConfiguration> {
	const ref = latestOf(ctx, input.FunctionName);
	const fn = await ctx.store.transact((tx) => {
		const before = needFunction(ctx, tx, ref);
		const { settings: old } = before.latest;
		const settings = settingsFrom(ctx, 'UpdateFunctionConfiguration', before.name, input, old);
		checkRevision(input.RevisionId, before.latest);
		checkSettled(ctx, before);
		const changed = updating(ctx, before, { settings }, tx.now);
		tx.put(functions, before.name, changed);
		return changed;
	});
	settleFunction(ctx, fn);
	return configurationOf(ctx, fn, fn.latest, null);
}

function latestOf(ctx: Context, functionName: string): FunctionRef {
	const ref = readFunctionName(ctx, functionName);
	if (ref.qualifier === null || ref.qualifier === '$LATEST') return { ...ref, qualifier: null };
	throw invalidParameter(
		'This operation is permitted on Lambda functions only. Published versions stay as they are.'
	);
}

function updating(
	ctx: Context,
	fn: FunctionRecord,
	change: Partial<VersionRecord>,
	now: number
): FunctionRecord {
	const revisionId = ctx.rng.uuid();
	return {
		...fn,
		latest: { ...fn.latest, ...change, lastUpdate: 'InProgress', modifiedAt: now, revisionId }
	};
}
