import { defineStates } from '../../core/states.ts';

/**
 * A training job from its creation to its end, with the statuses and sentences of AWS. Where a status has two
 * sentences the second takes the first's place in the same transition, as AWS shows it.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_SecondaryStatusTransition.html
 */
export const trainingStates = defineStates({
	starting: { status: 'Starting', message: 'Starting the training job', afterMs: 10_000, next: 'preparing' },
	preparing: {
		status: 'Starting',
		message: 'Preparing the instances for training',
		afterMs: 30_000,
		next: 'downloading'
	},
	downloading: { status: 'Downloading', message: 'Downloading input data', afterMs: 20_000, next: 'pulling' },
	pulling: {
		status: 'Downloading',
		message: 'Downloading the training image',
		afterMs: 30_000,
		next: 'training'
	},
	training: {
		status: 'Training',
		message: 'Training image download completed. Training in progress',
		next: 'uploading'
	},
	uploading: {
		status: 'Uploading',
		message: 'Uploading generated training model',
		afterMs: 10_000,
		next: 'completed'
	},
	completed: { status: 'Completed', message: 'Training job completed' },
	stopping: { status: 'Stopping', message: 'Stopping the training job', next: 'stopped' },
	stopped: { status: 'Stopped', message: 'Training job stopped' },
	maxRuntimeExceeded: {
		status: 'MaxRuntimeExceeded',
		message: 'Training job runtime exceeded MaxRuntimeInSeconds provided'
	},
	failed: { status: 'Failed', message: 'Training job failed' }
});

export type TrainingStateName = keyof typeof trainingStates;
