import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { cellOf, type NotebookCopy } from './notebook-copy.ts';

/**
 * SHA-256, in hexadecimal, of what of a notebook can run or be shown: its cells in their order with kind, language, text
 * and saved outputs. Title and metadata do not count.
 */
export function contentHash(copy: NotebookCopy): string {
	const cells = copy.order.map((id) => {
		const cell = cellOf(copy, id);
		if (!cell) return null;
		const { kind, source, document } = cell;
		return document?.kind === 'code'
			? [kind, source, document.language, document.outputs, document.foreignOutputs]
			: [kind, source];
	});
	return bytesToHex(sha256(utf8ToBytes(JSON.stringify(cells))));
}
