import { expect, test } from 'vitest';
import { nearestName } from '#ml/hyperparameters/nearest-name.ts';

const known = ['max_depth', 'max_leaves', 'eta', 'gamma', 'num_round'];

test.each([
	['maxdepth', 'max_depth'],
	['max-depth', 'max_depth'],
	['MAX_DEPTH', 'max_depth'],
	['eat', null],
	['gama', 'gamma'],
	['nrounds', null],
	['temperature', null]
])('%s means %s', (typed, meant) => {
	expect(nearestName(typed, known)).toBe(meant);
});
