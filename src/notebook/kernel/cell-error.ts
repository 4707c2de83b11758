import { CellSyntaxError } from '../compile/cell-syntax-error.ts';
import type { CellError } from '../outputs.ts';
import { plainText } from '../values/bundle.ts';
import type { CellFrame } from './cell-frames.ts';
import { plainWords } from './plain-words.ts';

/** Where an error arose; the first frame in `file`, the running cell, is the error's place. */
export interface ErrorOrigin {
	readonly frames: readonly CellFrame[];
	readonly file: string;
}

const KINDS: ReadonlySet<unknown> = new Set(['user', 'algorithm', 'platform', 'aws', 'interrupted']);

/** Members that errors of our family and of AWS's clients have; each module carries classes of its own. */
interface Thrown {
	readonly kind?: unknown;
	readonly code?: unknown;
	readonly hint?: unknown;
	readonly $metadata?: unknown;
	readonly cause?: unknown;
}

/** Any thrown value as the output that explains it. */
export function toCellError(error: unknown, origin: ErrorOrigin): CellError {
	if (error instanceof CellSyntaxError) return error.toCellError();
	const place = origin.frames.find((f) => f.file === origin.file) ?? null;
	const frames = origin.frames.map(({ cellId, name, line, column }) => ({ cellId, name, line, column }));
	const where = {
		line: place?.line ?? null,
		column: place?.column ?? null,
		stack: stackText(origin.frames),
		...(frames.length > 0 ? { frames } : {})
	};
	if (!(error instanceof Error)) {
		const message = `The cell threw ${plainText(error)}, which is no Error.`;
		return { kind: 'unknown', code: 'Thrown', message, hint: null, ...where };
	}
	const thrown: Thrown = error;
	const kind = kindOf(thrown);
	const given = typeof thrown.code === 'string' && kind !== 'unknown' ? thrown.code : String(error.name);
	const code = shortened(given, LONGEST_CODE);
	const hint = typeof thrown.hint === 'string' ? shortened(thrown.hint) : plainWords(error);
	const causes = causesOf(error);
	const more = causes.length > 0 ? { causes } : {};
	return { kind, code, message: messageOf(error), hint, ...where, ...more };
}

function kindOf(error: Thrown): CellError['kind'] {
	if (KINDS.has(error.kind)) return error.kind as CellError['kind'];
	return typeof error.$metadata === 'object' ? 'aws' : 'unknown';
}

/** Characters that are shown of an error's message or hint, and of its name. */
const LONGEST_MESSAGE = 20_000;
const LONGEST_CODE = 200;

function messageOf(error: Error): string {
	const message = shortened(String(error.message));
	return error.cause instanceof Error
		? `${message} (caused by ${shortened(`${error.cause.name}: ${error.cause.message}`)})`
		: message;
}

function shortened(text: string, most = LONGEST_MESSAGE): string {
	return text.length <= most ? text : `${text.slice(0, most)}…`;
}

const MOST_CAUSES = 10;
const MOST_SOURCE_COLUMNS = 500;

/** What led to an error, nearest first; a chain that bites its own tail ends. */
function causesOf(error: Error): { readonly code: string; readonly message: string }[] {
	const seen = new Set<unknown>([error]);
	const causes: { code: string; message: string }[] = [];
	let next: unknown = error.cause;
	while (next !== undefined && next !== null && !seen.has(next) && causes.length < MOST_CAUSES) {
		seen.add(next);
		if (!(next instanceof Error)) return [...causes, { code: '', message: plainText(next) }];
		causes.push({
			code: shortened(String(next.name), LONGEST_CODE),
			message: shortened(String(next.message))
		});
		next = next.cause;
	}
	return causes;
}

/** The error with the line of the source that it names. */
export function withLineText(error: CellError, source: string): CellError {
	const lineText = error.line === null ? undefined : source.split('\n')[error.line - 1];
	return lineText === undefined ? error : { ...error, lineText: lineText.slice(0, MOST_SOURCE_COLUMNS) };
}

/** Places in cells as text, one a line. */
export function stackText(frames: readonly CellFrame[]): string {
	return frames
		.map((f) => `${f.name ? `at ${f.name}, ` : 'at '}${f.cellId}, line ${f.line}, column ${f.column}`)
		.join('\n');
}
