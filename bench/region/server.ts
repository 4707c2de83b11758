import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildRegion, startRegion, type RegionProcess } from '#tests/support/region-process.ts';

let main: string | undefined;

/** Runs `work` against a fresh server with its account in a folder, on an instant clock. */
export async function withServer<T>(
	work: (server: RegionProcess) => Promise<T>,
	options: readonly string[] = ['--clock', 'instant']
): Promise<T> {
	main ??= buildRegion('bench');
	const folder = mkdtempSync(join(tmpdir(), 'sagebrush-bench-'));
	const server = await startRegion(main, ['--data', folder, ...options]);
	try {
		return await work(server);
	} finally {
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}
