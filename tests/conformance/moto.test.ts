import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { output, pythonLacks } from '#tests/support/python.ts';
import { buildRegion, startRegion, type RegionProcess } from '#tests/support/region-process.ts';

const noMoto = pythonLacks('moto.server');

interface Comparison {
	readonly calls: number;
	/** In what the two servers differ without a reviewed reason. */
	readonly unknown: readonly string[];
	/** Reviewed differences that are none any more. */
	readonly gone: readonly string[];
	/** What in our answers AWS's model of the service does not allow. */
	readonly faults: readonly string[];
}

/** @see https://docs.getmoto.org a mock of AWS, by other people, reading the same documentation */
describe.skipIf(noMoto)(`beside another server of the same calls (${noMoto ?? 'moto'})`, () => {
	let server: RegionProcess;

	beforeAll(async () => {
		server = await startRegion(buildRegion('moto-test'), ['--clock', 'instant']);
	}, 60_000);
	afterAll(async () => {
		await server?.stop();
	});

	it(
		'gives the same codes, statuses, members and values, but for differences with a reason',
		{ timeout: 120_000 },
		async () => {
			const { calls, unknown, gone, faults } = JSON.parse(
				await output('python3', ['-B', 'tests/conformance/moto/compare.py', server.url])
			) as Comparison;
			expect(unknown).toEqual([]);
			expect(gone).toEqual([]);
			expect(faults).toEqual([]);
			expect(calls).toBeGreaterThan(150);
		}
	);
});
