import {
	CONSOLE_MIME,
	type CellError,
	type CellFrameData,
	type MimeBundle,
	type Output
} from '../outputs.ts';
import { isCount, isListOf, isOptional, isRecord, isText } from './plain.ts';
import { isConsoleLine } from './shown-data.ts';

const KINDS: ReadonlySet<unknown> = new Set([
	'user',
	'algorithm',
	'platform',
	'aws',
	'unknown',
	'syntax',
	'interrupted'
]);
const MOST_OUTPUTS = 100_000;

/**
 * The outputs among what a kernel sent, which is believed in nothing: what is no output is left out. The data of a bundle
 * are looked at where they are drawn, save console lines, which are joined before.
 */
export function outputsOf(value: unknown): readonly Output[] {
	return Array.isArray(value) ? value.slice(0, MOST_OUTPUTS).filter(isOutput) : [];
}

/** Whether a value is an output. */
export function isOutput(value: unknown): value is Output {
	if (!isRecord(value)) return false;
	switch (value['type']) {
		case 'stream': {
			const { name, text, skipped } = value;
			return (name === 'stdout' || name === 'stderr') && isText(text) && isOptional(skipped, isCount);
		}
		case 'display':
			return (value['displayId'] === null || isText(value['displayId'])) && isBundle(value['data']);
		case 'result':
			return isBundle(value['data']);
		case 'error':
			return isCellError(value['error']);
		default:
			return false;
	}
}

function isBundle(value: unknown): value is MimeBundle {
	return isRecord(value) && isOptional(value[CONSOLE_MIME], isConsoleLine);
}

function isCellError(value: unknown): value is CellError {
	if (!isRecord(value) || !KINDS.has(value['kind'])) return false;
	const { code, message, hint, line, column, stack, lineText, causes, frames } = value;
	const isPlace = (place: unknown): boolean => place === null || isCount(place);
	return (
		[code, message, stack].every(isText) &&
		(hint === null || isText(hint)) &&
		isPlace(line) &&
		isPlace(column) &&
		isOptional(lineText, isText) &&
		isOptional(causes, (all) => isListOf(all, 100, isCause)) &&
		isOptional(frames, (all) => isListOf(all, 500, isFrame))
	);
}

function isCause(value: unknown): value is { code: string; message: string } {
	return isRecord(value) && isText(value['code']) && isText(value['message']);
}

function isFrame(value: unknown): value is CellFrameData {
	if (!isRecord(value)) return false;
	const { cellId, name, line, column } = value;
	return isText(cellId) && isText(name) && isCount(line) && isCount(column);
}
