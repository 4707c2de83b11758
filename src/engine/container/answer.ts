import { assertNever } from '#base/assert.ts';
import { encodeUtf8 } from '#base/bytes.ts';
import type { AnswerField, Predictions } from '#ml/algorithm.ts';
import { answersToRecordIo } from '#ml/data/to-record-io.ts';
import { pythonFloat } from './python-text.ts';

type TextType = 'text/csv' | 'application/json' | 'application/jsonlines';

export type AnswerType = TextType | 'application/x-recordio-protobuf';

/** How the body of an answer is laid out. */
export interface AnswerForm {
	/** Under which name JSON lists the rows. Default `predictions`. */
	readonly list?: string;
	/** In a transform job each row of CSV has a line of its own. Default false. */
	readonly isBatch?: boolean;
	/** The keys of a chosen answer, in whose order CSV has them, a row a line, lists in quotes. */
	readonly selected?: readonly string[];
}

/** The body of an answer: text as {@link answerText} writes it, or recordIO-protobuf. */
export function answerBody(predictions: Predictions, type: AnswerType, form: AnswerForm = {}): Uint8Array {
	if (type === 'application/x-recordio-protobuf') return answersToRecordIo(predictions);
	return encodeUtf8(answerText(predictions, type, form));
}

/**
 * The body of an answer as the containers write it. JSON: `{"predictions": [{"score": s}, …]}` with a member for each
 * field; JSON Lines: one such object per line. CSV: rows of one number all on one line, joined by commas, a row of
 * several scores in brackets; in a transform job, and where rows have several fields, each row on a line of its own.
 */
export function answerText(predictions: Predictions, type: TextType, form: AnswerForm = {}): string {
	switch (type) {
		case 'text/csv':
			return csvText(predictions, form);
		case 'application/json':
			return `{"${form.list ?? 'predictions'}": [${objectsOf(predictions).join(', ')}]}`;
		case 'application/jsonlines':
			return objectsOf(predictions)
				.map((object) => `${object}\n`)
				.join('');
		default:
			return assertNever(type);
	}
}

function objectsOf({ rows, fields }: Predictions): string[] {
	return Array.from(
		{ length: rows },
		(_, row) => `{${fields.map((field) => `"${field.name}": ${jsonText(field, row)}`).join(', ')}}`
	);
}

/** As Python's json writes numbers that are none. */
function jsonText(field: AnswerField, row: number): string {
	return textOf(field, row).replaceAll('nan', 'NaN').replaceAll('inf', 'Infinity');
}

function csvText({ rows, fields }: Predictions, { isBatch = false, selected }: AnswerForm): string {
	if (selected) {
		const ordered = selected.flatMap((key) => fields.filter(({ name }) => name === key));
		const cell = (field: AnswerField, row: number): string =>
			textOf(field, row).replace(/^\[.*\]$/, (list) => `"${list}"`);
		const chosen = Array.from({ length: rows }, (_, row) =>
			ordered.map((field) => cell(field, row)).join(',')
		);
		return chosen.join('\n') + (isBatch ? '\n' : '');
	}
	const lines = Array.from({ length: rows }, (_, row) => fields.map((field) => textOf(field, row)).join(','));
	return isBatch || fields.length > 1 ? lines.map((line) => `${line}\n`).join('') : lines.join(',');
}

function textOf({ width, values, isList = width !== 1, isWhole = false }: AnswerField, row: number): string {
	const numbers = Array.from(values.subarray(row * width, (row + 1) * width), isWhole ? String : pythonFloat);
	return isList ? `[${numbers.join(', ')}]` : numbers[0]!;
}
