import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DocumentCell } from '#notebook/document/notebook-document.ts';
import { readMarkdown, writeMarkdown } from '#notebook/interchange/markdown.ts';
import { readIpynb } from '#notebook/interchange/read-ipynb.ts';
import { arbitraryNotebook } from '../../support/arbitrary-notebook.ts';
import { processorMs } from '#tests/support/processor-ms.ts';

const lessons = readdirSync('lessons', { withFileTypes: true })
	.filter((entry) => entry.isDirectory() && entry.name !== 'errors')
	.map((entry) => `lessons/${entry.name}/index.md`);

describe('a lesson', () => {
	test.each(lessons)('%s is the same file when it is written again, exercises and all', (path) => {
		const text = readFileSync(path, 'utf8');
		expect(writeMarkdown(readMarkdown(path, text))).toBe(text);
	});

	test('keeps its own front matter where that says more or says it otherwise', () => {
		const text = "---\nauthor: Ada\ntitle: 'Mine'\n---\n\ntext\n";
		expect(writeMarkdown(readMarkdown('x.md', text))).toBe(text);
		const renamed = { ...readMarkdown('x.md', text), title: 'Yours' };
		expect(writeMarkdown(renamed)).toMatch(/^---\ntitle: Yours\n/);
	});
});

describe('any Markdown', () => {
	test('is a notebook: sections are cells, its heading or its file the title', () => {
		const document = readMarkdown('notes.md', '# Notes on *trees*\n\n## One\n\n```js\nx\n```\n\n## Two');
		expect(document.title).toBe('Notes on trees');
		expect(document.cells.map((cell) => cell.source)).toEqual([
			'# Notes on *trees*',
			'## One\n\n```js\nx\n```',
			'## Two'
		]);
		expect(readMarkdown('some/notes.md', 'text').title).toBe('notes');
	});

	test('is read whatever it is, and then stays as it is written', () => {
		const piece = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 20 }),
			fc.constantFrom(
				'---',
				'```',
				'```ts cell id=a',
				'~~~~',
				'## ',
				'<!-- cell id=b -->',
				'```ts check for=a',
				'x: [',
				'\r\n'
			)
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
				const once = readMarkdown('x.md', pieces.join('\n'));
				const text = writeMarkdown(once);
				const twice = readMarkdown('x.md', text);
				expect(writeMarkdown(twice)).toBe(text);
			}),
			{ seed: 11, numRuns: 250 }
		);
	});

	test('of forty thousand cells of one id is refused, and soon', async () => {
		const text = '```js cell id=a\n```\n'.repeat(40_000);
		const took = await processorMs(() =>
			expect(() => readMarkdown('x.md', text)).toThrow(expect.objectContaining({ code: 'TooManyCells' }))
		);
		expect(took).toBeLessThan(5000);
	});
});

describe('a notebook as Markdown', () => {
	test('loses no code and no text, whatever fences it holds', () => {
		fc.assert(
			fc.property(arbitraryNotebook, (document) => {
				const again = readMarkdown('x.md', writeMarkdown(document));
				const codes = ({ cells }: { cells: readonly DocumentCell[] }): string[] =>
					cells.flatMap((cell) => (cell.kind === 'markdown' ? [] : [`${cell.id} ${cell.source}`]));
				// A text that holds a cell's fence is that cell when it is read again.
				const texts = document.cells.filter((cell) => cell.kind === 'markdown').map((cell) => cell.source);
				const isPlain = texts.every((text) => !text.includes(' cell '));
				const hasReturn = document.cells.some((cell) => cell.source.includes('\r'));
				if (isPlain && !hasReturn) expect(codes(again)).toEqual(codes(document));
				expect(again.title).toBe(document.title);
			}),
			{ seed: 12, numRuns: 200 }
		);
	});

	test('shows Python as Python, which comes back as such', () => {
		const path = 'tests/golden/ipynb/jupyter.ipynb';
		const text = writeMarkdown(readIpynb(path, readFileSync(path, 'utf8')));
		expect(text).toContain('```python code\n1/0\n```');
		expect(text).toContain('```text raw\n\\section{Raw}\n```');
		const cells = readMarkdown('x.md', text).cells;
		expect(cells.map((cell) => (cell.kind === 'code' ? cell.language : cell.kind))).toEqual([
			'markdown',
			'python',
			'python',
			'raw',
			'python'
		]);
	});
});
