import type { Answer, Question } from '../values/questions.ts';
import { isCount, isRecord, isText } from './plain.ts';
import { isEntries, isRows, isSummary, isTree } from './shown-data.ts';

/** A kernel's answer, if it is one to that question; else «gone». Kernels are believed in nothing. */
export function answerTo(question: Question, value: unknown): Answer {
	return fits(question, value) ? (value as Answer) : { kind: 'gone' };
}

function fits(question: Question, value: unknown): boolean {
	if (!isRecord(value)) return false;
	const { kind, next } = value;
	const isNext = next === null || isCount(next);
	switch (question.ask) {
		case 'entries':
			return kind === 'entries' && isEntries(value['entries']) && isCount(value['more']) && isNext;
		case 'getter':
			return kind === 'value' && isTree(value['value']);
		case 'rows':
			return kind === 'rows' && isCount(value['matching']) && hasEqualRows(value['rows']);
		case 'summary':
			return kind === 'summary' && isSummary(value['summary']);
		case 'text':
			return kind === 'text' && isText(value['text']) && isNext;
	}
}

function hasEqualRows(rows: unknown): boolean {
	const first: unknown = Array.isArray(rows) ? rows[0] : undefined;
	return isRows(rows, Array.isArray(first) ? first.length : 0);
}
