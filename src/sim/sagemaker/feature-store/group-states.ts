import { defineStates } from '../../core/states.ts';

/** How long a feature group is being made and unmade. */
export const groupStates = defineStates({
	creating: { status: 'Creating', message: 'Creating the feature group', afterMs: 15_000, next: 'created' },
	created: { status: 'Created', message: 'The feature group is ready' },
	deleting: { status: 'Deleting', message: 'Deleting the feature group', afterMs: 10_000 }
});
