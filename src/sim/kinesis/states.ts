import { defineStates } from '../core/states.ts';

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StreamDescription.html (StreamStatus) */
export const streamStates = defineStates({
	creating: { status: 'CREATING', message: 'Shards are being made', afterMs: 15_000, next: 'active' },
	active: { status: 'ACTIVE', message: 'Takes and gives records' },
	updating: {
		status: 'UPDATING',
		message: 'Shards are being split or merged',
		afterMs: 30_000,
		next: 'active'
	},
	deleting: { status: 'DELETING', message: 'Shards are being removed', afterMs: 15_000 }
});

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_Consumer.html (ConsumerStatus) */
export const consumerStates = defineStates({
	creating: {
		status: 'CREATING',
		message: 'The consumer is being registered',
		afterMs: 10_000,
		next: 'active'
	},
	active: { status: 'ACTIVE', message: 'The consumer may subscribe' },
	deleting: { status: 'DELETING', message: 'The consumer is being removed', afterMs: 10_000 }
});
