import type { Gpu, GpuBuffer } from '#ml/gpu/gpu.ts';

export interface GpuOptions {
	/** Takes an adapter that only computes on the processor: for tests, since it is many times slower than ours. Default false. */
	readonly allowSoftware?: boolean;
}

/** Words by which software adapters are known, beside the browser's own mark. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render/i;

/** The graphics processor of this machine through WebGPU; null where there is none, or only a software one. */
export async function openGpu({ allowSoftware = false }: GpuOptions = {}): Promise<Gpu | null> {
	if (!('gpu' in navigator)) return null;
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

class WebGpu implements Gpu {
	readonly #device: GPUDevice;
	readonly #pipelines = new Map<string, GPUComputePipeline>();
	/** What came of the kernels queued since the last reading. */
	#checks: Promise<GPUError | null>[] = [];
	readonly name: string;
	readonly maxBufferBytes: number;

	constructor(device: GPUDevice, name: string, maxBufferBytes: number) {
		this.#device = device;
		this.name = name;
		this.maxBufferBytes = maxBufferBytes;
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

	run(source: string, sizes: readonly number[], buffers: readonly GpuBuffer[], groups: number): void {
		const device = this.#device;
		device.pushErrorScope('validation');
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
		const encoder = device.createCommandEncoder();
		const pass = encoder.beginComputePass();
		pass.setPipeline(pipeline);
		pass.setBindGroup(0, bindGroup);
		pass.dispatchWorkgroups(groups);
		pass.end();
		device.queue.submit([encoder.finish()]);
		uniform.destroy();
		this.#checks.push(device.popErrorScope());
	}

	async readU32(buffer: GpuBuffer, length: number): Promise<Uint32Array> {
		const size = length * 4;
		const copy = this.#device.createBuffer({ size, usage: MAP_READ | COPY_DST });
		const encoder = this.#device.createCommandEncoder();
		encoder.copyBufferToBuffer(nativeOf(buffer), 0, copy, 0, size);
		this.#device.queue.submit([encoder.finish()]);
		const checks = this.#checks;
		this.#checks = [];
		for (const error of await Promise.all(checks)) if (error) throw new Error(error.message);
		await copy.mapAsync(READ);
		const values = new Uint32Array(copy.getMappedRange().slice(0));
		copy.destroy();
		return values;
	}

	free(...buffers: readonly GpuBuffer[]): void {
		for (const buffer of buffers) nativeOf(buffer).destroy();
	}

	close(): void {
		this.#device.destroy();
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
