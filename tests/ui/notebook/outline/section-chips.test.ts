import { describe, expect, it } from 'vitest';
import { sectionChips } from '#ui/notebook/outline/section-chips.ts';

describe('sectionChips', () => {
	it('says nothing of a section in which all is well', () => {
		expect(sectionChips(['fresh', 'evaluated', 'skipped'])).toEqual([]);
	});

	it('counts what runs, failed, waits and is stale, the most urgent first', () => {
		expect(sectionChips(['stale', 'error', 'queued', 'running', 'error'])).toEqual([
			{ status: 'running', count: 1 },
			{ status: 'failed', count: 2 },
			{ status: 'queued', count: 1 },
			{ status: 'stale', count: 1 }
		]);
	});
});
