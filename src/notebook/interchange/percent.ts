/**
 * The percent format of scripts, as editors know it: a line `// %%` begins a cell.
 *
 * 1. `// %%` is code, `// %% [markdown]` (or `[md]`) text whose lines are comments, `// %% [raw]` a raw cell, likewise.
 * 2. Behind it may stand a name of the cell and its options as one JSON object: `// %% [markdown] {"id":"intro"}`. A name
 *    becomes the option `title`.
 * 3. Options are `id`, `language` (of a cell that is no TypeScript; its lines are comments unless it is `js`),
 *    `attachments`, and every other one is metadata of the cell.
 * 4. A file may begin with a head: `// ---`, lines `// key: JSON` for `title` and `metadata`, `// ---`.
 * 5. What stands before the first `// %%` and is no head is a cell of code, if it is not blank.
 * 6. One blank line before the next cell belongs to neither. Line ends are `\n`; `\r\n` is read as such.
 * 7. A line of a cell that looks like rule 1 is written with one more `// ` before it.
 */
import type { DocumentCell, Json, JsonObject, NotebookDocument } from '../document/notebook-document.ts';
import { isCellId } from './ipynb-cell.ts';
import { OWN_METADATA } from './ipynb-language.ts';
import { LIMITS } from './limits.ts';
import { ownTitle, titleOfFile } from './notebook-title.ts';
import { parseJson } from './parse-json.ts';
import { requireCells, requireSize } from './read-text.ts';
import { isJsonObject, isSameJson, withMembers, writeCompactJson } from './write-json.ts';

const MARKER = /^\/\/ ?%%(?:$|[^%])/;
const ESCAPED = /^\/\/ (?=(?:\/\/ )*\/\/ ?%%(?:$|[^%]))/;

/**
 * Reads a script in percent format; any text is one. Throws a UserError: `FileTooLarge`, `TooManyCells`, and `TooDeep`
 * for options that no reader could hold.
 */
export function readPercent(name: string, text: string): NotebookDocument {
	requireSize(name, text.length, LIMITS.scriptBytes);
	const lines = text
		.replace(/^\uFEFF/, '')
		.replace(/\r\n?/g, '\n')
		.split('\n');
	const head = readHead(name, lines);
	const blocks = splitAtMarkers(lines.slice(head.length));
	requireCells(name, blocks.length);
	const ids = new Set<string>();
	const cells = blocks.map((block) => readBlock(name, block, ids));
	const title = head.title ?? ownTitle(head.metadata, cells) ?? titleOfFile(name);
	return { format: 1, title, cells, metadata: head.metadata };
}

/** Writes a notebook as a script in percent format: everything but outputs and run counts. */
export function writePercent({ title, cells, metadata }: NotebookDocument): string {
	const head = [`// title: ${JSON.stringify(title)}`];
	if (!isSameJson(metadata, OWN_METADATA)) head.push(`// metadata: ${writeCompactJson(metadata)}`);
	const blocks = cells.flatMap(writeBlock);
	return ['// ---', ...head, '// ---', '', ...blocks].join('\n') + (blocks.length === 0 ? '\n' : '');
}

function writeBlock(cell: DocumentCell): string[] {
	const isCommented = cell.kind !== 'code' || !runs(cell.language);
	const lines = cell.source === '' ? [] : cell.source.split('\n');
	const body = lines.map((line) => (isCommented ? commented(line) : escaped(line)));
	const kind = cell.kind === 'code' ? '' : ` [${cell.kind}]`;
	return [`// %%${kind} ${writeCompactJson(optionsOf(cell))}`, ...body, ''];
}

function optionsOf(cell: DocumentCell): JsonObject {
	const named: Record<string, Json> = { id: cell.id };
	if (cell.kind === 'code' && cell.language !== 'ts') named['language'] = cell.language;
	if (cell.kind === 'markdown' && cell.attachments !== null) named['attachments'] = cell.attachments;
	const isPlain = !['id', 'language', 'attachments', 'metadata'].some((key) =>
		Object.hasOwn(cell.metadata, key)
	);
	return isPlain ? withMembers(cell.metadata, named) : { ...named, metadata: cell.metadata };
}

interface Block {
	/** What stands behind `// %%`; null for the lines before the first one. */
	readonly mark: string | null;
	readonly lines: readonly string[];
}

