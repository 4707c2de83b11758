import { assertNever } from '#base/assert.ts';
import type { Predictions } from '#ml/algorithm.ts';
import { pythonFloat } from './python-text.ts';

export type AnswerType = 'text/csv' | 'application/json' | 'application/jsonlines';

/**
 * The body of an answer as XGBoost's container writes it. CSV: all predictions on one line, joined by commas, a row of
 * several scores in brackets; in a transform job each on a line of its own. JSON: `{"predictions": [{"score": s}, …]}`. JSON Lines: one `{"score": s}` per line.
 */
export function answerText({ values, width }: Predictions, type: AnswerType, isBatch = false): string {
	const scores = Array.from({ length: values.length / width }, (_, row) => {
		const texts = Array.from(values.subarray(row * width, (row + 1) * width), pythonFloat);
		return width === 1 ? texts[0]! : `[${texts.join(', ')}]`;
	});
	switch (type) {
		case 'text/csv':
			return isBatch ? scores.map((score) => `${score}\n`).join('') : scores.join(',');
		case 'application/json':
			return `{"predictions": [${scores.map((score) => `{"score": ${score}}`).join(', ')}]}`;
		case 'application/jsonlines':
			return scores.map((score) => `{"score": ${score}}\n`).join('');
		default:
			return assertNever(type);
	}
}
