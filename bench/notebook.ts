import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { findChromium } from '../scripts/chromium.mjs';
import { measureCells } from './notebook/cells.ts';
import { entrySizeOf } from './notebook/entry-size.ts';
import { measureGuardInBrowser } from './notebook/guard-in-browser.ts';
import { measureLongNotebook } from './notebook/long-notebook.ts';
import { keepsBar, row, type Row } from './notebook/row.ts';
import { measureStart } from './notebook/start.ts';

/**
 * Times the notebook in a real Chromium against its production build, served as a static host would. Medians of five.
 * `--json FILE` writes the rows.
 */
const TIMES = 5;
const FOLDER = '.cache/bench-page';

const rows: Row[] = [];
function tell(more: readonly Row[]): void {
	for (const one of more) {
		const bar = one.bar && 'max' in one.bar ? `, at most ${one.bar.max}` : '';
		console.log(`${keepsBar(one) ? '✓' : '✗'} ${one.name}: ${one.value} ${one.unit}${bar}`);
		rows.push(one);
	}
}

await build({ logLevel: 'warn', build: { outDir: FOLDER, emptyOutDir: true } });
const { chunk, all } = entrySizeOf(FOLDER);
tell([
	row('entry chunk, gzip', 'kB', chunk / 1000, 200),
	row('all that the page begins with, gzip', 'kB', all / 1000, null)
]);

const server = await preview({ logLevel: 'warn', build: { outDir: FOLDER }, preview: { port: 4395 } });
const address = server.resolvedUrls?.local[0] ?? '';
const executablePath = await findChromium();
if (!executablePath) throw new Error('There is no Chromium; set CHROMIUM_PATH.');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
	tell(await measureStart(browser, address, TIMES));
	tell(await measureCells(browser, address, TIMES));
	tell(await measureLongNotebook(browser, address, TIMES));
	tell(await measureGuardInBrowser(browser));
	tell(measureTypes());
} finally {
	await browser.close();
	await server.close();
}

const at = process.argv.indexOf('--json');
const file = at > 0 ? process.argv[at + 1] : undefined;
if (file !== undefined) writeFileSync(file, `${JSON.stringify(rows, null, '\t')}\n`);

/** The types' own benchmark, which needs a process to itself: it answers in its main thread. */
function measureTypes(): readonly Row[] {
	const folder = mkdtempSync(join(tmpdir(), 'types-'));
	const out = join(folder, 'rows.json');
	execFileSync('node', ['.cache/bench/types.js', '--json', out], { stdio: 'ignore' });
	const read = JSON.parse(readFileSync(out, 'utf8')) as Row[];
	rmSync(folder, { recursive: true });
	return read;
}
