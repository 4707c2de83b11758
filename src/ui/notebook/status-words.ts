import type { CellStatus } from '#state/notebook.svelte.ts';

/** What stands beside a cell for its status; empty where the run's time says enough. */
export const STATUS_WORDS: Readonly<Record<CellStatus, string>> = {
	fresh: '',
	queued: 'waiting',
	running: 'running',
	skipped: 'not run',
	evaluated: '',
	stale: 'stale',
	error: 'failed',
	aborted: 'stopped'
};
