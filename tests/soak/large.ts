import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { receiveLargeObject, sendLargeObject } from '#tests/support/large-object.ts';
import { buildRegion, startRegion } from '#tests/support/region-process.ts';

/** The most memory that the server may have had. */
const MOST_MB = 400;

/**
 * `npm run soak:large [-- GIGABYTES]`: uploads an object of that many gigabytes (5) in parts and downloads it, from the
 * account where it was made and from a copy that went through a zip; Python's zipfile reads that zip too. Exit code 1 when it
 * does not come back as it was, or when the server needed more memory than it may.
 */
const [gigabytes = '5'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'sagebrush-large-'));
const [made, copy, zip] = ['made', 'copy', 'account.zip'].map((name) => join(folder, name)) as [
	string,
	string,
	string
];
const main = buildRegion('large');
let server = await startRegion(main, ['--data', made]);
try {
	const report = await sendLargeObject(server, Number(gigabytes) * 2 ** 30);
	const rate = (seconds: number): string => `${(report.sizeBytes / 2 ** 20 / seconds).toFixed(0)} MB/s`;
	process.stdout.write(
		`${gigabytes} GB up at ${rate(report.uploadSeconds)}, down at ${rate(report.downloadSeconds)}, ` +
			`${report.comesBack ? 'the same' : 'NOT the same'}; server: ${report.beforeMb.toFixed(0)} MB before, ` +
			`${report.peakMb.toFixed(0)} MB at most\n`
	);
	await server.stop();
	const began = performance.now();
	execFileSync(process.execPath, [main, '--data', made, '--export', zip], { stdio: 'inherit' });
	const isZip = execFileSync('python3', [
		'-c',
		'import sys,zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())',
		zip
	]);
	server = await startRegion(main, ['--data', copy, '--import', zip]);
	const copied = await receiveLargeObject(server);
	const isSame = copied.sha1 === report.sha1 && isZip.toString().trim() === 'None';
	const seconds = ((performance.now() - began) / 1000).toFixed(0);
	process.stdout.write(
		`out, checked, in and down again in ${seconds} s: ${isSame ? 'the same' : 'NOT the same'}\n`
	);
	process.exitCode = report.comesBack && isSame && report.peakMb < MOST_MB ? 0 : 1;
} finally {
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
}
