import type { RunResult } from '../kernel/contract.ts';
import { isListOf, isRecord, isText } from './plain.ts';

const STATUSES: ReadonlySet<unknown> = new Set(['ok', 'error', 'interrupted']);
const MOST_NAMES = 20_000;

/** What a kernel says of a run: names that are no names are left out, and what says nothing has failed. */
export function runResultOf(value: unknown): RunResult {
	const found = isRecord(value) ? value : {};
	const { status, durationMs } = found;
	return {
		status: isStatus(status) ? status : 'error',
		defines: namesOf(found['defines']),
		uses: namesOf(found['uses']),
		assigns: namesOf(found['assigns']),
		durationMs: typeof durationMs === 'number' && durationMs >= 0 ? durationMs : 0
	};
}

function isStatus(value: unknown): value is RunResult['status'] {
	return STATUSES.has(value);
}

function namesOf(value: unknown): readonly string[] {
	return isListOf(value, MOST_NAMES, isText) ? value : [];
}
