import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DocumentCell, NotebookDocument } from '#notebook/document/notebook-document.ts';
import { withAttachments } from '#notebook/interchange/attachments.ts';
import { escapeHtml } from '#notebook/interchange/escape-html.ts';
import { writeHtml, type HtmlRender, type HtmlWords } from '#notebook/interchange/html.ts';
import { readIpynb } from '#notebook/interchange/read-ipynb.ts';
import { CONSOLE_MIME, PROGRESS_MIME, TABLE_MIME, TREE_MIME, type Output } from '#notebook/outputs.ts';

/** Stands in for the sanitiser: text stays text. */
const render: HtmlRender = {
	markdown: (text) => Promise.resolve(`<p>${escapeHtml(text)}</p>`),
	markup: (text) => (text.includes('hostile') ? null : `<i>${escapeHtml(text)}</i>`),
	code: escapeHtml
};
const words: HtmlWords = {
	language: 'en',
	notRunnable: (language) => `${language} is shown`,
	raw: 'Raw text',
	hint: 'What to do:',
	rows: (shown, total) => `${shown} of ${total} rows`,
	more: (count) => `${count} more`,
	madeWith: 'Made with Sagebrush'
};

function withOutputs(...outputs: Output[]): NotebookDocument {
	const cell: DocumentCell = {
		kind: 'code',
		id: 'a',
		language: 'ts',
		source: 'a < b',
		metadata: {},
		outputs,
		foreignOutputs: null,
		executionCount: 5
	};
	return { format: 1, title: 'A <b>title</b>', cells: [cell], metadata: {} };
}

const htmlOf = (...outputs: Output[]): Promise<string> => writeHtml(withOutputs(...outputs), render, words);
const shown = (data: Record<string, unknown>): Promise<string> => htmlOf({ type: 'result', data });

describe('a notebook as HTML', () => {
	test('is one page that loads, runs and sends nothing', async () => {
		const html = await htmlOf();
		expect(html).toContain(
			`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'"`
		);
		expect(html).not.toMatch(/<script|<link|https?:/);
		expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<title>'));
		expect(html).toContain('<title>A &lt;b&gt;title&lt;/b&gt;</title>');
		expect(html).toContain('<span class="count">[5]</span>');
		expect(html).toContain('a &lt; b');
	});

	test('shows each form of a value without a program', async () => {
		const table = { columns: [{ name: 'x<', type: 'number' }], rows: [[1], [null]], total: 9 };
		expect(await shown({ [TABLE_MIME]: table })).toMatch(
			/<th scope="col" class="number">x&lt;<\/th>.*2 of 9 rows/s
		);
		const tree = {
			kind: 'branch',
			label: 'Array(1)',
			entries: [{ key: '0', value: { kind: 'leaf', type: 'string', text: "'<'" } }],
			more: 3
		};
		expect(await shown({ [TREE_MIME]: tree })).toContain(
			'<details open><summary>Array(1)</summary><ul><li><span class="key">0:</span> <span class="leaf">&#39;&lt;&#39;</span></li><li class="note">3 more</li></ul></details>'
		);
		const line = { level: 'warn', args: [{ kind: 'leaf', type: 'text', text: 'careful' }], count: 2 };
		expect(await shown({ [CONSOLE_MIME]: line })).toMatch(/<div class="console warn">.*careful.*×2/);
		expect(await shown({ [PROGRESS_MIME]: { done: 1, total: 4, label: 'Epoch' } })).toContain(
			'<progress max="4" value="1"></progress> 1 / 4'
		);
		expect(await shown({ 'image/png': 'aGk=\n', 'text/plain': 'a "picture"' })).toContain(
			'<img src="data:image/png;base64,aGk=" alt="a &quot;picture&quot;">'
		);
		expect(await shown({ 'text/markdown': '*x*' })).toContain('<div class="text"><p>*x*</p></div>');
		expect(await shown({ 'image/svg+xml': '<svg/>' })).toMatch(
			/<template shadowrootmode="open"><style>.*<\/style><i>&lt;svg\/&gt;<\/i><\/template>/
		);
	});

	test('falls back to plain text where the sanitiser refuses', async () => {
		expect(await shown({ 'text/html': '<hostile>', 'text/plain': 'plain' })).toContain(
			'<pre class="plain">plain</pre>'
		);
	});

	test('lets nothing out of its place, whatever an output claims to be', async () => {
		const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
		const value = fc.oneof(
			fc.constant(hostile),
			fc.jsonValue(),
			fc.record({
				kind: fc.constant('branch'),
				label: fc.constant(hostile),
				entries: fc.constant([{ key: hostile, value: { kind: 'leaf', text: hostile } }])
			}),
			fc.record({
				columns: fc.constant([{ name: hostile, type: hostile }]),
				rows: fc.constant([[hostile]]),
				total: fc.constant(hostile)
			}),
			fc.record({ done: fc.double(), total: fc.double(), label: fc.constant(hostile) }),
			fc.record({
				level: fc.constant(hostile),
				args: fc.constant([{ kind: 'leaf', text: hostile }]),
				depth: fc.double(),
				count: fc.double()
			})
		);
		const mime = fc.constantFrom(
			TABLE_MIME,
			TREE_MIME,
			CONSOLE_MIME,
			PROGRESS_MIME,
			'image/png',
			'text/plain',
			'text/html',
			'text/latex',
			hostile
		);
		await fc.assert(
			fc.asyncProperty(fc.dictionary(mime, value), async (data) => {
				const html = await htmlOf(
					{ type: 'display', displayId: hostile, data },
					{ type: 'stream', name: 'stdout', text: hostile },
					{
						type: 'error',
						error: {
							kind: 'user',
							code: hostile,
							message: hostile,
							hint: hostile,
							line: 1,
							column: 1,
							stack: `${hostile}\n`
						}
					}
				);
				expect(html).not.toMatch(/<script|<img src=x/);
			}),
			{ seed: 81, numRuns: 300 }
		);
	});

	test('of a foreign notebook shows its code and says that it does not run', async () => {
		const text = readFileSync('tests/golden/ipynb/jupyter.ipynb', 'utf8');
		const html = await writeHtml(readIpynb('jupyter.ipynb', text), render, words);
		expect(html).toContain('python is shown');
		expect(html).toContain('ZeroDivisionError');
		expect(html).toContain('Raw text');
		// The attached picture is in the text, so its data are in the page.
		expect(html).toContain('![dot](data:image/png;base64,iVBOR');
	});
});

describe('a text with attached pictures', () => {
	const attachments = { 'a b.png': { 'image/png': 'aGk=' }, 'x.txt': { 'text/plain': 'x' } };
	test.each([
		['![a](attachment:a%20b.png)', '![a](data:image/png;base64,aGk=)'],
		['![a](attachment:x.txt) attachment:none', '![a](attachment:x.txt) attachment:none'],
		['attachment:%E0%A4%A', 'attachment:%E0%A4%A']
	])('%s', (source, shownSource) => {
		expect(withAttachments(source, attachments)).toBe(shownSource);
		expect(withAttachments(source, null)).toBe(source);
	});
});
