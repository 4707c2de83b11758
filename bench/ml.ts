import { writeFileSync } from 'node:fs';
import { chromium, type Browser } from '@playwright/test';
import { build, preview } from 'vite';
import { findChromium } from '../scripts/chromium.mjs';
import { wasmPlugin } from '../tools/wasm-plugin.ts';
import type {} from './ml/page/page.ts';
import { removeTables, runNative, writeTables, type NativeRuns } from './ml/native.ts';
import type { Run, Workload } from './ml/workload.ts';
import { workloads } from './ml/workloads.ts';
import { keepsBar, median, type Row } from './notebook/row.ts';

/**
 * Times the algorithms in a worker of a real Chromium, and beside them native programs on the same tables where this
 * machine has them. Medians of five. `npm run bench:ml -- k-means linear` takes only workloads with such words in their names;
 * `--times N` runs each N times; `--json FILE` writes the rows.
 */
const FOLDER = '.cache/bench-ml-page';

const option = (name: string): string | undefined => {
	const at = process.argv.indexOf(name);
	return at > 0 ? process.argv[at + 1] : undefined;
};
const times = Number(option('--times') ?? 5);
const words = process.argv
	.slice(2)
	.filter((word, i, all) => !word.startsWith('--') && !all[i - 1]?.startsWith('--'));
const chosen = workloads.filter(
	({ name }) => words.length === 0 || words.some((word) => name.includes(word))
);

await build({
	root: 'bench/ml/page',
	configFile: false,
	base: './',
	logLevel: 'warn',
	plugins: [wasmPlugin()],
	worker: { format: 'es', plugins: () => [wasmPlugin()] },
	build: { outDir: `${process.cwd()}/${FOLDER}`, emptyOutDir: true }
});
const server = await preview({
	root: 'bench/ml/page',
	configFile: false,
	logLevel: 'warn',
	build: { outDir: `${process.cwd()}/${FOLDER}` },
	preview: { port: Number(option('--port') ?? 4396) }
});
const executablePath = await findChromium();
if (!executablePath) throw new Error('There is no Chromium; set CHROMIUM_PATH.');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const rows: Row[] = [];
try {
	for (const workload of chosen)
		rows.push(...tell(workload, await inBrowser(browser, workload), natively(workload)));
} finally {
	await browser.close();
	await server.close();
}
const file = option('--json');
if (file !== undefined) writeFileSync(file, `${JSON.stringify(rows, null, '\t')}\n`);

/** Runs a workload in a fresh page's worker. */
async function inBrowser(browser: Browser, { name }: Workload): Promise<readonly Run[]> {
	const page = await browser.newPage();
	try {
		await page.goto(server.resolvedUrls!.local[0]!);
		return await page.evaluate(([name, times]) => runWorkload(name, times), [name, times] as const);
	} finally {
		await page.close();
	}
}

function natively(workload: Workload): NativeRuns[] {
	const folder = writeTables(workload.tables());
	try {
		return workload.native.flatMap((native) => runNative(native, folder, times) ?? []);
	} finally {
		removeTables(folder);
	}
}

/** The rows of a workload: its time and its quality. */
function tell(
	{ name, maxRatio, maxSeconds, quality }: Workload,
	runs: readonly Run[],
	natives: NativeRuns[]
): Row[] {
	const [first] = natives;
	const seconds = median(runs.map((run) => run.seconds));
	const most = maxSeconds ?? (first ? maxRatio * median(first.seconds) : null);
	const time: Row = {
		name,
		unit: 's',
		value: rounded(seconds),
		peers: Object.fromEntries(natives.map((each) => [each.name, rounded(median(each.seconds))])),
		bar: most === null ? null : { max: rounded(most) }
	};
	const ratio = first ? `, ${(seconds / median(first.seconds)).toFixed(2)}× native` : '';
	say(time, `${ratio}, first run ${rounded(runs[0]!.seconds)} s`);
	if (!quality) return [time];
	const worst =
		first && first.quality * (quality.better === 'lower' ? 1 + quality.within : 1 - quality.within);
	const judged: Row = {
		name: `${name}: ${quality.name}`,
		unit: '',
		value: rounded(runs.at(-1)!.quality),
		peers: Object.fromEntries(natives.map((each) => [each.name, rounded(each.quality)])),
		bar:
			worst === undefined
				? null
				: quality.better === 'lower'
					? { max: rounded(worst) }
					: { min: rounded(worst) }
	};
	say(judged, '');
	return [time, judged];
}

function say(row: Row, more: string): void {
	const peers = Object.entries(row.peers).map(([name, value]) => `${name} ${value} ${row.unit}`);
	const bar = row.bar && ('max' in row.bar ? `at most ${row.bar.max}` : `at least ${row.bar.min}`);
	const aside = [bar, ...peers].filter(Boolean).join('; ');
	console.log(`${keepsBar(row) ? '✓' : '✗'} ${row.name}: ${row.value} ${row.unit} (${aside})${more}`);
}

/** Five digits. */
function rounded(value: number): number {
	return Number(value.toPrecision(5));
}
