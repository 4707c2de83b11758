import { encodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import { parseCsv } from '#ml/data/parse-csv.ts';
import { preprocessRow, type Preprocessor } from '#ml/prep/preprocessor.ts';
import type { InvocationInput, InvocationOutput } from '#sim/ports.ts';
import { parseContentType } from './content-type.ts';

/** Answers rows of CSV with the rows that the model behind it was trained on. */
export function preprocess(
	preprocessor: Preprocessor,
	{ body, contentType }: InvocationInput
): InvocationOutput {
	if (parseContentType(contentType ?? 'text/csv').type !== 'text/csv') {
		return refusal(415, `Content type '${contentType}' is not supported. The request may be text/csv.`);
	}
	try {
		const { x, rows, columns } = parseCsv(body, { file: 'request', label: 'none' });
		const { length } = preprocessor.steps;
		if (columns !== length)
			return refusal(400, `The rows have ${columns} columns, and ${length} are needed.`);
		const lines = Array.from({ length: rows }, (_, row) =>
			preprocessRow(preprocessor, x.subarray(row * columns, (row + 1) * columns)).join()
		);
		return { status: 200, contentType: 'text/csv', body: encodeUtf8(`${lines.join('\n')}\n`) };
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return refusal(400, error.message);
	}
}

function refusal(status: number, text: string): InvocationOutput {
	return { status, contentType: 'text/plain; charset=utf-8', body: encodeUtf8(text) };
}
