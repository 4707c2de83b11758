import type { Context } from '../../core/context.ts';
import { defineTable, type Table } from '../../core/table.ts';

/** A request that waits for its turn, or is at it. What is done is forgotten: its outcome lies in S3. */
export interface AsyncInvocation {
	readonly id: string;
	readonly inferenceId: string;
	readonly endpointName: string;
	/** Names of endpoints come again; this does not. */
	readonly endpointId: string;
	/** `s3://…`; null where the request brought its body along, which is stored under the id. */
	readonly inputLocation: string | null;
	readonly contentType: string | undefined;
	readonly accept: string | undefined;
	readonly customAttributes: string | undefined;
	readonly outputLocation: string;
	readonly failureLocation: string | null;
	readonly acceptedAt: number;
	readonly expiresAt: number;
	readonly timeoutMs: number;
}

export const asyncInvocations = defineTable<AsyncInvocation>('asyncInvocations');

export const RUNTIME_TABLES: readonly Table<unknown>[] = [asyncInvocations];

/** Where the body of a request is stored that brought it along. */
export function bodyIdOf({ id }: Pick<AsyncInvocation, 'id'>): string {
	return `async/${id}`;
}

/** Ids of all bodies that are stored. */
export function storedBodies(ctx: Pick<Context, 'store'>): string[] {
	return ctx.store
		.values(asyncInvocations)
		.flatMap((each) => (each.inputLocation === null ? [bodyIdOf(each)] : []));
}
