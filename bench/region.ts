import { writeFileSync } from 'node:fs';
import { callRates, invokeRates } from './region/rates.ts';
import { flatCosts } from './region/flat-costs.ts';
import { pageTimes } from './region/in-page.ts';
import { keepsBar, type Row } from './notebook/row.ts';

/**
 * Times the region's server as a process of its own, with its account in a folder and its clients on the same cores, and
 * the region in a tab of Chromium. Peer: moto's server, where Python has it. `--json FILE` writes the rows; words choose
 * parts (rates, invoke, page, flat).
 */
const PARTS = { rates: callRates, invoke: invokeRates, page: pageTimes, flat: flatCosts };

const wanted = process.argv.slice(2).filter((word) => word in PARTS);
const rows: Row[] = [];
for (const [name, measure] of Object.entries(PARTS)) {
	if (wanted.length > 0 && !wanted.includes(name)) continue;
	const found = await measure();
	rows.push(...found);
	found.forEach(tell);
}

function tell(row: Row): void {
	const bar = row.bar === null ? '' : 'min' in row.bar ? `≥ ${row.bar.min}` : `≤ ${row.bar.max}`;
	const peers = Object.entries(row.peers).map(([name, value]) => `${name} ${value}`);
	console.log([row.name, `${row.value} ${row.unit}`, bar, ...peers, keepsBar(row) ? '' : '✗'].join('\t'));
}

const at = process.argv.indexOf('--json');
if (at > 0) writeFileSync(process.argv[at + 1]!, `${JSON.stringify(rows, null, '\t')}\n`);
process.exit(rows.every(keepsBar) ? 0 : 1);
