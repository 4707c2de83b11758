import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crashCycles } from '#tests/support/crash-cycles.ts';
import { buildRegion } from '#tests/support/region-process.ts';

/**
 * `npm run soak:region [-- KILLS [SEED]]`: kills the server that many times (250) in the middle of a workload and checks
 * every acknowledged write after each restart. Exit code 1 when anything was lost.
 */
const [kills = '250', seed = String(process.pid)] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'sagebrush-soak-'));
const report = await crashCycles(buildRegion('soak'), folder, Number(kills), Number(seed), (done) => {
	if (done > 0 && done % 25 === 0) process.stdout.write(`${done} kills\n`);
});
for (const what of report.lost) process.stdout.write(`${what}\n`);
process.stdout.write(
	`seed ${seed}: ${report.kills} kills, ${report.acknowledged} writes acknowledged, ${report.unanswered} under way at a kill, ${report.lost.length} lost\n`
);
if (report.lost.length === 0) rmSync(folder, { recursive: true, force: true });
process.exit(report.lost.length === 0 ? 0 : 1);
