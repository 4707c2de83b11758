import type { Output } from '../outputs.ts';
import type { DocumentCell, Json, JsonObject } from '../document/notebook-document.ts';
import { languageOfCell, ownMember, withOwn } from './ipynb-language.ts';
import { noRest, readOutput, readRests, restsOfErrors, writeOutput } from './ipynb-output.ts';
import { joinLines, splitLines } from './mime-json.ts';
import { isJsonList, isJsonObject, isSameJson } from './write-json.ts';

/**
 * A cell of nbformat 4, without its `original`. Total: members that are missing or of the wrong kind get their defaults,
 * a cell of an unknown type is read as raw.
 *
 * @param language of the notebook's code cells
 */
export function readCell(raw: JsonObject, id: string, language: string): DocumentCell {
	const source = joinLines(raw['source']) ?? '';
	const metadata = isJsonObject(raw['metadata']) ? raw['metadata'] : {};
	switch (raw['cell_type']) {
		case 'markdown': {
			const attachments = isJsonObject(raw['attachments']) ? raw['attachments'] : null;
			return { kind: 'markdown', id, source, metadata, attachments };
		}
		case 'code':
			return readCode(raw, { id, source, metadata }, language);
		default:
			return { kind: 'raw', id, source, metadata };
	}
}

function readCode(
	raw: JsonObject,
	{ id, source, metadata }: Pick<DocumentCell, 'id' | 'source' | 'metadata'>,
	language: string
): DocumentCell {
	const outputs: Output[] = [];
	const foreign: JsonObject[] = [];
	const rests = readRests(ownMember(metadata, 'errors'));
	let errors = 0;
	for (const item of isJsonList(raw['outputs']) ? raw['outputs'] : []) {
		const isError = isJsonObject(item) && item['output_type'] === 'error';
		const output = readOutput(item, isError ? rests[errors++] : noRest());
		if (output) outputs.push(output);
		else if (isJsonObject(item)) foreign.push(item);
	}
	return {
		kind: 'code',
		id,
		source,
		language: languageOfCell(metadata) ?? language,
		metadata: withoutOwn(metadata),
		outputs,
		foreignOutputs: foreign.length > 0 ? foreign : null,
		executionCount: readCount(raw['execution_count'])
	};
}

/** What we put into a cell's metadata for want of another place is no metadata of the cell. */
function withoutOwn(metadata: JsonObject): JsonObject {
	const hasOwn = ['language', 'errors'].some((key) => ownMember(metadata, key) !== undefined);
	return hasOwn ? withOwn(metadata, { language: undefined, errors: undefined }) : metadata;
}

/** A cell as nbformat 4.5 has it, all members there. Reading it gives the same cell. */
export function writeCell(cell: DocumentCell, language: string): JsonObject {
	const { id, metadata } = cell;
	const source = splitLines(cell.source);
	switch (cell.kind) {
		case 'markdown': {
			const { attachments } = cell;
			const bare = { cell_type: 'markdown', id, metadata, source };
			return attachments === null ? bare : { ...bare, attachments };
		}
		case 'raw':
			return { cell_type: 'raw', id, metadata, source };
		case 'code': {
			const { outputs, foreignOutputs, executionCount } = cell;
			const own = {
				...(cell.language !== (languageOfCell(metadata) ?? language) && { language: cell.language }),
				...errorsOf(restsOfErrors(outputs))
			};
			return {
				cell_type: 'code',
				execution_count: executionCount,
				id,
				metadata: Object.keys(own).length > 0 ? withOwn(metadata, own) : metadata,
				outputs: [...outputs.map((output) => writeOutput(output, executionCount)), ...(foreignOutputs ?? [])],
				source
			};
		}
	}
}

function errorsOf(rests: Json): { readonly errors?: Json } {
	return rests === null ? {} : { errors: rests };
}

/**
 * The members of a cell's own JSON that must be written anew to say what `cell` says: those that were changed, and those
 * without which nbformat would not be valid. Null where the text is of another kind of cell.
 */
export function changesOf(
	raw: JsonObject,
	cell: DocumentCell,
	language: string
): Readonly<Record<string, Json | undefined>> | null {
	const before = readCell(raw, String(raw['id']), language);
	if (before.kind !== cell.kind) return null;
	const have = writeCell(before, language);
	const want = writeCell(cell, language);
	const changes: Record<string, Json | undefined> = {};
	for (const key of new Set([...Object.keys(have), ...Object.keys(want)])) {
		if (key === 'cell_type') continue;
		const isKept = isSameJson(have[key], want[key]) && isValid(key, raw[key]);
		if (!isKept) changes[key] = want[key];
	}
	return changes;
}

function isValid(key: string, value: Json | undefined): boolean {
	switch (key) {
		case 'metadata':
		case 'attachments':
			return isJsonObject(value);
		case 'source':
			return joinLines(value) !== null;
		case 'outputs':
			return isJsonList(value);
		case 'execution_count':
			return value === null || readCount(value) !== null;
		default:
			return isCellId(value);
	}
}

/** Whether a value may be a cell's id in nbformat 4.5. */
export function isCellId(value: unknown): value is string {
	return typeof value === 'string' && /^[a-zA-Z0-9_-]{1,64}$/.test(value);
}

function readCount(value: Json | undefined): number | null {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
