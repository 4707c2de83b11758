import { UserError } from '#base/errors.ts';
import type { Json, JsonObject } from '../document/notebook-document.ts';
import { isJsonList, isJsonObject, withMembers } from './write-json.ts';
import { joinLines } from './mime-json.ts';

/** Short names of nbformat 3 for types. */
const TYPES: Readonly<Record<string, string>> = {
	text: 'text/plain',
	html: 'text/html',
	svg: 'image/svg+xml',
	png: 'image/png',
	jpeg: 'image/jpeg',
	latex: 'text/latex',
	json: 'application/json',
	javascript: 'application/javascript'
};

/**
 * A notebook of nbformat 3 as one of nbformat 4: worksheets become one list of cells, headings become Markdown, outputs
 * get their types' full names, as Jupyter's own upgrade does. The notebook's former name becomes its title.
 *
 * Throws a UserError `NotANotebook` where `worksheets` is no list of lists of cells.
 */
export function upgradeVersion3(name: string, root: JsonObject): JsonObject {
	const sheets = root['worksheets'] ?? [];
	if (!isJsonList(sheets)) throw misfit(name, "'worksheets' must be a list");
	const cells = sheets.flatMap((sheet, i) => {
		const own = isJsonObject(sheet) ? (sheet['cells'] ?? []) : null;
		if (!isJsonList(own)) throw misfit(name, `'cells' of worksheet ${i + 1} must be a list`);
		return own.map((cell) => (isJsonObject(cell) ? upgradeCell(cell) : cell));
	});
	const metadata = isJsonObject(root['metadata']) ? root['metadata'] : {};
	const { name: title, signature: _, ...kept } = metadata;
	const hasTitle = typeof title === 'string' && title !== '';
	return {
		cells,
		metadata: hasTitle ? withMembers(kept, { title }) : kept,
		nbformat: 4,
		nbformat_minor: 5
	};
}

function misfit(name: string, rule: string): UserError {
	return new UserError('NotANotebook', `${name} is no notebook of nbformat 3: ${rule}.`);
}

function upgradeCell(cell: JsonObject): JsonObject {
	const metadata = isJsonObject(cell['metadata']) ? cell['metadata'] : {};
	switch (cell['cell_type']) {
		case 'code':
			return upgradeCode(cell, metadata);
		case 'heading': {
			const level =
				typeof cell['level'] === 'number' ? Math.min(6, Math.max(1, Math.trunc(cell['level']))) : 1;
			const text = (joinLines(cell['source']) ?? '').split(/[\r\n]+/).join(' ');
			return { cell_type: 'markdown', metadata, source: `${'#'.repeat(level)} ${text}` };
		}
		case 'html':
			return { ...cell, cell_type: 'markdown', metadata };
		default:
			return { ...cell, metadata };
	}
}

function upgradeCode(cell: JsonObject, metadata: JsonObject): JsonObject {
	const { language, collapsed, input, prompt_number, outputs } = cell;
	const told: Record<string, Json> = {};
	if (typeof collapsed === 'boolean') told['collapsed'] = collapsed;
	if (typeof language === 'string' && language !== 'python') told['vscode'] = { languageId: language };
	return {
		cell_type: 'code',
		execution_count: prompt_number ?? null,
		metadata: withMembers(metadata, told),
		outputs: isJsonList(outputs) ? outputs.map(upgradeOutput) : [],
		source: input ?? ''
	};
}

function upgradeOutput(output: Json): Json {
	if (!isJsonObject(output)) return output;
	const { output_type: type, metadata, prompt_number, stream, ...rest } = output;
	switch (type) {
		case 'pyout':
		case 'display_data': {
			const bare = { data: upgradeData(rest), metadata: upgradeKeys(isJsonObject(metadata) ? metadata : {}) };
			return type === 'pyout'
				? { ...bare, output_type: 'execute_result', execution_count: prompt_number ?? null }
				: { ...bare, output_type: 'display_data' };
		}
		case 'pyerr':
			return withMembers(output, { output_type: 'error' });
		case 'stream':
			return { ...rest, output_type: 'stream', name: stream ?? 'stdout' };
		default:
			return output;
	}
}

function upgradeData(rest: JsonObject): JsonObject {
	const data = upgradeKeys(rest);
	const text = joinLines(data['application/json']);
	if (text === null) return data;
	try {
		return withMembers(data, { 'application/json': JSON.parse(text) as Json });
	} catch {
		return data;
	}
}

function upgradeKeys(object: JsonObject): JsonObject {
	const entries = Object.entries(object).map(([key, value]) => [
		Object.hasOwn(TYPES, key) ? TYPES[key]! : key,
		value
	]);
	return Object.fromEntries(entries) as JsonObject;
}
