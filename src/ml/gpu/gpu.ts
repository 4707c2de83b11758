/**
 * A graphics processor that algorithms may compute on. Hosts that have one give it to a training run (`Task.gpu`) or to
 * who serves a model; what stands behind it is none of this floor's business. What is queued is done in its order.
 */
export interface Gpu {
	/** For log lines, e.g. `nvidia hopper`. */
	readonly name: string;
	/** The most that one buffer may hold. */
	readonly maxBufferBytes: number;
	/** A buffer with those numbers, or of that many bytes of 0. */
	buffer(content: Float32Array | Uint32Array | number): GpuBuffer;
	/** Queues other numbers for the beginning of a buffer. */
	write(buffer: GpuBuffer, content: Float32Array | Uint32Array): void;
	/**
	 * Queues a kernel. Its binding 0 is a uniform of whole numbers, the others are the buffers in their order.
	 * @param source WGSL with an entry `main`; compiled once
	 * @param sizes what the uniform holds
	 * @param groups workgroups in x, or in x, y and z
	 */
	run(
		source: string,
		sizes: readonly number[],
		buffers: readonly GpuBuffer[],
		groups: number | readonly [x: number, y: number, z: number]
	): void;
	/**
	 * The first numbers of a buffer after all that was queued before. Rejects where a kernel could not run, memory was
	 * short, or the graphics processor was lost.
	 */
	readU32(buffer: GpuBuffer, length: number): Promise<Uint32Array>;
	/** @see Gpu.readU32 */
	readF32(buffer: GpuBuffer, length: number): Promise<Float32Array>;
	/** Settles when all that was queued before is done. Rejects as reading does. */
	finish(): Promise<void>;
	/** Frees buffers before the end; what was queued before still has them. */
	free(...buffers: readonly GpuBuffer[]): void;
	/** Frees all that is left. */
	close(): void;
}

declare const placed: unique symbol;

/** Memory of a {@link Gpu}. */
export interface GpuBuffer {
	readonly [placed]: true;
}
