import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rng } from '#base/rng.ts';
import { xgboost } from '#ml/algorithms/xgboost/index.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';

/**
 * Times boosting on seeded tables against the native library (Debian's python3-xgboost, one thread) where that is at
 * hand. Medians of three. `--json FILE` writes the rows.
 */
interface Row {
	readonly name: string;
	readonly unit: string;
	readonly value: number;
	readonly peers: Readonly<Record<string, number>>;
	readonly bar: { readonly max: number } | { readonly min: number } | null;
}

interface Case {
	readonly name: string;
	readonly rows: number;
	readonly columns: number;
	readonly hyperparameters: Readonly<Record<string, string>>;
	/** Seconds that it may take on the slowest machine that we care about. */
	readonly maxSeconds: number;
}

const CASES: readonly Case[] = [
	{
		name: 'binary 100k×28, 100 rounds, depth 6',
		rows: 100_000,
		columns: 28,
		hyperparameters: { objective: 'binary:logistic', num_round: '100', max_depth: '6', eta: '0.3' },
		maxSeconds: 10
	},
	{
		name: 'regression 20k×13, 100 rounds, depth 6',
		rows: 20_000,
		columns: 13,
		hyperparameters: { objective: 'reg:squarederror', num_round: '100', max_depth: '6', eta: '0.3' },
		maxSeconds: 3
	}
];

const PEER = `
import json, sys, time
import numpy as np, xgboost as xgb
rows, columns, p = int(sys.argv[2]), int(sys.argv[3]), json.loads(sys.argv[4])
raw = np.fromfile(sys.argv[1], dtype='<f4')
x, y = raw[: rows * columns].reshape(rows, columns), raw[rows * columns :]
rounds = int(p.pop('num_round'))
times = []
for _ in range(3):
    start = time.perf_counter()
    d = xgb.DMatrix(x, y, nthread=1)
    xgb.train({**p, 'tree_method': 'hist', 'nthread': 1}, d, rounds, evals=[(d, 'train')], verbose_eval=False)
    times.append(time.perf_counter() - start)
print(json.dumps({'seconds': sorted(times)[1], 'version': xgb.__version__}))
`;

/** Nonlinear in a few columns, noise in the rest. */
function makeTable({ rows, columns, hyperparameters }: Case): Dataset {
	const rng = new Rng(1);
	const x = new Float32Array(rows * columns);
	for (let i = 0; i < x.length; i++) x[i] = rng.next() + rng.next() + rng.next() - 1.5;
	const binary = hyperparameters['objective'] === 'binary:logistic';
	const labels = new Float32Array(rows);
	for (let row = 0; row < rows; row++) {
		const at = row * columns;
		const signal = 2 * x[at]! * x[at + 1]! + Math.sin(4 * x[at + 2]!) + x[at + 3]! + 0.5 * (rng.next() - 0.5);
		labels[row] = binary ? Number(signal > 0) : signal;
	}
	return { rows, columns, x, labels, weights: null };
}

async function ours(data: Dataset, strings: Case['hyperparameters']): Promise<number> {
	const hyperparameters = parseHyperparameters(xgboost.hyperparameters, strings);
	const times: number[] = [];
	for (let i = 0; i < 3; i++) {
		const start = performance.now();
		await xgboost.train({
			hyperparameters,
			channels: { train: data },
			rng: new Rng(0),
			stop: { aborted: false },
			log: () => undefined,
			breathe: () => Promise.resolve()
		});
		times.push((performance.now() - start) / 1000);
	}
	return times.sort((a, b) => a - b)[1]!;
}

/** The native library's time, or nothing where it is not installed. */
function native(data: Dataset, { hyperparameters }: Case): Record<string, number> {
	const folder = mkdtempSync(join(tmpdir(), 'bench-xgboost-'));
	try {
		const file = join(folder, 'table.bin');
		writeFileSync(file, Buffer.concat([Buffer.from(data.x.buffer), Buffer.from(data.labels!.buffer)]));
		const args = ['-c', PEER, file, String(data.rows), String(data.columns), JSON.stringify(hyperparameters)];
		const answer = execFileSync('/usr/bin/python3', args, { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
		const { seconds, version } = JSON.parse(answer) as { seconds: number; version: string };
		return { [`native XGBoost ${version}, 1 thread`]: seconds };
	} catch {
		return {};
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const results: Row[] = [];
for (const one of CASES) {
	const data = makeTable(one);
	const value = await ours(data, one.hyperparameters);
	const row: Row = {
		name: `xgboost: ${one.name}`,
		unit: 's',
		value,
		peers: native(data, one),
		bar: { max: one.maxSeconds }
	};
	results.push(row);
	const peers = Object.entries(row.peers).map(([name, seconds]) => `${name} ${seconds.toFixed(2)} s`);
	console.log(`${row.name}: ${value.toFixed(2)} s${peers.length > 0 ? ` (${peers.join(', ')})` : ''}`);
}

const flag = process.argv.indexOf('--json');
if (flag >= 0) writeFileSync(process.argv[flag + 1]!, `${JSON.stringify(results, null, '\t')}\n`);
