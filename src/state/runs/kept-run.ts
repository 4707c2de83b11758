import { isOutcome, type CheckOutcome } from '../cells/check-outcome.ts';
import type { CellRun } from '../cells/cell.svelte.ts';
import type { OutputItem } from '../outputs/output-log.svelte.ts';

/** What is kept of a cell's last run, so that who comes back finds it: outputs, run count, duration, judgement. */
export interface KeptRun {
	readonly format: 1;
	/** Null where the exercise was judged, or output came, without a run. */
	readonly run: Omit<CellRun, 'kernel'> | null;
	readonly items: readonly OutputItem[];
	/** About how many bytes of output were too large to keep; 0 where all is here. */
	readonly leftOutBytes: number;
	readonly outcome: CheckOutcome | null;
}

/** Of one cell's output this much is kept, about: a plot of some thousand points, a hundred thousand words. */
export const MOST_KEPT_BYTES = 1_000_000;

/**
 * What to keep of a run. Outputs are taken in order while they fit into `mostBytes`; an error is always kept, and what is
 * left out is counted. Linear in the size of what is kept, never of what is left out beyond its first item.
 */
export function keepRun(
	run: CellRun | null,
	items: readonly OutputItem[],
	outcome: CheckOutcome | null,
	mostBytes = MOST_KEPT_BYTES
): KeptRun {
	const kept: OutputItem[] = [];
	let used = 0;
	let leftOutBytes = 0;
	for (const item of items) {
		const size = sizeOf(item);
		const fits = leftOutBytes === 0 && used + size <= mostBytes;
		if (fits || item.kind === 'error') {
			kept.push(item);
			used += size;
		} else leftOutBytes += size;
	}
	const facts = run && {
		status: run.status,
		run: run.run,
		source: run.source,
		defines: run.defines,
		uses: run.uses,
		durationMs: run.durationMs
	};
	return { format: 1, run: facts, items: kept, leftOutBytes, outcome };
}

/** Reads a stored value; null where it is no run of a format that this version knows. */
export function parseKeptRun(value: unknown): KeptRun | null {
	if (!isRecord(value) || value['format'] !== 1) return null;
	const { run, items, leftOutBytes, outcome } = value;
	if (!Array.isArray(items) || !items.every(isItem) || typeof leftOutBytes !== 'number') return null;
	if (run !== null && !isRun(run)) return null;
	if (outcome !== null && !isOutcome(outcome)) return null;
	return { format: 1, run, items, leftOutBytes, outcome };
}

/** About how many bytes a value takes; what is binary counts as it is, text as two bytes a character. */
export function sizeOf(value: unknown): number {
	if (typeof value === 'string') return 2 * value.length;
	if (typeof value !== 'object' || value === null) return 8;
	if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
	if (value instanceof Blob) return value.size;
	let size = 8;
	for (const [key, item] of Object.entries(value)) size += key.length + sizeOf(item);
	return size;
}

function isItem(value: unknown): value is OutputItem {
	if (!isRecord(value) || typeof value['key'] !== 'number') return false;
	switch (value['kind']) {
		case 'stream':
			return typeof value['text'] === 'string';
		case 'console':
			return Array.isArray(value['lines']);
		case 'rich':
			return isRecord(value['data']);
		case 'error':
			return isRecord(value['error']) && typeof value['error']['message'] === 'string';
		default:
			return false;
	}
}

function isRun(value: unknown): value is NonNullable<KeptRun['run']> {
	if (!isRecord(value)) return false;
	const { status, run, source, defines, uses, durationMs } = value;
	return (
		(status === 'ok' || status === 'error' || status === 'interrupted') &&
		typeof run === 'number' &&
		typeof source === 'string' &&
		Array.isArray(defines) &&
		Array.isArray(uses) &&
		typeof durationMs === 'number'
	);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
