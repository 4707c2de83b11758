import { writeFileSync } from 'node:fs';
import { callRates, invokeRates } from './region/rates.ts';
import { flatCosts } from './region/flat-costs.ts';
import { keepsBar, type Row } from './notebook/row.ts';

/**
 * Times the region's server as a process of its own, with its account in a folder and its clients on the same two cores.
 * Peer: moto's server, where Python has it. `--json FILE` writes the rows.
 */
const rows: readonly Row[] = [...(await callRates()), ...(await invokeRates()), ...(await flatCosts())];
for (const row of rows) {
	const bar = row.bar === null ? '' : 'min' in row.bar ? `≥ ${row.bar.min}` : `≤ ${row.bar.max}`;
	const peers = Object.entries(row.peers).map(([name, value]) => `${name} ${value}`);
	console.log([row.name, `${row.value} ${row.unit}`, bar, ...peers, keepsBar(row) ? '' : '✗'].join('\t'));
}
const at = process.argv.indexOf('--json');
if (at > 0) writeFileSync(process.argv[at + 1]!, `${JSON.stringify(rows, null, '\t')}\n`);
process.exit(rows.every(keepsBar) ? 0 : 1);
