import { openGpu } from '#engine/web-gpu.ts';
import type { Gpu } from '#ml/gpu/gpu.ts';
import { runs, type Outcome, type Processor } from './runs.ts';

declare global {
	/** Whether users would be given this browser's adapter. */
	var isOffered: () => Promise<boolean>;
	/** Runs one of the algorithms with the browser's adapter, also a software one, or without any. */
	var runOn: (processor: Processor, name: keyof typeof runs) => Promise<Outcome>;
}

globalThis.isOffered = async () => (await openGpu()) !== null;

/** One for all runs: kernels are compiled once. */
let gpu: Promise<Gpu | null> | null = null;

globalThis.runOn = async (processor, name) => {
	const lines: string[] = [];
	const host = {
		log: (line: string) => lines.push(line),
		gpuLeast: 0,
		...(processor === 'gpu' && { gpu: () => (gpu ??= openGpu({ allowSoftware: true })) })
	};
	return { lines, numbers: [...(await runs[name](host))] };
};
