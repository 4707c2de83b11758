import { defineStates } from '../core/states.ts';

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeliveryStreamDescription.html */
export const deliveryStates = defineStates({
	creating: {
		status: 'CREATING',
		message: 'The delivery stream is being made',
		afterMs: 30_000,
		next: 'active'
	},
	active: { status: 'ACTIVE', message: 'Takes records and delivers them' },
	deleting: { status: 'DELETING', message: 'The delivery stream is being removed', afterMs: 30_000 }
});
