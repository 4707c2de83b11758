import type { Context } from '../core/context.ts';
import { settleFunction } from './functions/function-life.ts';
import { settleMapping } from './sources/mapping-life.ts';
import { functions, mappings } from './tables.ts';

/** Takes up the functions and mappings that were being made or changed when the region last ended. */
export function restoreLambda(ctx: Context): void {
	for (const fn of ctx.store.values(functions)) settleFunction(ctx, fn);
	for (const mapping of ctx.store.values(mappings)) settleMapping(ctx, mapping);
}
