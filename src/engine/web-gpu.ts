import type { Gpu, GpuBuffer } from '#ml/gpu/gpu.ts';

export interface GpuOptions {
	/** Takes an adapter that only computes on the processor: for tests, since it is many times slower than ours. Default false. */
	readonly allowSoftware?: boolean;
}

/** Words by which software adapters are known, beside the browser's own mark. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render/i;

/**
 * The graphics processor of this machine through WebGPU; null where there is none, or only a software one. Rejects where the
 * browser has one and does not give it.
 */
export async function openGpu({ allowSoftware = false }: GpuOptions = {}): Promise<Gpu | null> {
	// Node 20 has no navigator at all.
	if (!(globalThis as Partial<typeof globalThis>).navigator?.gpu) return null;
	const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
	if (!adapter) return null;
	const { vendor, architecture, device: model, description, isFallbackAdapter } = adapter.info;
	const words = [vendor, architecture, model, description].filter(Boolean).join(' ');
	if (!allowSoftware && (isFallbackAdapter || SOFTWARE.test(words))) return null;
	const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
	const device = await adapter.requestDevice({
		requiredLimits: { maxBufferSize, maxStorageBufferBindingSize }
	});
	return new WebGpu(device, words || 'unnamed', Math.min(maxBufferSize, maxStorageBufferBindingSize));
}

const { STORAGE, COPY_SRC, COPY_DST, UNIFORM, MAP_READ } = {
	MAP_READ: 0x1,
	COPY_SRC: 0x4,
	COPY_DST: 0x8,
	UNIFORM: 0x40,
	STORAGE: 0x80
};
const READ = 0x1;

/** Kernels that wait for each other's company before they are sent: each sending costs as much as a small kernel. */
const COMPANY = 16;

const KINDS = ['validation', 'out-of-memory', 'internal'] as const;

class WebGpu implements Gpu {
	readonly #device: GPUDevice;
	readonly #pipelines = new Map<string, GPUComputePipeline>();
	/** Kernels that are queued and not yet sent, and what is to be freed once they are. */
	#waiting: { readonly encoder: GPUCommandEncoder; readonly pass: GPUComputePassEncoder } | null = null;
	#count = 0;
	#freed: GPUBuffer[] = [];
	/** Why there is no device any more. */
	#lost: string | null = null;
	readonly name: string;
	readonly maxBufferBytes: number;

	constructor(device: GPUDevice, name: string, maxBufferBytes: number) {
		this.#device = device;
		this.name = name;
		this.maxBufferBytes = maxBufferBytes;
		void device.lost.then(({ message }) => (this.#lost = message || 'it is gone'));
		for (const kind of KINDS) device.pushErrorScope(kind);
	}

	buffer(content: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | number): GpuBuffer {
		const size = typeof content === 'number' ? content : content.byteLength;
		// A buffer is at least one number long and ends on a whole one.
		const buffer = this.#device.createBuffer({
			size: Math.max(4, Math.ceil(size / 4) * 4),
			usage: STORAGE | COPY_SRC | COPY_DST
		});
		if (typeof content !== 'number') this.#device.queue.writeBuffer(buffer, 0, content);
		return buffer as unknown as GpuBuffer;
	}

	write(buffer: GpuBuffer, content: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): void {
		this.#send();
		this.#device.queue.writeBuffer(nativeOf(buffer), 0, content);
	}

	run(
		source: string,
		sizes: readonly number[],
		buffers: readonly GpuBuffer[],
		groups: number | readonly [x: number, y: number, z: number]
	): void {
		const device = this.#device;
		const pipeline = this.#pipelineOf(source);
		const uniform = device.createBuffer({
			size: Math.ceil(sizes.length / 4) * 16,
			usage: UNIFORM | COPY_DST
		});
		device.queue.writeBuffer(uniform, 0, Uint32Array.from(sizes));
		const entries = [uniform, ...buffers.map(nativeOf)].map((buffer, binding) => ({
			binding,
			resource: { buffer }
		}));
		const bindGroup = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
		const { pass } = (this.#waiting ??= this.#begin());
		pass.setPipeline(pipeline);
		pass.setBindGroup(0, bindGroup);
		const [x, y, z] = typeof groups === 'number' ? [groups, 1, 1] : groups;
		pass.dispatchWorkgroups(x, y, z);
		this.#freed.push(uniform);
		if (++this.#count >= COMPANY) this.#send();
	}

	async readU32(buffer: GpuBuffer, length: number): Promise<Uint32Array> {
		return new Uint32Array(await this.#read(buffer, length));
	}

	async readF32(buffer: GpuBuffer, length: number): Promise<Float32Array> {
		return new Float32Array(await this.#read(buffer, length));
	}

	async finish(): Promise<void> {
		this.#send();
		await Promise.all([this.#device.queue.onSubmittedWorkDone(), this.#check()]);
		this.#needDevice();
	}

	free(...buffers: readonly GpuBuffer[]): void {
		this.#freed.push(...buffers.map(nativeOf));
		if (!this.#waiting) this.#send();
	}

	close(): void {
		this.#device.destroy();
	}

	async #read(buffer: GpuBuffer, length: number): Promise<ArrayBuffer> {
		this.#send();
		const size = length * 4;
		const copy = this.#device.createBuffer({ size, usage: MAP_READ | COPY_DST });
		const encoder = this.#device.createCommandEncoder();
		encoder.copyBufferToBuffer(nativeOf(buffer), 0, copy, 0, size);
		this.#device.queue.submit([encoder.finish()]);
		await this.#check();
		await copy.mapAsync(READ);
		const bytes = copy.getMappedRange().slice(0);
		copy.destroy();
		return bytes;
	}

	#begin(): { encoder: GPUCommandEncoder; pass: GPUComputePassEncoder } {
		const encoder = this.#device.createCommandEncoder();
		return { encoder, pass: encoder.beginComputePass() };
	}

	/** Sends what is queued, and frees what nothing needs any more. */
	#send(): void {
		if (this.#waiting) {
			const { encoder, pass } = this.#waiting;
			pass.end();
			this.#device.queue.submit([encoder.finish()]);
		}
		for (const buffer of this.#freed) buffer.destroy();
		this.#freed = [];
		this.#waiting = null;
		this.#count = 0;
	}

	/** Throws what went wrong since the last time. */
	async #check(): Promise<void> {
		this.#needDevice();
		const errors = KINDS.map(() => this.#device.popErrorScope());
		for (const kind of KINDS) this.#device.pushErrorScope(kind);
		for (const error of await Promise.all(errors)) if (error) throw new Error(error.message);
		this.#needDevice();
	}

	#needDevice(): void {
		if (this.#lost !== null) throw new Error(`the graphics processor was lost: ${this.#lost}`);
	}

	#pipelineOf(source: string): GPUComputePipeline {
		const known = this.#pipelines.get(source);
		if (known) return known;
		const module = this.#device.createShaderModule({ code: source });
		const pipeline = this.#device.createComputePipeline({
			layout: 'auto',
			compute: { module, entryPoint: 'main' }
		});
		this.#pipelines.set(source, pipeline);
		return pipeline;
	}
}

function nativeOf(buffer: GpuBuffer): GPUBuffer {
	return buffer as unknown as GPUBuffer;
}
