import { assertNever } from '#base/assert.ts';
import type { CellError } from '#notebook/outputs.ts';
import type { MessageKey } from '../text/text.svelte.ts';

/** Who must act on an error of a kind: the key of a few words for the card's head. */
export function culpritOf(kind: CellError['kind']): MessageKey {
	switch (kind) {
		case 'user':
			return 'outputs.byCall';
		case 'aws':
			return 'outputs.byService';
		case 'syntax':
			return 'outputs.bySyntax';
		case 'interrupted':
			return 'outputs.byStop';
		case 'platform':
			return 'outputs.byBrowser';
		case 'algorithm':
			return 'outputs.bySagebrush';
		case 'unknown':
			return 'outputs.byCode';
		default:
			return assertNever(kind);
	}
}
