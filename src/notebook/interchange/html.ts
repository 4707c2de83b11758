import type { DocumentCell, NotebookDocument } from '../document/notebook-document.ts';
import { withAttachments } from './attachments.ts';
import { escapeHtml } from './escape-html.ts';
import { outputHtml, type OutputRender } from './html-output.ts';
import { HTML_STYLE } from './html-style.ts';

/** What makes HTML of texts. All that it gives must be sanitised: it is put into the page as it is. */
export interface HtmlRender extends OutputRender {
	/** Code as it is shown; text of spans with the classes `tok-…` at most. */
	code(source: string, language: string): string;
}

/** The words on the page besides the notebook's own. */
export interface HtmlWords {
	/** BCP 47 tag of the page's language. */
	readonly language: string;
	/** Of a cell that is shown and cannot be run, by its language. */
	notRunnable(language: string): string;
	readonly raw: string;
	/** Heads the cause of an error. */
	readonly hint: string;
	/** Of a table of which only the first rows are here. */
	rows(shown: number, total: number): string;
	/** How many entries of a value are left out. */
	more(count: number): string;
	/** Below the notebook: where it was made. */
	readonly madeWith: string;
}

/** Nothing is loaded, run, sent or framed, whatever stands in the notebook. */
const POLICY = [
	"default-src 'none'",
	"style-src 'unsafe-inline'",
	'img-src data:',
	'font-src data:',
	"form-action 'none'",
	"base-uri 'none'"
].join('; ');

/**
 * A notebook as one HTML file that needs nothing else: no script, light and dark, ready to be printed. Every value is
 * unfolded, so that it stands on paper too.
 */
export async function writeHtml(
	document: NotebookDocument,
	render: HtmlRender,
	words: HtmlWords
): Promise<string> {
	const cells = await Promise.all(document.cells.map((cell) => cellHtml(cell, render, words)));
	const hasHeading = document.cells.some(
		(cell) => cell.kind === 'markdown' && /^ {0,3}# /m.test(cell.source)
	);
	const title = escapeHtml(document.title);
	return `<!doctype html>
<html lang="${escapeHtml(words.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<main>
${hasHeading ? '' : `<h1>${title}</h1>\n`}${cells.join('\n')}
</main>
<footer>${escapeHtml(words.madeWith)}</footer>
</body>
</html>
`;
}

async function cellHtml(cell: DocumentCell, render: HtmlRender, words: HtmlWords): Promise<string> {
	switch (cell.kind) {
		case 'markdown': {
			const text = await render.markdown(withAttachments(cell.source, cell.attachments));
			return `<section class="text">${text}</section>`;
		}
		case 'raw':
			return `<section class="raw"><p class="note">${escapeHtml(words.raw)}</p><pre>${escapeHtml(cell.source)}</pre></section>`;
		case 'code': {
			const { source, language, outputs, foreignOutputs, executionCount } = cell;
			const runs = language === 'ts' || language === 'js';
			const note = runs ? '' : `<p class="note">${escapeHtml(words.notRunnable(language))}</p>`;
			const shown = await Promise.all(outputs.map((output) => outputHtml(output, render, words)));
			const foreign = (foreignOutputs ?? []).map(
				(raw) => `<pre>${escapeHtml(JSON.stringify(raw, null, 1))}</pre>`
			);
			const all = [...shown, ...foreign].filter((html) => html !== '');
			const below = all.length === 0 ? '' : `\n<div class="outputs">${all.join('\n')}</div>`;
			return `<section class="code"><span class="count">[${executionCount ?? ' '}]</span><div class="frame">${note}<pre class="source">${render.code(source, language)}</pre>${below}</div></section>`;
		}
	}
}
