import { describe, expect, it } from 'vitest';
import type { RegionEvent, TrainingJobView } from '#sim/events.ts';
import { ConsoleView } from '#state/cloud/console-view.svelte.ts';

const begun = (name: string): RegionEvent => ({
	type: 'trainingJob',
	job: { name, status: 'InProgress' } as TrainingJobView
});

describe('ConsoleView', () => {
	it('follows a job that begins, once', () => {
		const view = new ConsoleView();
		view.hear([begun('j')]);
		expect([view.tab, view.jobName]).toEqual(['Training jobs', 'j']);
		view.openJob(null);
		view.hear([begun('j')]);
		expect(view.jobName).toBeNull();
	});

	it('stays where a tab was chosen by hand, until it is asked to follow again', () => {
		const view = new ConsoleView();
		view.choose('Bill');
		view.hear([begun('j')]);
		expect(view.tab).toBe('Bill');
		view.follow(true);
		view.hear([begun('k')]);
		expect(view.tab).toBe('Training jobs');
	});
});
