import { createRuntime } from '#notebook/kernel/runtime.ts';

/** A line of a benchmark's table. */
export interface GuardRow {
	readonly name: string;
	readonly unit: string;
	readonly value: number;
	readonly peers: Readonly<Record<string, number>>;
	readonly bar: { readonly max: number } | { readonly min: number } | null;
}

interface Case {
	readonly name: string;
	/** Declares a function `work`, which takes some tens of milliseconds. */
	readonly source: string;
	/** Times as long as without a guard that it may take; null where it is told only. */
	readonly max: number | null;
}

const CASES: readonly Case[] = [
	{
		name: 'tight sum',
		source: 'function work() { let s = 0; for (let i = 0; i < 2e7; i++) s += i % 7; return s }',
		max: 1.7
	},
	{
		name: 'matrix product, 200³',
		source:
			'const n = 200, a = new Float64Array(n * n).fill(1.5), b = new Float64Array(n * n).fill(0.5), c = new Float64Array(n * n);\n' +
			'function work() { for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) { const x = a[i * n + k]; for (let j = 0; j < n; j++) c[i * n + j] += x * b[k * n + j] } }',
		max: null
	},
	{
		name: 'small functions in a loop',
		source:
			'const square = (x) => x * x;\nfunction work() { let s = 0; for (let i = 0; i < 1e7; i++) s += square(i % 9); return s }',
		max: null
	},
	{
		name: 'recursion',
		source: 'const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2));\nfunction work() { return fib(30) }',
		max: null
	},
	{
		name: 'map with a function',
		source:
			'const xs = Float64Array.from({ length: 1e6 }, (_, i) => i);\nfunction work() { return xs.map((x) => x * 2 + 1) }',
		max: null
	}
];

/**
 * What the guard that makes cells stoppable costs: the time of guarded work as a multiple of the same work without a
 * guard, each the least of `rounds` in turn, in the realm where it is called, by the clock `now`, ms. Takes some seconds.
 */
export async function measureGuard(rounds = 7, now = () => performance.now()): Promise<readonly GuardRow[]> {
	const rows: GuardRow[] = [];
	for (const { name, source, max } of CASES) {
		const [plain, guarded] = [await workOf(`'no guard';\n${source}`), await workOf(source)];
		let [least, leastGuarded] = [Infinity, Infinity];
		for (let round = 0; round < rounds; round++) {
			least = Math.min(least, timed(plain, now));
			leastGuarded = Math.min(leastGuarded, timed(guarded, now));
		}
		rows.push({
			name: `cell guard, ${name}`,
			unit: '× without a guard',
			value: Number((leastGuarded / least).toFixed(2)),
			peers: { 'without, ms': Number(least.toFixed(1)), 'with, ms': Number(leastGuarded.toFixed(1)) },
			bar: max === null ? null : { max }
		});
	}
	return rows;
}

function timed(work: () => unknown, now: () => number): number {
	const start = now();
	work();
	return now() - start;
}

/** The function `work` that a cell declares. */
async function workOf(source: string): Promise<() => unknown> {
	const never = (): Promise<never> => Promise.reject(new Error('This kernel has nobody around it.'));
	const runtime = createRuntime({
		scope: globalThis,
		importModule: never,
		send: () => undefined,
		now: () => performance.now(),
		coarseNow: () => Date.now(),
		request: never,
		clock: never,
		file: never,
		isStopped: () => false
	});
	const request = { cellId: 'guard', run: 1, source, width: 640, dark: false };
	const { status } = await runtime.run(request);
	const { work } = globalThis as { work?: unknown };
	runtime.dispose();
	if (status !== 'ok' || typeof work !== 'function') throw new Error('The cell of the benchmark failed.');
	return work as () => unknown;
}
