import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '#base/errors.ts';
import { fileNameOf, titleOfFile } from '#notebook/interchange/notebook-title.ts';
import { readNotebookFile } from '#notebook/interchange/read-file.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a file', () => {
	test.each([
		['a.ipynb', '{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}', 0],
		['a.JSON', '\uFEFF{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}', 0],
		['a.md', 'text', 1],
		['a.markdown', 'text', 1],
		['a.ts', '// %%\n1\n// %%\n2', 2],
		['a.mjs', '1', 1]
	])('%s is read by its ending', (name, text, cells) => {
		expect(readNotebookFile(name, bytes(text)).cells).toHaveLength(cells);
	});

	test.each([
		[
			'a.py',
			bytes(''),
			'UnknownFileKind',
			"a.py ends in '.py'; notebooks are read from .ipynb, .md, .ts, .js, .mts, .mjs."
		],
		['noending', bytes(''), 'UnknownFileKind', "noending ends in ''"],
		['a.md', new Uint8Array([0x80]), 'NotText', 'a.md is no text: its 1 bytes are no UTF-8.'],
		[
			'a.md',
			new Uint8Array(8_000_001),
			'FileTooLarge',
			'a.md has 8000001 bytes; here a file may have 8000000.'
		],
		['a.ipynb', new Uint8Array(64_000_001), 'FileTooLarge', 'a.ipynb has 64000001 bytes']
	])('%s is refused by name, rule and value', (name, data, code, message) => {
		expect(() => readNotebookFile(name, data)).toThrow(
			expect.objectContaining({ code, message: expect.stringContaining(message) as string })
		);
	});

	test('of random bytes is read or refused, and never breaks the page', () => {
		const name = fc.constantFrom('a.ipynb', 'a.md', 'a.ts', 'a.zip', '');
		fc.assert(
			fc.property(name, fc.uint8Array({ maxLength: 200 }), (given, data) => {
				try {
					readNotebookFile(given, data);
				} catch (error) {
					expect(error).toBeInstanceOf(UserError);
				}
			}),
			{ seed: 71, numRuns: 1000 }
		);
	});
});

describe('a name', () => {
	test.each([
		['Deploy: a/b <c>', 'Deploy- a-b -c.ipynb'],
		['…', 'notebook.ipynb'],
		['../../x', 'x.ipynb'],
		['日本', '日本.ipynb'],
		['a'.repeat(500), `${'a'.repeat(80)}.ipynb`]
	])('for %.20s is one that file systems take', (title, name) => {
		expect(fileNameOf(title, '.ipynb')).toBe(name);
	});

	test.each([
		['C:\\work\\my notes.ipynb', 'my notes'],
		['.ipynb', 'Untitled'],
		['a.b.md', 'a.b']
	])('%s gives a title', (name, title) => {
		expect(titleOfFile(name)).toBe(title);
	});
});
