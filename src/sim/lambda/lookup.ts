import type { Context } from '../core/context.ts';
import type { Transaction } from '../core/table.ts';
import { conflict, functionNotFound, notFound, revisionMismatch } from './errors.ts';
import { functionArn, type FunctionRef } from './function-name.ts';
import { aliases, functions, partKey, versions, type FunctionRecord, type VersionRecord } from './tables.ts';

type Source = Pick<Transaction, 'get'>;

/** The version that a qualifier leads to. */
export interface Target {
	readonly fn: FunctionRecord;
	readonly version: VersionRecord;
}

/** @throws AwsError ResourceNotFoundException */
export function needFunction(ctx: Context, source: Source, { name, qualifier }: FunctionRef): FunctionRecord {
	const fn = source.get(functions, name);
	if (!fn) throw functionNotFound(functionArn(ctx, name, qualifier));
	return fn;
}

/**
 * The version of that number, the one that an alias points to, or `$LATEST`.
 * @throws AwsError ResourceNotFoundException
 */
export function needTarget(ctx: Context, source: Source, ref: FunctionRef): Target {
	const fn = needFunction(ctx, source, ref);
	const { name, qualifier } = ref;
	if (qualifier === null || qualifier === '$LATEST') return { fn, version: fn.latest };
	const alias = source.get(aliases, partKey(name, qualifier));
	const number = alias?.version ?? qualifier;
	if (number === '$LATEST') return { fn, version: fn.latest };
	const version = source.get(versions, partKey(name, number));
	if (version) return { fn, version };
	throw /^\d+$|^\$/.test(qualifier)
		? functionNotFound(functionArn(ctx, name, qualifier))
		: notFound(`Cannot find alias arn: ${functionArn(ctx, name, qualifier)}`);
}

/** @throws AwsError PreconditionFailedException where the caller has looked at another revision */
export function checkRevision(
	given: string | undefined,
	{ revisionId }: { readonly revisionId: string }
): void {
	if (given !== undefined && given !== revisionId) throw revisionMismatch();
}

/** @throws AwsError ResourceConflictException while the function is being made or changed */
export function checkSettled(ctx: Context, { name, latest }: FunctionRecord): void {
	if (latest.state === 'Pending') {
		throw conflict(
			'The operation cannot be performed at this time. The function is currently in the following state: Pending'
		);
	}
	if (latest.lastUpdate === 'InProgress') {
		throw conflict(
			`The operation cannot be performed at this time. An update is in progress for resource: ${functionArn(ctx, name)}`
		);
	}
}
