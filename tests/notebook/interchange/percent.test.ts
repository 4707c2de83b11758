import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NotebookDocument } from '#notebook/document/notebook-document.ts';
import { OWN_METADATA } from '#notebook/interchange/ipynb-language.ts';
import { readPercent, writePercent } from '#notebook/interchange/percent.ts';
import { arbitraryNotebook } from '../../support/arbitrary-notebook.ts';

/** The format has no outputs, and its line ends are `\n`. */
function asScript(document: NotebookDocument): NotebookDocument {
	const cells = document.cells.map((cell) => {
		const source = cell.source.replace(/\r\n?/g, '\n');
		return cell.kind === 'code'
			? { ...cell, source, outputs: [], executionCount: null }
			: { ...cell, source };
	});
	return { ...document, cells };
}

describe('a notebook as a script', () => {
	test('is the same notebook when it is read again, save outputs and run counts', () => {
		fc.assert(
			fc.property(arbitraryNotebook.map(asScript), (document) => {
				expect(readPercent('x.ts', writePercent(document))).toEqual(document);
			}),
			{ seed: 31, numRuns: 200 }
		);
	});

	test('reads well', () => {
		const document: NotebookDocument = {
			format: 1,
			title: 'Trees',
			metadata: OWN_METADATA,
			cells: [
				{ kind: 'markdown', id: 'intro', source: '# Trees\n\nThey grow.', metadata: {}, attachments: null },
				{
					kind: 'code',
					id: 'sum',
					language: 'ts',
					source: 'const a = 1;\na + 1',
					metadata: { tags: ['x'] },
					outputs: [],
					foreignOutputs: null,
					executionCount: 2
				}
			]
		};
		expect(writePercent(document)).toBe(
			`// ---
// title: "Trees"
// ---

// %% [markdown] {"id":"intro"}
// # Trees
//
// They grow.

// %% {"id":"sum","tags":["x"]}
const a = 1;
a + 1
`
		);
	});
});

describe('a script from elsewhere', () => {
	test('is cut at its markers, keeps the names of cells, and code before the first', () => {
		const text =
			'import x from "x";\r\n\r\n//%% Load the data\r\nload()\r\n\r\n// %% [md] About\r\n// text\r\n// %% [raw] {broken\r\n// r\r\n';
		const { cells, title } = readPercent('work/load.ts', text);
		expect(title).toBe('load');
		expect(cells.map(({ id, kind, source, metadata }) => ({ id, kind, source, metadata }))).toEqual([
			{ id: 'cell-1', kind: 'code', source: 'import x from "x";', metadata: {} },
			{ id: 'cell-2', kind: 'code', source: 'load()', metadata: { title: 'Load the data' } },
			{ id: 'cell-3', kind: 'markdown', source: 'text', metadata: { title: 'About' } },
			{ id: 'cell-4', kind: 'raw', source: 'r', metadata: { title: '{broken' } }
		]);
	});

	test('without a marker is one cell', () => {
		expect(readPercent('x.ts', 'const a = 1;\n').cells.map((cell) => cell.source)).toEqual(['const a = 1;']);
		expect(readPercent('x.ts', '').cells).toEqual([]);
	});

	test('with a head of another program keeps it as a cell', () => {
		const text = '// ---\n// jupyter:\n//   jupytext: {}\n// ---\n\n// %%\n1\n';
		expect(readPercent('x.ts', text).cells[0]!.source).toBe('// ---\n// jupyter:\n//   jupytext: {}\n// ---');
	});

	test('never breaks the reader, and then stays as it is written', () => {
		const line = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 20 }),
			fc.constantFrom(
				'// %%',
				'// // %%',
				'//%% [markdown] {',
				'// %% {"id":1}',
				'// %% {"metadata":{"id":2}}',
				'// ---',
				'// title: 1',
				'//',
				''
			)
		);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 15 }), (lines) => {
				const text = writePercent(readPercent('x.ts', lines.join('\n')));
				expect(writePercent(readPercent('x.ts', text))).toBe(text);
			}),
			{ seed: 32, numRuns: 800 }
		);
	});

	test('of too many cells is refused', () => {
		expect(() => readPercent('x.ts', '// %%\n'.repeat(20_001))).toThrow(
			expect.objectContaining({
				code: 'TooManyCells',
				message: 'x.ts has 20001 cells; a notebook may have 20000.'
			})
		);
	});
});
