import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '#base/errors.ts';
import type { DocumentCell, JsonObject, NotebookDocument } from '#notebook/document/notebook-document.ts';
import { readIpynb } from '#notebook/interchange/read-ipynb.ts';
import { writeCompactIpynb, writeIpynb } from '#notebook/interchange/write-ipynb.ts';
import { arbitraryNotebook } from '../../support/arbitrary-notebook.ts';
import { breachesOf } from '../../support/nbformat-rules.ts';
import { askNbformat, hasNbformat } from '../../support/python-nbformat.ts';

const FOLDER = 'tests/golden/ipynb';
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ipynb'));
const textOf = (name: string): string => readFileSync(`${FOLDER}/${name}`, 'utf8');
const read = (name: string): NotebookDocument => readIpynb(name, textOf(name));
const current = files.filter((name) => !name.startsWith('version-'));

function edit(document: NotebookDocument, id: string, change: Partial<DocumentCell>): NotebookDocument {
	const cells = document.cells.map((cell) =>
		cell.id === id ? ({ ...cell, ...change } as DocumentCell) : cell
	);
	return { ...document, cells };
}

function codeOf(document: NotebookDocument, id: string): DocumentCell & { kind: 'code' } {
	const cell = document.cells.find((one) => one.id === id);
	if (cell?.kind !== 'code') throw new Error(`${id} is no code cell`);
	return cell;
}

describe('a notebook from elsewhere', () => {
	test.each(current)('%s is written back byte for byte', (name) => {
		expect(writeIpynb(read(name))).toBe(textOf(name));
	});

	test('of Jupyter itself is kept once, save what its JSON spells otherwise', () => {
		const { frame, cells } = read('jupyter.ipynb');
		expect(frame).toBeUndefined();
		// 1.0 and 12345678901234567890 are no spellings of ours, the attachments of a raw cell and a traceback neither.
		expect(cells.filter((cell) => cell.original !== undefined).map((cell) => cell.id)).toEqual([
			'a1b2c3d4',
			'Failed_cell',
			'raw-1'
		]);
	});

	test.each(current)('%s keeps all that was not edited when a source is', (name) => {
		if (name === 'no-cells.ipynb') return expect(read(name).cells).toEqual([]);
		const edited = writeIpynb(edit(read(name), 'a1b2c3d4', { source: 'changed' }));
		const [before, after] = [JSON.parse(textOf(name)), JSON.parse(edited)] as JsonCells[];
		expect(after!.cells[1]!['source']).toEqual(['changed']);
		before!.cells[1]!['source'] = after!.cells[1]!['source']!;
		expect(after).toEqual(before);
		expect(edited).toMatch(/"duration":\s?1\.0/);
		expect(edited).toContain('12345678901234567890');
	});

	test('gets new outputs in the place of the old ones, and keeps the rest', () => {
		const outputs = [{ type: 'stream', name: 'stdout', text: 'new' }] as const;
		const text = writeIpynb(edit(read('jupyter.ipynb'), 'a1b2c3d4', { outputs }));
		const cell = (JSON.parse(text) as JsonCells).cells[1]!;
		expect(cell['outputs']).toEqual([{ name: 'stdout', output_type: 'stream', text: ['new'] }]);
		expect(text).toContain('"duration": 1.0');
	});

	test.each(current.filter((name) => name !== 'no-cells.ipynb'))(
		'%s can lose, gain and swap cells',
		(name) => {
			const document = read(name);
			const [first, second, ...rest] = document.cells;
			const added: DocumentCell = { kind: 'raw', id: 'added', source: 'new', metadata: {} };
			for (const cells of [rest, [added, ...document.cells], [second!, first!, ...rest], [], [added]]) {
				const text = writeIpynb({ ...document, cells });
				expect((JSON.parse(text) as JsonCells).cells.map((cell) => cell['id'])).toEqual(
					cells.map((cell) => cell.id)
				);
				expect(breachesOf(text).filter((breach) => !breach.includes('attachments'))).toEqual([]);
				expect((JSON.parse(text) as JsonCells).metadata).toEqual(document.metadata);
			}
		}
	);

	test('shows its outputs in our own words', () => {
		const { outputs, language, executionCount } = codeOf(read('jupyter.ipynb'), 'a1b2c3d4');
		expect(language).toBe('python');
		expect(executionCount).toBe(3);
		expect(outputs.map((output) => output.type)).toEqual(['stream', 'stream', 'display', 'result']);
		expect(outputs[2]).toMatchObject({ data: { 'image/svg+xml': "<svg>\n<circle r='1'/>\n</svg>" } });
		const [failure] = codeOf(read('jupyter.ipynb'), 'Failed_cell').outputs;
		expect(failure).toEqual({
			type: 'error',
			error: {
				kind: 'unknown',
				code: 'ZeroDivisionError',
				message: 'division by zero',
				hint: null,
				line: null,
				column: null,
				stack: '-----\nZeroDivisionError: division by zero\nat line 1'
			}
		});
	});

	test('is named by its heading, else by its file', () => {
		expect(read('jupyter.ipynb').title).toBe('A foreign notebook');
		expect(readIpynb('folder/some work.ipynb', textOf('no-cells.ipynb')).title).toBe('some work');
	});

	test('keeps outputs of a kind that came after us', () => {
		const later = textOf('jupyter.ipynb').replace(
			'"output_type": "execute_result"',
			'"output_type": "hologram"'
		);
		const document = readIpynb('later.ipynb', later);
		expect(codeOf(document, 'a1b2c3d4').foreignOutputs).toHaveLength(1);
		expect(writeIpynb(document)).toBe(later);
	});

	test('keeps a cell of a type that came after us as raw text', () => {
		const later = textOf('jupyter.ipynb').replace('"cell_type": "raw"', '"cell_type": "game"');
		const document = readIpynb('later.ipynb', later);
		expect(document.cells[3]).toMatchObject({ kind: 'raw', source: '\\section{Raw}' });
		expect(writeIpynb(document)).toBe(later);
	});

	test('whose cells share an id, or have none that is valid, gets new ones', () => {
		const twice = textOf('jupyter.ipynb')
			.replace('"id": "raw-1"', '"id": "empty"')
			.replace('"id": "text"', '"id": "no id!"');
		const document = readIpynb('twice.ipynb', twice);
		expect(document.cells.map((cell) => cell.id)).toEqual([
			'cell-1',
			'a1b2c3d4',
			'Failed_cell',
			'empty',
			'cell-2'
		]);
		expect(breachesOf(writeIpynb(document))).toEqual([]);
	});
});

