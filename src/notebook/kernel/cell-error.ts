import { CellSyntaxError } from '../compile/cell-syntax-error.ts';
import type { CellError } from '../outputs.ts';
import { plainText } from '../values/bundle.ts';
import type { CellFrame } from './cell-frames.ts';

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
	const where = { line: place?.line ?? null, column: place?.column ?? null, stack: stackText(origin.frames) };
	if (!(error instanceof Error)) {
		const message = `The cell threw ${plainText(error)}, which is no Error.`;
		return { kind: 'unknown', code: 'Thrown', message, hint: null, ...where };
	}
	const thrown: Thrown = error;
	const kind = kindOf(thrown);
	const code = typeof thrown.code === 'string' && kind !== 'unknown' ? thrown.code : String(error.name);
	const hint = typeof thrown.hint === 'string' ? thrown.hint : hintFor(error);
	return { kind, code, message: messageOf(error), hint, ...where };
}

function kindOf(error: Thrown): CellError['kind'] {
	if (KINDS.has(error.kind)) return error.kind as CellError['kind'];
	return typeof error.$metadata === 'object' ? 'aws' : 'unknown';
}

function messageOf(error: Error): string {
	const message = String(error.message);
	return error.cause instanceof Error
		? `${message} (caused by ${error.cause.name}: ${error.cause.message})`
		: message;
}

/** What the commonest errors of the language mean in a notebook. */
function hintFor(error: Error): string | null {
	const { name, message } = error;
	const missing = /^(\S+) is not defined$/.exec(message)?.[1];
	if (name === 'ReferenceError' && missing) {
		return `Run the cell that defines '${missing}' first, or check how it is written.`;
	}
	if (/read only property|Assignment to constant|readonly/.test(message) && name === 'TypeError') {
		return 'A const keeps its value. Declare it with let if it is to change.';
	}
	if (/of undefined \(reading|of null \(reading/.test(message)) {
		return 'The value before the dot is missing. Look at it in a cell of its own.';
	}
	if (name === 'RangeError' && /call stack/i.test(message)) return 'A function calls itself without an end.';
	return null;
}

function stackText(frames: readonly CellFrame[]): string {
	return frames
		.map((f) => `${f.name ? `at ${f.name}, ` : 'at '}${f.cellId}, line ${f.line}, column ${f.column}`)
		.join('\n');
}
