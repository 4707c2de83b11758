import { courseFlows } from '#tests/support/course-flows.ts';
import { buildRegion, startRegion } from '#tests/support/region-process.ts';

/**
 * `npm run soak:flows`: the flows of tests/server/flows at the size that the course has: 5000 words, 1600 reviews, twenty
 * jobs in a search. Prints what each found; exit code 1 where one failed or an answer was not AWS's.
 */
const server = await startRegion(buildRegion('soak-flows'), ['--clock', 'instant', '--allow-code']);
const { flows, answers, faults } = await courseFlows(server.url, 'full').finally(() => server.stop());
for (const [name, { found, failed, seconds }] of Object.entries(flows))
	process.stdout.write(`${name} (${seconds} s): ${failed ?? JSON.stringify(found)}\n`);
for (const fault of faults) process.stdout.write(`${fault}\n`);
const failed = Object.values(flows).filter((flow) => flow.failed !== null).length;
process.stdout.write(
	`${Object.keys(flows).length} flows, ${failed} failed, ${answers} answers, ${faults.length} not AWS's\n`
);
process.exit(failed + faults.length === 0 ? 0 : 1);
