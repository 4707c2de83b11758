import { afterState } from '../../core/after.ts';
import type { Context } from '../../core/context.ts';
import { functionStates } from '../states.ts';
import {
	functions,
	partKey,
	publishedOf,
	versions,
	type FunctionRecord,
	type VersionRecord
} from '../tables.ts';

/** Brings a function that is being made or changed to the end of that. */
export function settleFunction(ctx: Context, { name, uid, latest }: FunctionRecord): void {
	const isPending = latest.state === 'Pending';
	if (!isPending && latest.lastUpdate !== 'InProgress') return;
	afterState(ctx, isPending ? functionStates.pending : functionStates.updating, (tx) => {
		const fn = tx.get(functions, name);
		if (fn?.uid !== uid) return;
		if (fn.latest.state === 'Pending' || fn.latest.lastUpdate === 'InProgress') {
			tx.put(functions, name, { ...fn, latest: settled(ctx, fn.latest) });
		}
		for (const version of publishedOf(ctx.store, name)) {
			if (version.state !== 'Pending') continue;
			tx.put(versions, partKey(name, version.version), settled(ctx, version));
		}
	});
}

function settled(ctx: Context, version: VersionRecord): VersionRecord {
	return { ...version, state: 'Active', lastUpdate: 'Successful', revisionId: ctx.rng.uuid() };
}
