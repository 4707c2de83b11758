import type { Gpu, GpuBuffer } from '#ml/gpu/gpu.ts';

/** A graphics processor that takes whatever is queued and is lost when it is asked for something. */
export function lostGpu(maxBufferBytes = 2 ** 30): Gpu {
	const lost = (): Promise<never> => Promise.reject(new Error('device lost'));
	return {
		name: 'lost',
		maxBufferBytes,
		buffer: () => ({}) as unknown as GpuBuffer,
		write: () => undefined,
		run: () => undefined,
		readU32: lost,
		readF32: lost,
		finish: lost,
		free: () => undefined,
		close: () => undefined
	};
}
