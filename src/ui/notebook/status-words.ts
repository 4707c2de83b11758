import type { CellStatus } from '#state/cells/cell-status.svelte.ts';
import { t } from '../text/text.svelte.ts';

/** What stands beside a cell for its status. */
export function statusWord(status: CellStatus): string {
	return t(`status.${status}`);
}
