import { assertNever } from '#base/assert.ts';
import type { CellError } from '#notebook/outputs.ts';

/** Who must act on an error of a kind, in a few words for the card's head. */
export function culpritOf(kind: CellError['kind']): string {
	switch (kind) {
		case 'user':
			return 'something in the call or the data';
		case 'aws':
			return 'answered by the service';
		case 'syntax':
			return 'the code cannot be read';
		case 'interrupted':
			return 'stopped by you';
		case 'platform':
			return 'this browser could not do it';
		case 'algorithm':
			return 'a fault of Sagebrush';
		case 'unknown':
			return 'thrown by the code';
		default:
			return assertNever(kind);
	}
}
