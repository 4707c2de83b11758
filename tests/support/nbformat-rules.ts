/**
 * The rules of nbformat 4.5 (https://nbformat.readthedocs.io/en/latest/format_description.html), as far as a writer can
 * break them: for where Jupyter's own library is not at hand.
 */

type Found = string[];

/** Every breach of the format, one sentence each with its place; empty where the notebook is valid. */
export function breachesOf(text: string): string[] {
	const found: Found = [];
	const root: unknown = JSON.parse(text);
	if (!isObject(root)) return ['the notebook is no object'];
	only(found, 'notebook', root, ['cells', 'metadata', 'nbformat', 'nbformat_minor'], []);
	if (root['nbformat'] !== 4) found.push('nbformat is not 4');
	if (!(Number.isInteger(root['nbformat_minor']) && Number(root['nbformat_minor']) >= 5)) {
		found.push('nbformat_minor is below 5');
	}
	checkMetadata(found, root['metadata']);
	const cells = Array.isArray(root['cells']) ? (root['cells'] as unknown[]) : [];
	cells.forEach((cell, i) => checkCell(found, `cells[${i}]`, cell));
	const ids = cells.map((cell) => (isObject(cell) ? cell['id'] : null));
	if (new Set(ids).size < ids.length) found.push('two cells have one id');
	return found;
}

function checkMetadata(found: Found, metadata: unknown): void {
	if (!isObject(metadata)) return void found.push('metadata is no object');
	const { kernelspec, language_info: info, title } = metadata;
	if (
		kernelspec !== undefined &&
		!(isObject(kernelspec) && isText(kernelspec['name']) && isText(kernelspec['display_name']))
	)
		found.push('kernelspec lacks name or display_name');
	if (info !== undefined && !(isObject(info) && isText(info['name']))) found.push('language_info lacks name');
	if (title !== undefined && !isText(title)) found.push('title is no text');
}

function checkCell(found: Found, at: string, cell: unknown): void {
	if (!isObject(cell)) return void found.push(`${at} is no object`);
	const common = ['id', 'cell_type', 'metadata', 'source'];
	if (cell['cell_type'] === 'code') only(found, at, cell, [...common, 'outputs', 'execution_count'], []);
	else if (['markdown', 'raw'].includes(String(cell['cell_type'])))
		only(found, at, cell, common, ['attachments']);
	else found.push(`${at}.cell_type is unknown`);
	if (!/^[a-zA-Z0-9_-]{1,64}$/.test(String(cell['id']))) found.push(`${at}.id is no id`);
	if (!isObject(cell['metadata'])) found.push(`${at}.metadata is no object`);
	if (!isLines(cell['source'])) found.push(`${at}.source is no text`);
	if (cell['cell_type'] !== 'code') return;
	if (!isCount(cell['execution_count'])) found.push(`${at}.execution_count is no count`);
	if (!Array.isArray(cell['outputs'])) found.push(`${at}.outputs is no list`);
	else cell['outputs'].forEach((output, i) => checkOutput(found, `${at}.outputs[${i}]`, output));
}

function checkOutput(found: Found, at: string, output: unknown): void {
	if (!isObject(output)) return void found.push(`${at} is no object`);
	switch (output['output_type']) {
		case 'stream':
			only(found, at, output, ['output_type', 'name', 'text'], []);
			if (!isText(output['name']) || !isLines(output['text'])) found.push(`${at} has no text`);
			return;
		case 'error':
			only(found, at, output, ['output_type', 'ename', 'evalue', 'traceback'], []);
			if (![output['ename'], output['evalue']].every(isText)) found.push(`${at} has no name`);
			if (!isTexts(output['traceback'])) found.push(`${at}.traceback is no list of texts`);
			return;
		case 'execute_result':
			only(found, at, output, ['output_type', 'data', 'metadata', 'execution_count'], []);
			if (!isCount(output['execution_count'])) found.push(`${at}.execution_count is no count`);
			return checkBundle(found, at, output);
		case 'display_data':
			only(found, at, output, ['output_type', 'data', 'metadata'], []);
			return checkBundle(found, at, output);
		default:
			found.push(`${at}.output_type is unknown`);
	}
}

function checkBundle(found: Found, at: string, { data, metadata }: Record<string, unknown>): void {
	if (!isObject(metadata)) found.push(`${at}.metadata is no object`);
	if (!isObject(data)) return void found.push(`${at}.data is no object`);
	for (const [type, value] of Object.entries(data)) {
		const isJson = /^application\/(.*\+)?json$/.test(type);
		if (!isJson && !isLines(value)) found.push(`${at}.data['${type}'] is no text`);
	}
}

function only(
	found: Found,
	at: string,
	object: Record<string, unknown>,
	needed: readonly string[],
	allowed: readonly string[]
): void {
	for (const key of needed) if (!(key in object)) found.push(`${at} lacks ${key}`);
	for (const key of Object.keys(object)) {
		if (![...needed, ...allowed].includes(key)) found.push(`${at} must not have ${key}`);
	}
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
	return typeof value === 'string';
}

function isTexts(value: unknown): boolean {
	return Array.isArray(value) && value.every(isText);
}

function isLines(value: unknown): boolean {
	return isText(value) || isTexts(value);
}

function isCount(value: unknown): boolean {
	return value === null || (Number.isInteger(value) && Number(value) >= 0);
}
