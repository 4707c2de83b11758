import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { build, preview, type InlineConfig, type Plugin } from 'vite';
import { findChromium } from '../scripts/chromium.mjs';
import { wasmPlugin } from '../tools/wasm-plugin.ts';
import type {} from './ml/page/page.ts';
import type {} from './ml/page/peers-page.ts';
import { removeTables, runNative, writeTables, type NativeRuns } from './ml/native.ts';
import { installPeers, peersPlugin } from './ml/peers.ts';
import type { Place, Run, Timed, Workload } from './ml/workload.ts';
import { workloads } from './ml/workloads.ts';
import { keepsBar, median, type Row } from './notebook/row.ts';

/**
 * Times the algorithms in a worker of a real Chromium, and beside them native programs on the same tables where this
 * machine has them. Medians of five. `npm run bench:ml -- k-means linear` takes only workloads with such words in their
 * names; `--peers` times libraries of the browser, too (they are installed for that; minutes); `--times N` runs each N
 * times; `--json FILE` writes the rows. Where Chromium offers a real graphics processor, what can be done there is timed
 * there, too; `--software-gpu` takes one that the processor plays, to see that it works.
 */
const FOLDER = join(process.cwd(), '.cache/bench/ml-page');

const option = (name: string): string | undefined => {
	const at = process.argv.indexOf(name);
	return at > 0 ? process.argv[at + 1] : undefined;
};
const VALUED = ['--times', '--json', '--port'];
const times = Number(option('--times') ?? 5);
const withPeers = process.argv.includes('--peers');
const withSoftwareGpu = process.argv.includes('--software-gpu');
const words = process.argv
	.slice(2)
	.filter((word, i, all) => !word.startsWith('--') && !VALUED.includes(all[i - 1] ?? ''));
const chosen = workloads.filter(
	({ name }) => words.length === 0 || words.some((word) => name.includes(word))
);

if (withPeers) installPeers();
const plugins = (): Plugin[] => [wasmPlugin(), peersPlugin()];
const common: InlineConfig = {
	root: 'bench/ml/page',
	configFile: false,
	base: './',
	logLevel: 'warn',
	plugins: plugins(),
	worker: { format: 'es', plugins },
	build: {
		outDir: FOLDER,
		emptyOutDir: true,
		target: 'es2023',
		chunkSizeWarningLimit: 5000,
		rolldownOptions: {
			checks: { bundlerTimings: false },
			input: (withPeers ? ['index', 'peers'] : ['index']).map((name) => `bench/ml/page/${name}.html`)
		}
	}
};
await build(common);
const server = await preview({
	...common,
	preview: {
		port: Number(option('--port') ?? 4396),
		// Cross-origin isolated: libraries with threads may use them.
		headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
	}
});
const executablePath = await findChromium();
if (!executablePath) throw new Error('There is no Chromium; set CHROMIUM_PATH.');
const gpuArgs = withSoftwareGpu ? ['--use-webgpu-adapter=swiftshader'] : ['--enable-features=Vulkan'];
const browser = await chromium.launch({
	executablePath,
	args: ['--no-sandbox', '--enable-unsafe-webgpu', ...gpuArgs]
});
const rows: Row[] = [];
try {
	for (const workload of chosen) {
		const { runs } = await timed(workload, 'cpu');
		const natives = natively(workload);
		rows.push(...tell(workload, runs, natives, withPeers ? await peersOf(workload) : []));
		if (workload.hasGpu) rows.push(...(await onGpu(workload, runs, natives)));
	}
} finally {
	await browser.close();
	await server.close();
}
const file = option('--json');
if (file !== undefined) writeFileSync(file, `${JSON.stringify(rows, null, '\t')}\n`);

async function onPage<T>(name: 'index' | 'peers', act: (page: Page) => Promise<T>): Promise<T> {
	const page = await browser.newPage();
	try {
		await page.goto(`${server.resolvedUrls!.local[0]!}${name}.html`);
		return await act(page);
	} finally {
		await page.close();
	}
}

function timed({ name, times: most = times }: Workload, place: Place): Promise<Timed> {
	const asked = [name, Math.min(times, most), place] as const;
	return onPage('index', (page) => page.evaluate((all) => runWorkload(...all), asked));
}

/** The same on the graphics processor, beside the processor's time; it must be as good and may take any time. */
async function onGpu(
	workload: Workload,
	own: readonly Run[],
	natives: readonly NativeRuns[]
): Promise<Row[]> {
	const { runs, gpu } = await timed(workload, withSoftwareGpu ? 'software' : 'gpu');
	if (gpu === null) {
		console.log(`(${workload.name}: Chromium has no real graphics processor here)`);
		return [];
	}
	const beside = { name: 'the processor', seconds: own.map((run) => run.seconds), quality: NaN };
	const named = { ...workload, name: `${workload.name}, on ${gpu}`, maxSeconds: Infinity };
	return tell(named, runs, natives, [beside]);
}

async function peersOf({ name, peers = [] }: Workload): Promise<NativeRuns[]> {
	const found: NativeRuns[] = [];
	for (const { file, times: most = times } of peers) {
		const asked = [name, file, Math.min(times, most)] as const;
		try {
			found.push(await onPage('peers', (page) => page.evaluate((all) => runPeer(...all), asked)));
		} catch (error) {
			console.log(`(${file} did not run: ${(error as Error).message.split('\n')[0]})`);
		}
	}
	return found;
}

function natively(workload: Workload): NativeRuns[] {
	if (workload.native.length === 0) return [];
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
	natives: readonly NativeRuns[],
	libraries: readonly NativeRuns[]
): Row[] {
	const others = [...natives, ...libraries];
	const [first] = natives;
	const seconds = median(runs.map((run) => run.seconds));
	const most = maxSeconds ?? (first ? maxRatio * median(first.seconds) : null);
	const time: Row = {
		name,
		unit: 's',
		value: rounded(seconds),
		peers: Object.fromEntries(others.map((each) => [each.name, rounded(median(each.seconds))])),
		bar: most === null || most === Infinity ? null : { max: rounded(most) }
	};
	const ratio = first ? `, ${(seconds / median(first.seconds)).toFixed(2)}× native` : '';
	say(time, `${ratio}, first run ${rounded(runs[0]!.seconds)} s`);
	if (!quality) return [time];
	const worst = quality.max ?? worstOf(quality, first);
	const judged: Row = {
		name: `${name}: ${quality.name}`,
		unit: '',
		value: rounded(runs.at(-1)!.quality),
		peers: Object.fromEntries(
			others.filter((each) => !Number.isNaN(each.quality)).map((each) => [each.name, rounded(each.quality)])
		),
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

/** The worst that is as good as the native program's result. */
function worstOf(
	{ better, within = 0 }: NonNullable<Workload['quality']>,
	native: NativeRuns | undefined
): number | undefined {
	return native && native.quality * (better === 'lower' ? 1 + within : 1 - within);
}

/** Five digits. */
function rounded(value: number): number {
	return Number(value.toPrecision(5));
}
