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

/** One that is taken away once something was read. */
async function openLosing(): Promise<Gpu> {
	const gpu = (await openGpu({ allowSoftware: true }))!;
	const thenClosed = <T>(read: Promise<T>): Promise<T> => read.finally(() => gpu.close());
	return {
		name: gpu.name,
		maxBufferBytes: gpu.maxBufferBytes,
		buffer: (content) => gpu.buffer(content),
		write: (buffer, content) => gpu.write(buffer, content),
		run: (...all) => gpu.run(...all),
		readU32: (...all) => thenClosed(gpu.readU32(...all)),
		readF32: (...all) => thenClosed(gpu.readF32(...all)),
		finish: () => gpu.finish(),
		free: (...buffers) => gpu.free(...buffers),
		close: () => gpu.close()
	};
}

const openers = { gpu: () => (gpu ??= openGpu({ allowSoftware: true })), lost: openLosing };

globalThis.runOn = async (processor, name) => {
	const lines: string[] = [];
	const host = {
		log: (line: string) => lines.push(line),
		gpuLeast: 0,
		...(processor !== 'cpu' && { gpu: openers[processor] })
	};
	return { lines, numbers: [...(await runs[name](host))] };
};
