import type { Gpu } from './gpu.ts';

/** What an instance has for work that is worth a graphics processor. */
export interface GpuHost {
	/**
	 * The graphics processor of the instance; absent on instances without one. Null where the host has none to lend, which
	 * it says in the log. Whoever asks gets the same one again.
	 */
	gpu?(): Promise<Gpu | null>;
	/** From how many products on a piece of work is worth asking for it. Default {@link LEAST_WORK}, if they reuse what is sent. */
	readonly gpuLeast?: number;
	log(line: string): void;
}

/**
 * Products in one piece of work that are worth sending to another processor: one thread needs some 20 ms for them, about as
 * long as it takes to compile a kernel, to send rows and to hear of the end. An estimate: it was measured on no adapter.
 */
export const LEAST_WORK = 2 ** 28;

/**
 * Products per number that is sent: for fewer of them a thread has done the work as soon as the numbers are packed and
 * copied. An estimate, too.
 */
export const LEAST_REUSE = 32;

/** The most bytes that one job's rows may take of a graphics processor that others use as well. */
export const MOST_BYTES = 2 ** 30;

/** Work in terms of what pays. */
export interface Work {
	/** Products of numbers, each with an addition. */
	readonly products: number;
	/** Numbers that have to be sent for them. */
	readonly sent: number;
}

/** Whether work of that size pays on a graphics processor; without one it never does. */
export function paysOnGpu({ gpu, gpuLeast }: GpuHost, { products, sent }: Work): boolean {
	if (!gpu) return false;
	return gpuLeast === undefined
		? products >= LEAST_WORK && products >= LEAST_REUSE * sent
		: products >= gpuLeast;
}

/** What the log says once it has failed; the work goes on all the same. */
export function tellFailure({ log }: Pick<GpuHost, 'log'>, error: unknown): void {
	log(`WARNING: the GPU failed (${(error as Error).message}); the processor goes on`);
}
