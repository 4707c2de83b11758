import type { DocumentCell, Json, NotebookDocument } from '../document/notebook-document.ts';
import { changesOf, writeCell } from './ipynb-cell.ts';
import { fitFrame, writeFrame } from './ipynb-frame.ts';
import { languageOfNotebook } from './ipynb-language.ts';
import { ownTitle, titleOfFile } from './notebook-title.ts';
import { spliceJson } from './splice-json.ts';
import { isJsonObject, withMembers, writeCompactJson, writeJson } from './write-json.ts';

/**
 * Writes a Jupyter notebook, nbformat 4.5, as Jupyter itself lays it out. A notebook that came from a file is that
 * file's text with the changed members put in; unchanged, it is the same bytes. The title is written only where neither
 * the notebook's heading says it, nor the file's name.
 */
export function writeIpynb(document: NotebookDocument, name = ''): string {
	const { cells, frame } = document;
	const language = languageOfNotebook(document.metadata);
	const { title } = document;
	const told = ownTitle(document.metadata, cells) ?? (name === '' ? title : titleOfFile(name));
	const metadata = told === title ? document.metadata : withMembers(document.metadata, { title });
	const around = (frame && fitFrame(frame, metadata, cells.length)) ?? writeFrame(metadata, cells.length);
	const texts = cells.map((cell) => cellText(cell, language));
	return around.map((piece, i) => piece + (texts[i] ?? '')).join('');
}

/**
 * The same notebook on one line, its title always in its metadata, for a place that has no file name. What a file said
 * beyond this notebook's words is left out.
 */
export function writeCompactIpynb({ title, cells, metadata }: NotebookDocument): string {
	const language = languageOfNotebook(metadata);
	const isTold = ownTitle(metadata, cells) === title;
	return writeCompactJson({
		cells: cells.map((cell) => compactCell(writeCell(cell, language))),
		metadata: isTold ? metadata : withMembers(metadata, { title }),
		nbformat: 4,
		nbformat_minor: 5
	});
}

function compactCell(raw: ReturnType<typeof writeCell>): Json {
	const { source } = raw;
	return { ...raw, source: Array.isArray(source) ? source.join('') : '' };
}

function cellText(cell: DocumentCell, language: string): string {
	const kept = cell.original === undefined ? null : patchOriginal(cell, cell.original, language);
	return kept ?? writeJson(writeCell(cell, language), 2);
}

/** The cell's own text with its changes; null where it is none of this cell's kind. */
function patchOriginal(cell: DocumentCell, original: string, language: string): string | null {
	const raw = readRaw(original);
	const changes = raw && changesOf(raw, cell, language);
	return changes && spliceJson(original, changes, 2);
}

function readRaw(text: string): ReturnType<typeof writeCell> | null {
	try {
		const raw: unknown = JSON.parse(text);
		return text.startsWith('{') && isJsonObject(raw) ? raw : null;
	} catch {
		return null;
	}
}
