import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset } from '#ml/data/dataset.ts';
import type { Native, Tables } from './workload.ts';

const SOURCES = 'bench/ml/native';
/** One thread each: libraries of linear algebra start as many as there are cores otherwise. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/** What a native program says of its runs. */
export interface NativeRuns {
	/** e.g. `scikit-learn 1.2.1` */
	readonly name: string;
	readonly seconds: readonly number[];
	readonly quality: number;
}

/** Writes the tables where native programs find them; see native/README.md for their layout. */
export function writeTables(tables: Tables): string {
	const folder = mkdtempSync(join(tmpdir(), 'bench-ml-'));
	const shapes: Record<string, unknown> = {};
	for (const [name, table] of Object.entries(tables)) {
		for (const [part, values] of partsOf(table)) {
			writeFileSync(
				join(folder, `${name}.${part}`),
				new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
			);
		}
		shapes[name] = {
			rows: table.rows,
			columns: table.columns,
			cells: table.sparse?.values.length ?? null,
			labels: table.labels !== null
		};
	}
	writeFileSync(join(folder, 'shapes.json'), JSON.stringify(shapes));
	return folder;
}

function partsOf({ x, sparse, labels }: Dataset): [string, Float32Array | Uint32Array][] {
	const features: [string, Float32Array | Uint32Array][] = sparse
		? [
				['starts', sparse.starts],
				['places', sparse.places],
				['values', sparse.values]
			]
		: [['x', x]];
	return labels ? [...features, ['labels', labels]] : features;
}

export function removeTables(folder: string): void {
	rmSync(folder, { recursive: true });
}

/** Runs a native program on written tables; null where its interpreter, library or compiler is not there. */
export function runNative({ file, args = [] }: Native, folder: string, times: number): NativeRuns | null {
	const command = file.endsWith('.c') ? compiledC(file) : ['/usr/bin/python3', join(SOURCES, file)];
	if (!command) return null;
	try {
		const answer = execFileSync(command[0]!, [...command.slice(1), folder, String(times), ...args], {
			env: { ...process.env, ...ONE_THREAD },
			stdio: ['ignore', 'pipe', 'pipe'],
			maxBuffer: 2 ** 24
		});
		return JSON.parse(answer.toString()) as NativeRuns;
	} catch (error) {
		const { stderr } = error as { stderr?: Buffer };
		console.log(`(${file} did not run: ${stderr?.toString().trim().split('\n').at(-1) ?? String(error)})`);
		return null;
	}
}

/** Compiles a program for this machine; null where there is no compiler. */
function compiledC(file: string): string[] | null {
	const program = `.cache/bench/native/${file.replace('.c', '')}`;
	mkdirSync('.cache/bench/native', { recursive: true });
	try {
		execFileSync('cc', ['-O3', '-march=native', '-ffast-math', '-o', program, join(SOURCES, file), '-lm']);
		return [program];
	} catch {
		return null;
	}
}