function splitAtMarkers(lines: readonly string[]): Block[] {
	const starts = lines.flatMap((line, i) => (MARKER.test(line) ? [i] : []));
	const first = lines.slice(0, starts[0] ?? lines.length);
	const before: Block[] = first.some((line) => line.trim() !== '')
		? [{ mark: null, lines: trimmed(first) }]
		: [];
	const rest = starts.map((start, i) => ({
		mark: lines[start]!.replace(/^\/\/ ?%%/, '').trim(),
		lines: withoutLastBlank(lines.slice(start + 1, starts[i + 1] ?? lines.length))
	}));
	return [...before, ...rest];
}

function readBlock(name: string, { mark, lines }: Block, ids: Set<string>): DocumentCell {
	const { kind, options } = readMark(name, mark ?? '');
	const id = claim(options['id'], ids);
	const language = typeof options['language'] === 'string' ? options['language'] : 'ts';
	const isCommented = kind !== 'code' || !runs(language);
	const source = lines
		.map((line) => (isCommented ? uncommented(line) : line.replace(ESCAPED, '')))
		.join('\n');
	const metadata = metadataOf(options);
	if (kind === 'raw') return { kind, id, source, metadata };
	if (kind === 'markdown') {
		const attachments = isJsonObject(options['attachments']) ? options['attachments'] : null;
		return { kind, id, source, metadata, attachments };
	}
	return { kind, id, source, language, metadata, outputs: [], foreignOutputs: null, executionCount: null };
}

function metadataOf(options: JsonObject): JsonObject {
	if (isJsonObject(options['metadata'])) return options['metadata'];
	return withMembers(options, { id: undefined, language: undefined, attachments: undefined });
}

function readMark(name: string, mark: string): { kind: DocumentCell['kind']; options: JsonObject } {
	const word = /\[(markdown|md|raw)\]/.exec(mark);
	const rest = word ? `${mark.slice(0, word.index)} ${mark.slice(word.index + word[0].length)}` : mark;
	const kind = !word ? 'code' : word[1] === 'raw' ? 'raw' : 'markdown';
	const at = rest.indexOf('{');
	const options = at === -1 ? {} : readOptions(name, rest.slice(at));
	const title = (options && at !== -1 ? rest.slice(0, at) : rest).trim();
	return { kind, options: title === '' ? (options ?? {}) : withMembers(options ?? {}, { title }) };
}

/** Null for what only looks like JSON; nothing of it is lost, it becomes the cell's name. */
function readOptions(name: string, json: string): JsonObject | null {
	try {
		const options = parseJson(name, json);
		return isJsonObject(options) ? options : null;
	} catch {
		return null;
	}
}

interface Head {
	readonly length: number;
	readonly title: string | null;
	readonly metadata: JsonObject;
}

/** A head of ours; anything else that looks like one is a cell of comments. */
function readHead(name: string, lines: readonly string[]): Head {
	const none: Head = { length: 0, title: null, metadata: OWN_METADATA };
	const end = lines[0] === '// ---' ? lines.indexOf('// ---', 1) : -1;
	if (end === -1) return none;
	let head: Head = { ...none, length: end + 1 };
	for (const line of lines.slice(1, end)) {
		const [, key, json] = /^\/\/ (title|metadata): (.*)$/.exec(line) ?? [];
		const value = json === undefined ? null : readOptions(name, `{"${key}":${json}}`);
		if (typeof value?.['title'] === 'string') head = { ...head, title: value['title'] };
		else if (isJsonObject(value?.['metadata'])) head = { ...head, metadata: value['metadata'] };
		else return none;
	}
	return head;
}

/** Whether the lines of a language stand in the script as they are. */
function runs(language: string): boolean {
	return language === 'ts' || language === 'js';
}

function claim(wanted: Json | undefined, ids: Set<string>): string {
	let id = isCellId(wanted) && !ids.has(wanted) ? wanted : null;
	for (let n = ids.size + 1; id === null; n++) if (!ids.has(`cell-${n}`)) id = `cell-${n}`;
	ids.add(id);
	return id;
}

function commented(line: string): string {
	return line === '' ? '//' : escaped(`// ${line}`);
}

function uncommented(line: string): string {
	return line.replace(ESCAPED, '').replace(/^\/\/ ?/, '');
}

function escaped(line: string): string {
	return MARKER.test(line) || ESCAPED.test(line) ? `// ${line}` : line;
}

function withoutLastBlank(lines: readonly string[]): readonly string[] {
	return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function trimmed(lines: readonly string[]): readonly string[] {
	const last = lines.findLastIndex((line) => line.trim() !== '');
	return lines.slice(
		lines.findIndex((line) => line.trim() !== ''),
		last + 1
	);
}
