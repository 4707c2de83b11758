import { defineStates } from '../../core/states.ts';

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTransformJob.html (TransformJobStatus) */
export const transformStates = defineStates({
	launching: {
		status: 'InProgress',
		message: 'Launching instances and loading the model',
		afterMs: 120_000,
		next: 'transforming'
	},
	transforming: { status: 'InProgress', message: 'Sending the data through the model', next: 'completed' },
	completed: { status: 'Completed', message: 'All objects have been transformed' },
	stopping: { status: 'Stopping', message: 'Giving the instances back', afterMs: 10_000, next: 'stopped' },
	stopped: { status: 'Stopped', message: 'The job was stopped' },
	failed: { status: 'Failed', message: 'The job failed' }
});
