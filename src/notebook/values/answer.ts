import type { TreeEntry } from '../outputs.ts';
import { toDelimited } from './delimited.ts';
import { errorText } from './label.ts';
import { targetOf } from './proxies.ts';
import type { Answer, Question } from './questions.ts';
import { leaf } from './scalar.ts';
import { readRows, summaryOf } from './table.ts';
import { queryRows, type TableQuery } from './table-query.ts';
import type { TableSource } from './table-source.ts';
import { LIVE_LIMITS, toEntries, toTree, type Held, type Hold } from './tree.ts';
import type { Kept } from './value-store.ts';

const GONE: Answer = { kind: 'gone' };
/** The most that one answer holds. */
const MOST_ENTRIES = 1000;
const MOST_ROWS = 20_000;

/** Rows in order, kept for the next page: sorting a million takes a second. */
const orders = new WeakMap<TableSource, { readonly key: string; readonly rows: Uint32Array }>();

/**
 * Answers a question about a kept value; «gone» where the question does not fit it. `hold` keeps what the answer in turn lets the reader ask
 * about. Only a question for a getter runs code of cells; what that throws is the answer.
 */
export function answer(question: Question, kept: Kept, hold: Hold): Answer | Promise<Answer> {
	switch (question.ask) {
		case 'getter':
			return kept.kind === 'getter' ? { kind: 'value', value: valueOf(kept, hold) } : GONE;
		case 'entries':
			return kept.kind === 'object' ? entriesOf(kept.object, question, hold) : GONE;
		case 'rows':
		case 'summary':
		case 'text':
			return kept.kind === 'table' ? ofTable(question, kept.table) : GONE;
	}
}

function valueOf(held: Held & { readonly kind: 'getter' }, hold: Hold): ReturnType<typeof toTree> {
	try {
		return toTree(Reflect.get(held.object, held.key), LIVE_LIMITS, hold);
	} catch (error) {
		return leaf('error', `threw ${error instanceof Error ? errorText(error) : String(error)}`);
	}
}

function entriesOf(
	object: object,
	{ from, count }: { readonly from: number; readonly count: number },
	hold: Hold
): Answer | Promise<Answer> {
	if (!targetOf(object) && object instanceof Promise) return promiseEntries(object, hold);
	try {
		return { kind: 'entries', ...toEntries(object, from, Math.min(count, MOST_ENTRIES), LIVE_LIMITS, hold) };
	} catch {
		const unreadable: TreeEntry = { key: '', value: leaf('object', '[unreadable]') };
		return { kind: 'entries', entries: [unreadable], next: null, more: 0 };
	}
}

/** Whether a promise is settled can only be learned by waiting a moment. */
async function promiseEntries(promise: Promise<unknown>, hold: Hold): Promise<Answer> {
	const pending = Symbol('pending');
	const state = (text: string): TreeEntry => ({ key: 'state', value: leaf('text', text) });
	const result = (key: string, value: unknown): TreeEntry => ({
		key,
		value: toTree(value, LIVE_LIMITS, hold)
	});
	const entries = await Promise.race([promise, Promise.resolve(pending)]).then(
		(value) => (value === pending ? [state('pending')] : [state('fulfilled'), result('value', value)]),
		(reason: unknown) => [state('rejected'), result('reason', reason)]
	);
	return { kind: 'entries', entries, next: null, more: 0 };
}

function ofTable(
	question: Question & { readonly ask: 'rows' | 'summary' | 'text' },
	table: TableSource
): Answer {
	if (question.ask === 'summary') {
		return { kind: 'summary', summary: summaryOf(table, question.column) };
	}
	const ordered = rowsInOrder(table, question.query);
	const end = question.from + Math.min(question.count, MOST_ROWS);
	const rows = readRows(table, ordered.subarray(question.from, end));
	if (question.ask === 'rows') return { kind: 'rows', rows, matching: ordered.length };
	const next = end < ordered.length ? end : null;
	return { kind: 'text', text: toDelimited(rows, question.format), next };
}

function rowsInOrder(table: TableSource, query: TableQuery): Uint32Array {
	const key = JSON.stringify(query);
	const known = orders.get(table);
	if (known?.key === key) return known.rows;
	const rows = queryRows(table, query);
	orders.set(table, { key, rows });
	return rows;
}
