import type { Concurrency, PutFunctionConcurrencyRequest } from '@aws-sdk/client-lambda';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { readFunctionName } from '../function-name.ts';
import { needFunction } from '../lookup.ts';
import { functions } from '../tables.ts';

/** What all reservations together must leave to functions without one. */
const LEAST_UNRESERVED = 100;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export async function putFunctionConcurrency(
	ctx: Context,
	input: Given<PutFunctionConcurrencyRequest, 'FunctionName' | 'ReservedConcurrentExecutions'>
): Promise<Concurrency> {
	const { name } = readFunctionName(ctx, input.FunctionName);
	const reserved = input.ReservedConcurrentExecutions;
	return ctx.store.transact((tx) => {
		const fn = needFunction(ctx, tx, { name, qualifier: null });
		const others = ctx.store
			.values(functions)
			.filter((other) => other.name !== name)
			.reduce((sum, other) => sum + (other.reservedConcurrency ?? 0), 0);
		if (ctx.quotas.lambdaConcurrency - others - reserved < LEAST_UNRESERVED) {
			throw invalidParameter(
				`Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${LEAST_UNRESERVED}].`
			);
		}
		tx.put(functions, name, { ...fn, reservedConcurrency: reserved });
		return { ReservedConcurrentExecutions: reserved };
	});
}
