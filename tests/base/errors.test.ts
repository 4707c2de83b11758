import { describe, expect, it } from 'vitest';
import {
	AlgorithmError,
	AwsError,
	PlatformError,
	UserError,
	fromErrorRecord,
	toErrorRecord
} from '#base/errors.ts';

describe('error records', () => {
	const family = [
		new UserError('InvalidHyperparameter', 'Hyperparameter eta: 7 is not in [0, 1]', { hint: 'Choose 0.3.' }),
		new AlgorithmError('Invariant', 'the histogram does not add up'),
		new PlatformError('StorageFull', 'no room'),
		new AwsError('ModelError', 'Received client error (400)', 424, { members: { OriginalStatusCode: 400 } })
	];

	it.each(family)('carry $name across a worker boundary and back', (error) => {
		const back = fromErrorRecord(structuredClone(toErrorRecord(error)));
		expect(back).toBeInstanceOf(error.constructor);
		expect({ ...back, message: back.message }).toEqual({ ...error, message: error.message });
	});

	it('keep name and message of a foreign error, which becomes our fault', () => {
		const back = fromErrorRecord(toErrorRecord(new RangeError('too far')));
		expect([back.kind, back.code, back.message]).toEqual(['algorithm', 'RangeError', 'too far']);
	});

	it('keep a thrown value that is no error as its text', () => {
		expect(toErrorRecord('boo').message).toBe('boo');
	});
});
