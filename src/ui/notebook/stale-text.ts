import type { StaleNote } from '#state/cells/cell-status.svelte.ts';
import { t } from '../text/text.svelte.ts';

/** One sentence on why what a cell shows may no longer be true. */
export function staleText(note: StaleNote): string {
	switch (note.why) {
		case 'edited':
		case 'restarted':
			return t(`stale.${note.why}`);
		case 'earlier visit':
			return t('stale.earlierVisit');
		case 'newer':
		case 'elsewhere':
			return note.number === null
				? t(`stale.${note.why}Gone`, { name: note.name })
				: t(`stale.${note.why}`, { name: note.name, number: note.number });
	}
}
