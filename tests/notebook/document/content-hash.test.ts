import { describe, expect, it } from 'vitest';
import { contentHash } from '#notebook/document/content-hash.ts';
import { copyOfDocument } from '#notebook/document/document-copy.ts';
import type { DocumentCell, NotebookDocument } from '#notebook/document/notebook-document.ts';

const code: DocumentCell = {
	id: 'a',
	kind: 'code',
	source: '1',
	metadata: {},
	language: 'ts',
	outputs: [],
	foreignOutputs: null,
	executionCount: null
};
const hashOf = (cells: readonly DocumentCell[], rest: Partial<NotebookDocument> = {}): string =>
	contentHash(copyOfDocument({ format: 1, title: '', cells, metadata: {}, ...rest }, 0));

describe('contentHash', () => {
	it('is a SHA-256 and the same for the same cells, whatever title, ids and metadata', () => {
		expect(hashOf([code])).toMatch(/^[0-9a-f]{64}$/);
		expect(hashOf([code], { title: 'x', metadata: { y: 1 } })).toBe(hashOf([{ ...code, id: 'b' }]));
	});

	it('differs with a text, a kind, a language, a saved output or an order', () => {
		const other = { ...code, id: 'b', source: '2' };
		const hashes = [
			hashOf([code, other]),
			hashOf([other, code]),
			hashOf([code]),
			hashOf([{ ...code, source: '1 ' }]),
			hashOf([{ ...code, language: 'js' }]),
			hashOf([{ ...code, outputs: [{ type: 'result', data: { 'text/html': '<b>' } }] }]),
			hashOf([{ id: 'a', kind: 'markdown', source: '1', metadata: {}, attachments: null }])
		];
		expect(new Set(hashes).size).toBe(hashes.length);
	});
});
