import type { Json, JsonObject } from '../document/notebook-document.ts';
import { isJsonObject, withMembers } from './write-json.ts';

const NAMES: Readonly<Record<string, string>> = {
	typescript: 'ts',
	javascript: 'js',
	deno: 'ts',
	tslab: 'ts',
	jslab: 'js',
	ipython: 'python'
};

/** What Jupyter's files are written in where they do not say. */
const DEFAULT = 'python';

/**
 * The language of a notebook's code cells by its metadata: `ts` and `js` as our own cells have them, any other by its
 * lower-case name.
 */
export function languageOfNotebook(metadata: JsonObject): string {
	const info = memberOf(metadata['language_info'], 'name');
	const spec = metadata['kernelspec'];
	return nameOf(info) ?? nameOf(memberOf(spec, 'language')) ?? nameOf(memberOf(spec, 'name')) ?? DEFAULT;
}

/** The language of one cell where its metadata name another than the notebook's; null where they name none. */
export function languageOfCell(metadata: JsonObject): string | null {
	const own = memberOf(metadata['sagebrush'], 'language');
	if (typeof own === 'string' && own !== '') return own;
	return nameOf(memberOf(metadata['vscode'], 'languageId'));
}

/** The metadata of a notebook that was made here. */
export const OWN_METADATA: JsonObject = {
	kernelspec: { display_name: 'Sagebrush', language: 'typescript', name: 'sagebrush' },
	language_info: { file_extension: '.ts', mimetype: 'text/typescript', name: 'typescript' }
};

/** Metadata with members put into or (`undefined`) taken out of our own part of them, which goes when it is empty. */
export function withOwn(
	metadata: JsonObject,
	changes: Readonly<Record<string, Json | undefined>>
): JsonObject {
	const before = metadata['sagebrush'];
	const own = withMembers(isJsonObject(before) ? before : {}, changes);
	return withMembers(metadata, { sagebrush: Object.keys(own).length > 0 ? own : undefined });
}

/** A member of our own part of the metadata. */
export function ownMember(metadata: JsonObject, key: string): Json | undefined {
	return memberOf(metadata['sagebrush'], key);
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
	return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function nameOf(value: Json | undefined): string | null {
	if (typeof value !== 'string' || value === '') return null;
	const name = value.toLowerCase().replace(/[-\d.]+$/, '');
	return Object.hasOwn(NAMES, name) ? NAMES[name]! : name || null;
}
