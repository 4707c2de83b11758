import { PlatformError } from '#base/errors.ts';
import { consoleLineOf } from '#notebook/console-line.ts';
import type { RunResult } from '#notebook/kernel/contract.ts';
import { createRuntime, type Runtime, type RuntimeOptions } from '#notebook/kernel/runtime.ts';
import type { CellError, MimeBundle, Output } from '#notebook/outputs.ts';

export interface Ran {
	readonly result: RunResult;
	readonly outputs: readonly Output[];
	/** `text/plain` of what the last expression showed, or null. */
	readonly text: string | null;
	/** All of the last expression's forms, or null. */
	readonly shown: MimeBundle | null;
	readonly error: CellError | null;
	/** What went to the standard streams and the console. */
	readonly stream: string;
}

export interface KernelHere {
	readonly runtime: Runtime;
	/** Outputs in the order in which they came, with the cell that they belong to. */
	readonly heard: readonly { readonly cellId: string; readonly output: Output }[];
	run(source: string, cellId?: string): Promise<Ran>;
}

/** What an output says as lines of text; nothing for displays and errors. */
export function spokenText(output: Output): string {
	if (output.type === 'stream') {
		return output.skipped === undefined ? output.text : `… ${output.skipped} lines …\n${output.text}`;
	}
	const line = consoleLineOf(output);
	const isLine = line && output.type === 'display';
	return isLine ? `${String(output.data['text/plain'])}\n`.repeat(line.count ?? 1) : '';
}

const absent = (): Promise<never> => Promise.reject(new PlatformError('Absent', 'This test has no region.'));

/** A kernel in this very realm; `globalThis` is its scope. Dispose of its runtime after each test. */
export function kernelHere(options: Partial<RuntimeOptions> = {}): KernelHere {
	const heard: { cellId: string; output: Output }[] = [];
	const runtime = createRuntime({
		scope: globalThis,
		importModule: (specifier) => import(specifier) as Promise<object>,
		send: (outputs, cellId) => heard.push(...outputs.map((output) => ({ cellId, output }))),
		now: () => performance.now(),
		request: absent,
		clock: () => Promise.resolve({ now: 0, speed: Infinity }),
		file: absent,
		...options
	});
	let runs = 0;
	const run = async (source: string, cellId = 'a'): Promise<Ran> => {
		const from = heard.length;
		const request = { cellId, run: ++runs, source, width: 640, dark: false };
		const result = await runtime.run(request);
		const outputs = heard.slice(from).map((h) => h.output);
		const shown = outputs.find((o) => o.type === 'result')?.data ?? null;
		return {
			result,
			outputs,
			shown,
			text: shown ? String(shown['text/plain']) : null,
			error: outputs.find((o) => o.type === 'error')?.error ?? null,
			stream: outputs.map(spokenText).join('')
		};
	};
	return { runtime, heard, run };
}
