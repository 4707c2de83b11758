import { describe, expect, it } from 'vitest';
import type { DocumentCell } from '#notebook/document/notebook-document.ts';
import { fileItems, inertItems } from '#state/outputs/file-outputs.ts';

const cell: DocumentCell = {
	id: 'a',
	kind: 'code',
	source: '',
	metadata: {},
	language: 'python',
	outputs: [
		{ type: 'stream', name: 'stdout', text: 'hello' },
		{ type: 'display', displayId: null, data: { 'text/html': '<img src=x>', 'text/plain': '<Figure>' } },
		{ type: 'result', data: { 'image/svg+xml': '<svg/>' } }
	],
	foreignOutputs: null,
	executionCount: 1
};

describe('fileItems', () => {
	it('draws what a file brought, in order', () => {
		expect(fileItems(cell).map((item) => item.kind)).toEqual(['stream', 'rich', 'rich']);
	});

	it('is empty for cells that bring no output', () => {
		expect(fileItems(null)).toEqual([]);
		expect(fileItems({ id: 'r', kind: 'raw', source: '', metadata: {} })).toEqual([]);
	});
});

describe('inertItems', () => {
	it('leaves nothing but text', () => {
		const items = inertItems(fileItems(cell), 'hidden');
		expect(items.map((item) => item.kind === 'stream' && item.text)).toEqual(['hello', '<Figure>', 'hidden']);
	});
});