interface JsonCells {
	readonly cells: Record<string, JsonObject[string]>[];
	readonly metadata: JsonObject;
}

describe('an older notebook', () => {
	test.each(['version-4.1.ipynb', 'version-4.4.ipynb'])(
		'%s differs from what it was by ids and version alone',
		(name) => {
			const [before, after] = [JSON.parse(textOf(name)), JSON.parse(writeIpynb(read(name)))] as JsonCells[];
			const ids = after!.cells.map((cell) => cell['id']);
			expect(ids).toEqual(['cell-1', 'cell-2', 'cell-3', 'cell-4', 'cell-5']);
			const withIds = before!.cells.map((cell, i) => ({ ...cell, id: ids[i] }));
			expect(after).toEqual({ ...before!, cells: withIds, nbformat_minor: 5 });
		}
	);

	test('of nbformat 3 becomes what Jupyter itself makes of it, and keeps its name', () => {
		const ours = read('version-3.ipynb');
		const theirs = readIpynb('x.ipynb', textOf('version-3-as-4.json'));
		const bare = ({ cells }: NotebookDocument): unknown =>
			cells.map(({ id: _, original: __, ...cell }) => cell);
		expect(bare(ours)).toEqual(bare(theirs));
		expect(ours.title).toBe('Old notebook');
	});
});

