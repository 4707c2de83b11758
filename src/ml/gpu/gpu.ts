/**
 * A graphics processor that algorithms may compute on. Hosts that have one give it to a training run (`Task.gpu`); what
 * stands behind it is none of this floor's business.
 */
export interface Gpu {
	/** For log lines, e.g. `nvidia hopper`. */
	readonly name: string;
	/** The most that one buffer may hold. */
	readonly maxBufferBytes: number;
	/** A buffer with those numbers, or of that many bytes of 0. */
	buffer(content: Float32Array | Uint32Array | number): GpuBuffer;
	/**
	 * Queues a kernel. Its binding 0 is a uniform of whole numbers, the others are the buffers in their order.
	 * @param source WGSL with an entry `main`; compiled once
	 * @param sizes what the uniform holds
	 * @param groups workgroups in x
	 */
	run(source: string, sizes: readonly number[], buffers: readonly GpuBuffer[], groups: number): void;
	/** The first numbers of a buffer after all that was queued before. Rejects where a kernel could not run. */
	readU32(buffer: GpuBuffer, length: number): Promise<Uint32Array>;
	/** Frees buffers before the end. */
	free(...buffers: readonly GpuBuffer[]): void;
	/** Frees all that is left. */
	close(): void;
}

declare const placed: unique symbol;

/** Memory of a {@link Gpu}. */
export interface GpuBuffer {
	readonly [placed]: true;
}
