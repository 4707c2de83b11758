import { assertNever } from '#base/assert.ts';
import { encodeUtf8 } from '#base/bytes.ts';
import type { Predictions } from '#ml/algorithm.ts';
import { answersToRecordIo } from '#ml/data/to-record-io.ts';
import { pythonFloat } from './python-text.ts';

type TextType = 'text/csv' | 'application/json' | 'application/jsonlines';

export type AnswerType = TextType | 'application/x-recordio-protobuf';

/** The body of an answer: text as {@link answerText} writes it, or recordIO-protobuf. */
export function answerBody(predictions: Predictions, type: AnswerType, isBatch = false): Uint8Array {
	if (type !== 'application/x-recordio-protobuf') return encodeUtf8(answerText(predictions, type, isBatch));
	return answersToRecordIo(predictions.values, predictions.width, predictions.labels ?? null);
}

/**
 * The body of an answer as the containers write it. CSV: all predictions on one line, joined by commas, a row of
 * several scores in brackets; in a transform job each on a line of its own. JSON: `{"predictions": [{"score": s}, …]}`. JSON Lines: one `{"score": s}` per line.
 * Where the algorithm says a class, JSON has it as `predicted_label`.
 */
export function answerText({ values, width, labels }: Predictions, type: TextType, isBatch = false): string {
	const scores = Array.from({ length: values.length / width }, (_, row) => {
		const texts = Array.from(values.subarray(row * width, (row + 1) * width), pythonFloat);
		return width === 1 ? texts[0]! : `[${texts.join(', ')}]`;
	});
	const members = scores.map((score, row) =>
		labels ? `{"score": ${score}, "predicted_label": ${labels[row]}}` : `{"score": ${score}}`
	);
	switch (type) {
		case 'text/csv':
			return isBatch ? scores.map((score) => `${score}\n`).join('') : scores.join(',');
		case 'application/json':
			return `{"predictions": [${members.join(', ')}]}`;
		case 'application/jsonlines':
			return members.map((member) => `${member}\n`).join('');
		default:
			return assertNever(type);
	}
}
