import { beforeAll, describe, expect, it } from 'vitest';
import { crashCycles } from '#tests/support/crash-cycles.ts';
import { sendLargeObject } from '#tests/support/large-object.ts';
import { buildRegion, startRegion } from '#tests/support/region-process.ts';
import { temporaryFolder } from '#tests/support/temporary-folder.ts';

describe('the server as a process', () => {
	let main = '';
	beforeAll(() => {
		main = buildRegion('crash-test');
	}, 60_000);

	it('has lost nothing that it acknowledged when it is killed in the middle of its work', async () => {
		const report = await crashCycles(main, temporaryFolder(), 10, 7);
		expect(report.lost).toEqual([]);
		expect(report.acknowledged).toBeGreaterThan(50);
	}, 60_000);

	it.skipIf(process.platform !== 'linux')(
		'holds little of a large object in memory, on its way in and out',
		async () => {
			const server = await startRegion(main, ['--data', temporaryFolder()]);
			const sizeBytes = 200 * 2 ** 20;
			const { beforeMb, peakMb, ...report } = await sendLargeObject(server, sizeBytes);
			await server.stop();
			expect(report).toMatchObject({ sizeBytes, comesBack: true });
			expect(peakMb - beforeMb).toBeLessThan(120);
		},
		60_000
	);

	it('ends in order when it is told to, and says what is wrong with its options', async () => {
		const server = await startRegion(main, []);
		expect(await server.stop()).toBe(0);
		await expect(startRegion(main, ['--clock', 'slow'])).rejects.toThrow(
			"--clock takes one of instant, accelerated, real, not 'slow'"
		);
	}, 30_000);

	it('says that a folder or a port is taken', async () => {
		const folder = temporaryFolder();
		const server = await startRegion(main, ['--data', folder]);
		await expect(startRegion(main, ['--data', folder])).rejects.toThrow('uses this folder already');
		const { port } = new URL(server.url);
		await expect(startRegion(main, ['--port', port])).rejects.toThrow(`Port ${port} is taken`);
		await server.stop();
	}, 30_000);
});
