import type { CellError, Output } from '../outputs.ts';
import type { Json, JsonObject } from '../document/notebook-document.ts';
import { ownMember } from './ipynb-language.ts';
import { joinLines, readBundle, splitLines, writeBundle } from './mime-json.ts';
import { isJsonObject } from './write-json.ts';

/** Colours and the like of a terminal, which tracebacks carry. */
const TERMINAL = new RegExp(String.raw`\u001b\[[0-9;?]*[A-Za-z]`, 'g');

/** What an error of ours has beyond nbformat's: kept in the cell's metadata. */
export type ErrorRest = Pick<CellError, 'kind' | 'hint' | 'line' | 'column'>;

const KINDS: readonly string[] = [
	'user',
	'algorithm',
	'platform',
	'aws',
	'unknown',
	'syntax',
	'interrupted'
] satisfies readonly CellError['kind'][];

const NO_REST: ErrorRest = { kind: 'unknown', hint: null, line: null, column: null };

/** An output as this notebook shows it; null for one of a kind that it does not know. */
export function readOutput(raw: Json, rest: ErrorRest = NO_REST): Output | null {
	if (!isJsonObject(raw)) return null;
	switch (raw['output_type']) {
		case 'stream': {
			const text = joinLines(raw['text']);
			const name = raw['name'] === 'stderr' ? 'stderr' : 'stdout';
			return text === null ? null : { type: 'stream', name, text };
		}
		case 'display_data':
			return isJsonObject(raw['data'])
				? { type: 'display', displayId: displayIdOf(raw), data: readBundle(raw['data']) }
				: null;
		case 'execute_result':
			return isJsonObject(raw['data']) ? { type: 'result', data: readBundle(raw['data']) } : null;
		case 'error':
			return { type: 'error', error: readError(raw, rest) };
		default:
			return null;
	}
}

/** An output as nbformat 4 has it. */
export function writeOutput(output: Output, executionCount: number | null): JsonObject {
	switch (output.type) {
		case 'stream':
			return { name: output.name, output_type: 'stream', text: splitLines(output.text) };
		case 'display': {
			const { data, displayId } = output;
			const metadata = displayId === null ? {} : { sagebrush: { display_id: displayId } };
			return { data: writeBundle(data), metadata, output_type: 'display_data' };
		}
		case 'result':
			return {
				data: writeBundle(output.data),
				execution_count: executionCount,
				metadata: {},
				output_type: 'execute_result'
			};
		case 'error': {
			const { code, message, stack } = output.error;
			const traceback = stack === '' ? [] : stack.split('\n');
			return { ename: code, evalue: message, output_type: 'error', traceback };
		}
	}
}

/** What nbformat has no room for of each error among the outputs; null where there is nothing. */
export function restsOfErrors(outputs: readonly Output[]): Json {
	const rests = outputs.flatMap((output) => (output.type === 'error' ? [restOf(output.error)] : []));
	return rests.some((rest) => rest !== null) ? rests : null;
}

/** Reads what {@link restsOfErrors} wrote; anything else stands for errors that came from elsewhere. */
export function readRests(value: Json | undefined): readonly ErrorRest[] {
	return Array.isArray(value) ? (value as readonly Json[]).map(readRest) : [];
}

/** The rest that belongs to an error from elsewhere. */
export function noRest(): ErrorRest {
	return NO_REST;
}

function readError(raw: JsonObject, rest: ErrorRest): CellError {
	const lines = Array.isArray(raw['traceback']) ? (raw['traceback'] as readonly Json[]) : [];
	const stack = lines.filter((line) => typeof line === 'string').join('\n');
	return {
		...rest,
		code: textOf(raw['ename']) || 'Error',
		message: textOf(raw['evalue']),
		stack: stack.replace(TERMINAL, '')
	};
}

function restOf({ kind, hint, line, column }: CellError): Json {
	if (kind === 'unknown' && hint === null && line === null && column === null) return null;
	return { kind, hint, line, column };
}

function readRest(value: Json): ErrorRest {
	if (!isJsonObject(value)) return NO_REST;
	const { kind, hint, line, column } = value;
	return {
		kind: isKind(kind) ? kind : 'unknown',
		hint: typeof hint === 'string' ? hint : null,
		line: typeof line === 'number' ? line : null,
		column: typeof column === 'number' ? column : null
	};
}

function isKind(value: Json | undefined): value is CellError['kind'] {
	return typeof value === 'string' && KINDS.includes(value);
}

function displayIdOf(raw: JsonObject): string | null {
	const id = isJsonObject(raw['metadata']) ? ownMember(raw['metadata'], 'display_id') : null;
	return typeof id === 'string' ? id : null;
}

function textOf(value: Json | undefined): string {
	return typeof value === 'string' ? value : '';
}