describe('what is written', () => {
	const samples = fc
		.sample(arbitraryNotebook, { numRuns: 40, seed: 20 })
		.map((document) => writeIpynb(document));
	const upgraded = files.map((name) => writeIpynb(read(name)));

	test('is valid by the rules of nbformat 4.5', () => {
		expect(samples.flatMap(breachesOf)).toEqual([]);
		expect(upgraded.flatMap(breachesOf)).toEqual([]);
	});

	test.runIf(hasNbformat)("is valid by Jupyter's own schema", () => {
		expect(askNbformat([...samples, ...upgraded])).toBe('');
	});

	test('is the same notebook when it is read again', () => {
		fc.assert(
			fc.property(arbitraryNotebook, fc.boolean(), (document, isCompact) => {
				const text = isCompact ? writeCompactIpynb(document) : writeIpynb(document);
				const again = readIpynb('A title.ipynb', text);
				const bare = again.cells.map(({ original: _, ...cell }) => cell);
				const { title: _, ...metadata } = again.metadata;
				expect(bare).toEqual(document.cells);
				expect(metadata).toEqual(document.metadata);
				expect(writeIpynb(again)).toBe(text);
			}),
			{ seed: 45, numRuns: 150 }
		);
	});

	test('says the title where no heading does', () => {
		const document: NotebookDocument = { format: 1, title: 'Mine', cells: [], metadata: {} };
		expect(readIpynb('x.ipynb', writeCompactIpynb(document)).title).toBe('Mine');
		const cells: DocumentCell[] = [
			{ kind: 'markdown', id: 'a', source: '# Other', metadata: {}, attachments: null }
		];
		expect(readIpynb('x.ipynb', writeIpynb({ ...document, cells })).title).toBe('Mine');
	});
});

describe('what is no notebook', () => {
	const deep = `{"cells":[],"metadata":{"a":${'['.repeat(300)}${']'.repeat(300)}},"nbformat":4,"nbformat_minor":5}`;
	test.each([
		['', 'NotJson', /x\.ipynb is no JSON/],
		['{"cells": [NaN]}', 'NotJson', /no JSON/],
		['[]', 'NotANotebook', /the file must be an object, and is \[\]/],
		['{}', 'NotANotebook', /'nbformat' must be the number 3 or 4, and is missing/],
		['{"nbformat":4}', 'NotANotebook', /'cells' must be a list, and is missing/],
		['{"nbformat":4,"cells":[1]}', 'NotANotebook', /cell 1 must be an object, and is 1/],
		['{"nbformat":3,"worksheets":7}', 'NotANotebook', /'worksheets' must be a list/],
		['{"nbformat":2,"cells":[]}', 'UnknownNotebookVersion', /nbformat 2; known are 3 and 4/],
		[`{"nbformat":4,"cells":[${Array(20_001).fill('{}').join(',')}]}`, 'TooManyCells', /20001 cells/],
		[deep, 'TooDeep', /may lie 200 deep/]
	])('is refused: %.30s', (text, code, message) => {
		const run = (): unknown => readIpynb('x.ipynb', text);
		expect(run).toThrow(UserError);
		expect(run).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) as string }));
	});

	test('never breaks the reader', () => {
		const sound = textOf('jupyter.ipynb');
		const mutation = fc.tuple(fc.nat(sound.length), fc.nat(40), fc.string({ maxLength: 10 }));
		fc.assert(
			fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
				const text = mutations.reduce(
					(all, [at, cut, put]) => all.slice(0, at) + put + all.slice(at + cut),
					sound
				);
				expectReadOrRefused(text);
			}),
			{ seed: 6, numRuns: 1000 }
		);
		const shape = fc
			.json({ maxDepth: 4 })
			.map(
				(one) => `{"nbformat":4,"cells":[${one},{"cell_type":"code","outputs":[${one}]}],"metadata":${one}}`
			);
		fc.assert(fc.property(shape, expectReadOrRefused), { seed: 7, numRuns: 300 });
	});

	function expectReadOrRefused(text: string): void {
		let document: NotebookDocument;
		try {
			document = readIpynb('x.ipynb', text);
		} catch (error) {
			expect(error).toBeInstanceOf(UserError);
			return;
		}
		// What could be read can be written, and says the same.
		const again = readIpynb('x.ipynb', writeIpynb(document));
		expect(again.cells.map((cell) => cell.source)).toEqual(document.cells.map((cell) => cell.source));
	}
});
