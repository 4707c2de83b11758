import type { CellError, MimeBundle, Output } from '../outputs.ts';
import { ARRAY_MIME, CONSOLE_MIME, PICTURE_MIME, PROGRESS_MIME, TABLE_MIME, TREE_MIME } from '../outputs.ts';
import { escapeHtml } from './escape-html.ts';
import { consoleHtml, progressHtml, tableHtml, treeHtml, type ValueWords } from './html-value.ts';
import { joinLines } from './mime-json.ts';
import { isJsonObject } from './write-json.ts';

/** What makes HTML of the texts that outputs carry; both sanitised, or null where that cannot be done safely. */
export interface OutputRender {
	markdown(text: string): Promise<string>;
	/** HTML or SVG of a cell. */
	markup(text: string): string | null;
}

export interface OutputWords extends ValueWords {
	readonly hint: string;
}

const PICTURES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/** An output as static HTML; empty for one that shows nothing. */
export async function outputHtml(output: Output, render: OutputRender, words: OutputWords): Promise<string> {
	switch (output.type) {
		case 'stream':
			return `<pre class="stream ${output.name}">${escapeHtml(output.text)}</pre>`;
		case 'error':
			return errorHtml(output.error, words);
		case 'display':
		case 'result':
			return bundleHtml(output.data, render, words);
	}
}

/**
 * The richest form of a bundle that can stand without a program. What claims a form and does not have its shape is passed
 * over, since bundles come from anywhere.
 */
async function bundleHtml(data: MimeBundle, render: OutputRender, words: OutputWords): Promise<string> {
	if (Object.keys(data).length === 0) return '';
	const array = data[ARRAY_MIME];
	const value =
		tableHtml(data[TABLE_MIME], words) ??
		treeHtml(isJsonObject(array) ? array['tree'] : undefined, words) ??
		treeHtml(data[TREE_MIME], words) ??
		progressHtml(data[PROGRESS_MIME]) ??
		consoleHtml(data[CONSOLE_MIME], words);
	if (value !== null) return value;
	const markup = textOf(data['image/svg+xml']) ?? textOf(data['text/html']);
	const safe = markup === null ? null : render.markup(markup);
	// A shadow root keeps the output's styles from the rest of the page, and needs no script.
	if (safe !== null) {
		return `<div class="markup"><template shadowrootmode="open"><style>:host{display:block}svg{max-width:100%;height:auto}table{border-collapse:collapse}th,td{padding:.25em .6em;border-bottom:1px solid #8884;text-align:start}</style>${safe}</template></div>`;
	}
	const markdown = textOf(data['text/markdown']);
	if (markdown !== null) return `<div class="text">${await render.markdown(markdown)}</div>`;
	return pictureHtml(data) ?? plainHtml(data);
}

function pictureHtml(data: MimeBundle): string | null {
	for (const type of PICTURES) {
		const base64 = textOf(data[type])?.replace(/\s/g, '');
		if (!base64 || !/^[A-Za-z0-9+/]+=*$/.test(base64)) continue;
		const said = data[PICTURE_MIME];
		const alt = isJsonObject(said) && typeof said['alt'] === 'string' ? said['alt'] : '';
		return `<img src="data:${type};base64,${base64}" alt="${escapeHtml(alt || (textOf(data['text/plain']) ?? ''))}">`;
	}
	return null;
}

function plainHtml(data: MimeBundle): string {
	const text = textOf(data['text/plain']) ?? textOf(data['text/latex']) ?? JSON.stringify(data);
	return `<pre class="plain">${escapeHtml(text)}</pre>`;
}

function errorHtml({ code, message, hint, line, stack, kind }: CellError, words: OutputWords): string {
	const place = line === null ? '' : ` <span>(${line})</span>`;
	const advice = hint === null ? '' : `<p><strong>${escapeHtml(words.hint)}</strong> ${escapeHtml(hint)}</p>`;
	const way = stack.includes('\n') ? `<pre>${escapeHtml(stack)}</pre>` : '';
	const look = kind === 'interrupted' ? 'error quiet' : 'error';
	return `<div class="${look}"><p><code>${escapeHtml(code)}</code>${place}</p><p class="message">${escapeHtml(message)}</p>${advice}${way}</div>`;
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' ? value : Array.isArray(value) ? joinLines(value as string[]) : null;
}
