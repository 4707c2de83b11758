import { UserError } from '#base/errors.ts';
import type { DocumentCell, Json, JsonObject, NotebookDocument } from '../document/notebook-document.ts';
import { isCellId, readCell, writeCell } from './ipynb-cell.ts';
import { languageOfNotebook } from './ipynb-language.ts';
import { writeFrame } from './ipynb-frame.ts';
import { elementsOf, membersOf, skipSpace, type Span } from './json-spans.ts';
import { ownTitle, titleOfFile } from './notebook-title.ts';
import { parseJson } from './parse-json.ts';
import { requireCells, requireSize } from './read-text.ts';
import { upgradeVersion3 } from './upgrade-version-3.ts';
import { isJsonList, isJsonObject, writeJson } from './write-json.ts';

/**
 * Reads a Jupyter notebook of nbformat 3 or 4. Keeps everything: what this notebook has no word for stays as text in
 * `frame` and `original`, so that an unchanged notebook of nbformat 4.5 is written back byte for byte. Cells without an
 * id (before 4.5), or with one that is not valid or taken, get a new one.
 *
 * Throws a UserError: `FileTooLarge`, `NotJson`, `TooDeep`, `NotANotebook`, `UnknownNotebookVersion`, `TooManyCells`.
 *
 * @param name of the file: the title of a notebook that gives itself none
 */
export function readIpynb(name: string, text: string): NotebookDocument {
	requireSize(name, text.length);
	const root = parseJson(name, text);
	if (!isJsonObject(root)) throw notANotebook(name, 'the file', 'an object', root);
	const version = versionOf(name, root);
	if (version === 3) return fromObject(name, upgradeVersion3(name, root), null);
	return fromObject(name, root, text);
}

/** A notebook read from its JSON; `text` is where it stood, null for one that was upgraded. */
function fromObject(name: string, root: JsonObject, text: string | null): NotebookDocument {
	const rawCells = root['cells'];
	if (!isJsonList(rawCells)) throw notANotebook(name, "'cells'", 'a list', rawCells);
	requireCells(name, rawCells.length);
	const metadata = isJsonObject(root['metadata']) ? root['metadata'] : {};
	const language = languageOfNotebook(metadata);
	const nextId = idGiver(rawCells);
	const bare = rawCells.map((raw, i) => {
		if (!isJsonObject(raw)) throw notANotebook(name, `cell ${i + 1}`, 'an object', raw);
		return readCell(raw, nextId(raw['id']), language);
	});
	const spans = text === null ? null : cellSpans(text);
	const cells = bare.map((cell, i) => (spans ? keepText(cell, text!, spans[i]!, language) : cell));
	const title = ownTitle(metadata, cells) ?? titleOfFile(name);
	const document: NotebookDocument = { format: 1, title, cells, metadata };
	if (!spans) return document;
	const frame = frameOf(text!, spans);
	const isPlain = frame.join('\0') === writeFrame(metadata, cells.length).join('\0');
	return isPlain ? document : { ...document, frame };
}

function versionOf(name: string, root: JsonObject): 3 | 4 {
	const version = root['nbformat'];
	if (version === 3 || version === 4) return version;
	if (typeof version !== 'number') throw notANotebook(name, "'nbformat'", 'the number 3 or 4', version);
	throw new UserError('UnknownNotebookVersion', `${name} is of nbformat ${version}; known are 3 and 4.`, {
		hint: 'Open it in Jupyter and save it anew.'
	});
}

function notANotebook(name: string, what: string, rule: string, value: Json | undefined): UserError {
	const found = value === undefined ? 'is missing' : `is ${briefly(value)}`;
	return new UserError('NotANotebook', `${name} is no notebook: ${what} must be ${rule}, and ${found}.`);
}

function briefly(value: Json): string {
	const text = JSON.stringify(value);
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Gives each cell its own id where that is valid and free, else the next free `cell-N`. */
function idGiver(cells: readonly Json[]): (wanted: Json | undefined) => string {
	const theirs = new Set(cells.map((cell) => (isJsonObject(cell) ? cell['id'] : undefined)));
	const taken = new Set<string>();
	let count = 0;
	return (wanted) => {
		let id = isCellId(wanted) && !taken.has(wanted) ? wanted : null;
		while (id === null) {
			count++;
			const free = `cell-${count}`;
			if (!theirs.has(free) && !taken.has(free)) id = free;
		}
		taken.add(id);
		return id;
	};
}

/** Where the cells stand in the text; readers count the last member of a name, so we do. */
function cellSpans(text: string): Span[] {
	const member = membersOf(text, skipSpace(text, 0)).findLast(({ key }) => key === 'cells')!;
	return elementsOf(text, member.from);
}

function keepText(cell: DocumentCell, text: string, span: Span, language: string): DocumentCell {
	const original = text.slice(span.from, span.to);
	return original === writeJson(writeCell(cell, language), 2) ? cell : { ...cell, original };
}

function frameOf(text: string, spans: readonly Span[]): string[] {
	const edges = [0, ...spans.flatMap(({ from, to }) => [from, to]), text.length];
	return Array.from({ length: spans.length + 1 }, (_, i) => text.slice(edges[2 * i], edges[2 * i + 1]));
}
