import { defineStates } from '../../core/states.ts';

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html (EndpointStatus) */
export const endpointStates = defineStates({
	creating: { status: 'Creating', message: 'Launching instances', afterMs: 120_000, next: 'inService' },
	inService: { status: 'InService', message: 'Serving requests' },
	updating: {
		status: 'Updating',
		message: 'Launching instances beside those that serve',
		afterMs: 120_000,
		next: 'inService'
	},
	rescaling: {
		status: 'Updating',
		message: 'Changing weights and instances',
		afterMs: 60_000,
		next: 'inService'
	},
	rollingBack: {
		status: 'RollingBack',
		message: 'Taking the new instances away',
		afterMs: 20_000,
		next: 'inService'
	},
	deleting: { status: 'Deleting', message: 'Terminating instances', afterMs: 20_000 },
	failed: { status: 'Failed', message: 'The endpoint could not be created' }
});
