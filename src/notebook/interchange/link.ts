import { deflateSync } from 'fflate';
import { UserError } from '#base/errors.ts';
import type { NotebookDocument } from '../document/notebook-document.ts';
import { inflateBounded } from './inflate.ts';
import { LIMITS } from './limits.ts';
import { fromBase64Url, toBase64Url } from './base64-url.ts';
import { readIpynb } from './read-ipynb.ts';
import { readText } from './read-text.ts';
import { writeCompactIpynb } from './write-ipynb.ts';

const START = '#nb=';
const NAME = 'The notebook in the link';

/** The end of an address that carries a whole notebook. */
export interface NotebookLink {
	/** `#nb=…` */
	readonly hash: string;
	/** The outputs were left out, since with them the link would have been too long. */
	readonly leavesOutputs: boolean;
}

/**
 * Writes a notebook into the end of an address: compact nbformat JSON, deflate, base64url. Nothing of it reaches a
 * server, since browsers keep what stands behind `#`.
 *
 * Throws a UserError `LinkTooLong` where it takes more than {@link LIMITS}.linkCharacters even without its outputs.
 */
export function writeLink(document: NotebookDocument): NotebookLink {
	const whole = hashOf(document);
	if (whole.length <= LIMITS.linkCharacters) return { hash: whole, leavesOutputs: false };
	const bare = hashOf(withoutOutputs(document));
	if (bare.length <= LIMITS.linkCharacters) return { hash: bare, leavesOutputs: true };
	throw new UserError(
		'LinkTooLong',
		`The link to '${document.title}' would have ${bare.length} characters without its outputs; ${LIMITS.linkCharacters} are safe to send.`,
		{ hint: 'Download the notebook and send the file.' }
	);
}

/** Whether the hash of an address carries a notebook. */
export function isNotebookLink(hash: string): boolean {
	return hash.startsWith(START);
}

/**
 * Reads the notebook in the hash of an address. Throws a UserError: `BrokenLink` for what is no such link or unfolds to
 * more than {@link LIMITS}.linkBytes; `NotText` and what `readIpynb` throws for what is in it.
 */
export function readLink(hash: string): NotebookDocument {
	const data = hash.slice(START.length);
	if (!isNotebookLink(hash)) throw broken(`begins with ${START}`, `begins with '${hash.slice(0, 10)}'`);
	if (data.length > LIMITS.readLinkCharacters) {
		throw broken(`has at most ${LIMITS.readLinkCharacters} characters`, `has ${data.length}`);
	}
	const bytes = fromBase64Url(data);
	if (!bytes) throw broken('is of letters, digits, - and _', 'has others, or was cut off');
	return readIpynb('Shared notebook', readText(NAME, unfold(bytes), LIMITS.linkBytes));
}

function unfold(bytes: Uint8Array): Uint8Array {
	let text: Uint8Array | null;
	try {
		text = inflateBounded(bytes, LIMITS.linkBytes);
	} catch (error) {
		throw broken('is compressed with deflate', `is none (${String(error)})`, error);
	}
	if (!text) throw broken(`unfolds to at most ${LIMITS.linkBytes} bytes`, 'unfolds to more');
	return text;
}

function broken(rule: string, found: string, cause?: unknown): UserError {
	return new UserError('BrokenLink', `A link to a notebook ${rule}; this one ${found}.`, {
		hint: 'It may have been cut off on its way. Ask for the whole link, or for the file.',
		cause
	});
}

function hashOf(document: NotebookDocument): string {
	const bytes = new TextEncoder().encode(writeCompactIpynb(document));
	return START + toBase64Url(deflateSync(bytes, { level: 9 }));
}

function withoutOutputs(document: NotebookDocument): NotebookDocument {
	const cells = document.cells.map((cell) =>
		cell.kind === 'code' ? { ...cell, outputs: [], foreignOutputs: null, executionCount: null } : cell
	);
	return { ...document, cells };
}
