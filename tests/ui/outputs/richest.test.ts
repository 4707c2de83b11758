import { describe, expect, it } from 'vitest';
import { CONSOLE_MIME, PROGRESS_MIME, TABLE_MIME, TREE_MIME } from '#notebook/outputs.ts';
import { richestOf } from '#ui/outputs/richest.ts';

const plain = { 'text/plain': 'plain' };

describe('richestOf', () => {
	it.each([
		['table', { [TABLE_MIME]: { columns: [], rows: [], total: 0 } }],
		['tree', { [TREE_MIME]: { kind: 'leaf', type: 'number', text: '1' } }],
		['progress', { [PROGRESS_MIME]: { done: 1, total: 2, label: '' } }],
		['console', { [CONSOLE_MIME]: { level: 'log', args: [] } }],
		['markup', { 'image/svg+xml': '<svg></svg>' }],
		['markup', { 'text/html': '<p>' }],
		['markdown', { 'text/markdown': '*a*' }],
		['image', { 'image/png': 'iVBORw0KGgo=' }],
		['text', {}]
	])('prefers a %s to plain text', (kind, data) => {
		expect(richestOf({ ...plain, ...data }).kind).toBe(kind);
	});

	it.each([
		['a table without rows', { [TABLE_MIME]: { columns: [] } }],
		['a branch without entries', { [TREE_MIME]: { kind: 'branch' } }],
		['progress in words', { [PROGRESS_MIME]: { done: 'half', total: 2 } }],
		['a console line of texts', { [CONSOLE_MIME]: { level: 'log', args: ['a'] } }],
		['a picture that is no Base64', { 'image/png': '"><script>' }],
		['markup that is no text', { 'text/html': 3 }]
	])('passes over %s', (_name, data) => {
		expect(richestOf({ ...plain, ...data })).toEqual({ kind: 'text', text: 'plain' });
	});

	it('shows a bundle without any known form as JSON', () => {
		expect(richestOf({ 'application/x': 1 })).toEqual({ kind: 'text', text: '{"application/x":1}' });
	});
});
