import { escapeHtml } from './escape-html.ts';

export interface ValueWords {
	rows(shown: number, total: number): string;
	more(count: number): string;
}

/** Rows of a table that are written: more would be read by nobody, and fill a hundred sheets. */
const MOST_ROWS = 100;
/** Deeper trees than the page ever makes are cut: what a file claims may lie arbitrarily deep. */
const DEEPEST = 60;

type Fields = Readonly<Record<string, unknown>>;

/** A table as HTML; null for what is none. */
export function tableHtml(value: unknown, words: ValueWords): string | null {
	if (!isFields(value)) return null;
	const { columns, rows, total } = value;
	if (!isFieldsList(columns) || !Array.isArray(rows) || !rows.every(Array.isArray)) return null;
	const heads = columns.map((column) => `<th scope="col"${numeric(column)}>${textOf(column['name'])}</th>`);
	const shown = rows.slice(0, MOST_ROWS) as readonly (readonly unknown[])[];
	const body = shown.map((row) => {
		const cells = columns.map((column, i) => `<td${numeric(column)}>${cellText(row[i])}</td>`);
		return `<tr>${cells.join('')}</tr>`;
	});
	const count = typeof total === 'number' ? total : rows.length;
	const rest =
		count > shown.length ? `<p class="note">${escapeHtml(words.rows(shown.length, count))}</p>` : '';
	return `<div class="table"><table><thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>${rest}`;
}

/** A value as a tree, all unfolded; null for what is none. */
export function treeHtml(value: unknown, words: ValueWords): string | null {
	return isNode(value) ? `<div class="tree">${nodeHtml(value, '', words, 0)}</div>` : null;
}

/** A line of the console; null for what is none. */
export function consoleHtml(value: unknown, words: ValueWords): string | null {
	if (!isFields(value) || !Array.isArray(value['args']) || !value['args'].every(isNode)) return null;
	const { level, depth, count } = value;
	const known = ['info', 'warn', 'error', 'debug'].find((name) => name === level) ?? 'log';
	const indent =
		typeof depth === 'number' && depth > 0 ? ` style="margin-left:${Math.min(20, depth)}em"` : '';
	const args = value['args'].map((arg) => nodeHtml(arg, '', words, 0)).join(' ');
	const times = typeof count === 'number' && count > 1 ? ` <span class="note">×${count}</span>` : '';
	return `<div class="console ${known}"${indent}>${args}${times}</div>`;
}

/** A bar of progress; null for what is none. */
export function progressHtml(value: unknown): string | null {
	if (!isFields(value)) return null;
	const { done, total, label } = value;
	if (typeof done !== 'number' || typeof total !== 'number') return null;
	const name = typeof label === 'string' ? escapeHtml(label) : '';
	const max = total > 0 ? total : 1;
	return `<p class="progress">${name} <progress max="${max}" value="${Math.min(done, max)}"></progress> ${done}${total > 0 ? ` / ${total}` : ''}</p>`;
}

function nodeHtml(node: Fields, name: string, words: ValueWords, depth: number): string {
	const key = name === '' ? '' : `<span class="key">${escapeHtml(name)}:</span> `;
	if (node['kind'] === 'leaf') return `${key}<span class="leaf">${textOf(node['text'])}</span>`;
	const entries = (node['entries'] as readonly unknown[]).flatMap((entry) => {
		if (!isFields(entry) || !isNode(entry['value']) || depth >= DEEPEST) return [];
		return [`<li>${nodeHtml(entry['value'], String(entry['key'] ?? ''), words, depth + 1)}</li>`];
	});
	const { more } = node;
	if (typeof more === 'number' && more > 0)
		entries.push(`<li class="note">${escapeHtml(words.more(more))}</li>`);
	const label = `${key}${textOf(node['text'] ?? node['label'])}`;
	if (entries.length === 0) return label;
	return `<details open><summary>${label}</summary><ul>${entries.join('')}</ul></details>`;
}

function cellText(value: unknown): string {
	return value === null || value === undefined ? '–' : escapeHtml(String(value));
}

function numeric(column: Fields): string {
	return column['type'] === 'number' ? ' class="number"' : '';
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? escapeHtml(value) : '';
}

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFieldsList(value: unknown): value is readonly Fields[] {
	return Array.isArray(value) && value.every(isFields);
}

function isNode(value: unknown): value is Fields {
	if (!isFields(value)) return false;
	return value['kind'] === 'leaf' || (value['kind'] === 'branch' && Array.isArray(value['entries']));
}
