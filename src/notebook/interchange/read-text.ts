import { UserError } from '#base/errors.ts';
import { LIMITS } from './limits.ts';

/**
 * The text of a file's bytes. Throws a UserError: `FileTooLarge` above `most` bytes, `NotText` where they are no UTF-8.
 */
export function readText(name: string, bytes: Uint8Array, most: number = LIMITS.fileBytes): string {
	requireSize(name, bytes.length, most);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch (error) {
		throw new UserError('NotText', `${name} is no text: its ${bytes.length} bytes are no UTF-8.`, {
			hint: 'A notebook, lesson or script is a text file. Save it as UTF-8.',
			cause: error
		});
	}
}

/** Throws a UserError `FileTooLarge` where a file has more than `most` bytes. */
export function requireSize(name: string, size: number, most: number = LIMITS.fileBytes): void {
	if (size <= most) return;
	throw new UserError('FileTooLarge', `${name} has ${size} bytes; here a file may have ${most}.`);
}

/** Throws a UserError `TooManyCells` where a notebook has more than {@link LIMITS}.cells. */
export function requireCells(name: string, count: number): void {
	if (count <= LIMITS.cells) return;
	throw new UserError('TooManyCells', `${name} has ${count} cells; a notebook may have ${LIMITS.cells}.`);
}
