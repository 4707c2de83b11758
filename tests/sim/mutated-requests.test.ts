import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { allTargets, RequestTrial, spoiltRequest } from '#tests/support/requests/request-trial.ts';

const RUNS = 3000;
const trial = new RequestTrial();
afterAll(() => trial.close());

it(`gives each of ${RUNS} spoilt requests a typed error, and changes nothing for it`, async () => {
	const targets = await allTargets();
	expect(targets.length).toBeGreaterThan(320);
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...targets), fc.nat(), async (target, seed) => {
			expect(await trial.send(spoiltRequest(target, seed))).toBeNull();
		}),
		{ seed: 3, numRuns: RUNS, endOnFailure: true }
	);
	expect(trial.counts.refused).toBeGreaterThan(RUNS * 0.8);
}, 60_000);
