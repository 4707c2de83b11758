import { afterState } from '../../core/after.ts';
import type { Context } from '../../core/context.ts';
import { mappingStates } from '../states.ts';
import { mappings, type MappingRecord } from '../tables.ts';

/** Brings a mapping that is being made or removed to the end of that. */
export function settleMapping(ctx: Context, { uuid, state }: MappingRecord): void {
	if (state !== 'Creating' && state !== 'Deleting') return;
	afterState(ctx, state === 'Creating' ? mappingStates.creating : mappingStates.deleting, (tx) => {
		const mapping = tx.get(mappings, uuid);
		if (mapping?.state !== state) return;
		if (state === 'Deleting') tx.remove(mappings, uuid);
		else tx.put(mappings, uuid, { ...mapping, state: mapping.enabled ? 'Enabled' : 'Disabled' });
	});
}
