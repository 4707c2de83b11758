import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendLargeObject } from '#tests/support/large-object.ts';
import { buildRegion, startRegion } from '#tests/support/region-process.ts';

/** The most memory that the server may have had. */
const MOST_MB = 400;

/**
 * `npm run soak:large [-- GIGABYTES]`: uploads an object of that many gigabytes (5) in parts and downloads it. Exit code 1
 * when it does not come back as it was, or when the server needed more memory than it may.
 */
const [gigabytes = '5'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'sagebrush-large-'));
const server = await startRegion(buildRegion('large'), ['--data', folder]);
try {
	const report = await sendLargeObject(server, Number(gigabytes) * 2 ** 30);
	const rate = (seconds: number): string => `${(report.sizeBytes / 2 ** 20 / seconds).toFixed(0)} MB/s`;
	process.stdout.write(
		`${gigabytes} GB up at ${rate(report.uploadSeconds)}, down at ${rate(report.downloadSeconds)}, ` +
			`${report.comesBack ? 'the same' : 'NOT the same'}; server: ${report.beforeMb.toFixed(0)} MB before, ` +
			`${report.peakMb.toFixed(0)} MB at most\n`
	);
	process.exitCode = report.comesBack && report.peakMb < MOST_MB ? 0 : 1;
} finally {
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
}
