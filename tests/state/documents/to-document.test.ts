import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { copyOfDocument } from '#notebook/document/document-copy.ts';
import { readMarkdown, writeMarkdown } from '#notebook/interchange/markdown.ts';
import { readIpynb } from '#notebook/interchange/read-ipynb.ts';
import { writeIpynb } from '#notebook/interchange/write-ipynb.ts';
import { parseLesson } from '#notebook/lesson/parse.ts';
import { CONSOLE_MIME, type ConsoleData } from '#notebook/outputs.ts';
import { layOver, type CellSeed } from '#state/documents/saved-notebook.ts';
import type { OutputItem } from '#state/outputs/output-log.svelte.ts';
import { storedDocument, toDocument, type DocumentSourceCell } from '#state/documents/to-document.ts';
import { breachesOf } from '../../support/nbformat-rules.ts';

function open(
	seed: CellSeed,
	items: readonly OutputItem[] = [],
	run: number | null = null
): DocumentSourceCell {
	const language = seed.document?.kind === 'code' ? seed.document.language : 'ts';
	return { ...seed, language, lastRun: run === null ? null : { run }, outputs: { items } };
}

describe('an open notebook as a document', () => {
	const text = readFileSync('tests/golden/ipynb/two-spaces.ipynb', 'utf8');
	const copy = copyOfDocument(readIpynb('two-spaces.ipynb', text), 0);
	const head = copy.head!;

	test('that came from a file and was not touched is that file, byte for byte', () => {
		const cells = layOver([], copy).map((seed) => open(seed));
		const document = toDocument({ title: head.title, lesson: null, head, cells }, 'Untitled');
		expect(writeIpynb(document)).toBe(text);
	});

	test('is the same while it lies on the shelf', () => {
		const source = { key: 'own:a', lesson: null, copy, runs: new Map() } as const;
		expect(writeIpynb(storedDocument(source, 'Untitled'))).toBe(text);
		const items: OutputItem[] = [{ kind: 'stream', key: 1, name: 'stdout', text: 'a', dropped: 0 }];
		const run = { status: 'ok', run: 3, source: '', defines: [], uses: [], durationMs: 1 } as const;
		const runs = new Map([['empty', { format: 1, run, items, leftOutBytes: 0, outcome: null } as const]]);
		expect(storedDocument({ ...source, runs }, 'Untitled').cells[4]).toMatchObject({
			executionCount: 3,
			outputs: [{ type: 'stream', name: 'stdout', text: 'a' }]
		});
	});

	test('has the outputs of the runs of this page, each kind, with its run count', () => {
		const line: ConsoleData = { level: 'warn', args: [{ kind: 'leaf', type: 'text', text: 'careful' }] };
		const items: OutputItem[] = [
			{ kind: 'stream', key: 1, name: 'stdout', text: 'a\n', dropped: 0 },
			{ kind: 'console', key: 2, lines: [line], dropped: 0 },
			{ kind: 'rich', key: 3, displayId: 'x', data: { 'text/plain': '1' } },
			{
				kind: 'error',
				key: 4,
				error: { kind: 'user', code: 'X', message: 'm', hint: null, line: 1, column: null, stack: '' }
			}
		];
		const cells = layOver([], copy).map((seed) => (seed.id === 'empty' ? open(seed, items, 7) : open(seed)));
		const document = toDocument({ title: '', lesson: null, head, cells }, 'Untitled');
		expect(document.title).toBe('Untitled');
		expect(document.cells[4]).toMatchObject({
			executionCount: 7,
			outputs: [
				{ type: 'stream', name: 'stdout', text: 'a\n' },
				{ type: 'display', displayId: null, data: { [CONSOLE_MIME]: line, 'text/plain': 'careful' } },
				{ type: 'display', displayId: 'x', data: { 'text/plain': '1' } },
				{ type: 'error', error: items[3]!.kind === 'error' ? items[3]!.error : null }
			]
		});
		expect(readIpynb('x.ipynb', writeIpynb(document)).cells[4]).toMatchObject({ executionCount: 7 });
	});

	test('of a lesson keeps its exercises: as Markdown it is the lesson', () => {
		const path = 'lessons/boston-housing-deploy/index.md';
		const source = readFileSync(path, 'utf8');
		const { lesson } = parseLesson('boston-housing-deploy', source);
		const cells = layOver(lesson.cells, null).map((seed) => open(seed));
		const document = toDocument({ title: lesson.title, lesson, head: null, cells }, 'Untitled');
		expect(writeMarkdown(document)).toBe(source);
		expect(breachesOf(writeIpynb(document))).toEqual([]);
		expect(writeMarkdown(readIpynb('x.ipynb', writeIpynb(document)))).toBe(source);
		expect(readMarkdown(path, source).cells).toEqual(document.cells);
	});

	test('has ids that nbformat takes, whatever the lesson calls its cells', () => {
		const seed = layOver([], null);
		expect(seed).toEqual([]);
		const cells = ['a b', 'a-b', 'ü'.repeat(80), ''].map((id) =>
			open({ id, origin: null, kind: 'code', source: '', base: null, document: null })
		);
		const document = toDocument({ title: '', lesson: null, head: null, cells }, 'Untitled');
		expect(document.cells.map((cell) => cell.id)).toEqual(['a-b', 'a-b-2', '-'.repeat(50), 'cell']);
	});
});
