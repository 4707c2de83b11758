import { defineStates } from '../core/states.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html */
export const functionStates = defineStates({
	pending: { status: 'Pending', message: 'The function is being created.', afterMs: 3_000, next: 'active' },
	active: { status: 'Active', message: 'The function can be invoked' },
	updating: {
		status: 'InProgress',
		message: 'The function is being created.',
		afterMs: 2_000,
		next: 'active'
	}
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html (State) */
export const mappingStates = defineStates({
	creating: { status: 'Creating', message: 'User action', afterMs: 10_000, next: 'enabled' },
	enabled: { status: 'Enabled', message: 'USER_INITIATED' },
	disabled: { status: 'Disabled', message: 'USER_INITIATED' },
	deleting: { status: 'Deleting', message: 'User action', afterMs: 10_000 }
});
