// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- floors above compile this file and must know the module, too
/// <reference path="./wasm.d.ts" />
import { UserError } from '#base/errors.ts';
import { webAssembly, type WasmMemory, type WasmModule } from './web-assembly.ts';

const PAGE = 65536;
/** What a 32-bit address reaches. */
const MOST_BYTES = 2 ** 32 - PAGE;
/** Wide enough for a line of the processor's cache. */
const ALIGNMENT = 64;

const modules = new WeakMap<Uint8Array, WasmModule>();

/**
 * One instance of a kernel with memory of its own, which ends with the last reference to it. Functions take byte addresses
 * that {@link Kernel.allocate} gives.
 * @example
 * const kernel = new Kernel<Products>(bytes);
 * const at = kernel.place(x);
 */
export class Kernel<Functions> {
	readonly #memory: WasmMemory;
	/** Below the first page's end lie a module's own tables, such as those of Math.log. */
	#next = PAGE;
	readonly functions: Functions;

	/** @param bytes of a module that imports its memory, as `NAME.as.ts?wasm` gives them; compiled once */
	constructor(bytes: Uint8Array<ArrayBuffer>) {
		let module = modules.get(bytes);
		if (!module) modules.set(bytes, (module = new webAssembly.Module(bytes)));
		this.#memory = new webAssembly.Memory({ initial: 1 });
		const { exports } = new webAssembly.Instance(module, { env: { memory: this.#memory } });
		this.functions = exports as Functions;
	}

	/**
	 * The address of that many bytes, filled with 0, on a boundary of 64 bytes. Views that were made before are dead afterwards.
	 * @throws UserError `TooLarge` where 4 GiB or the machine's memory do not suffice
	 */
	allocate(bytes: number): number {
		const at = this.#next;
		const end = at + Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
		const missing = end - this.#memory.buffer.byteLength;
		if (missing > 0) this.#grow(missing, end);
		this.#next = end;
		return at;
	}

	/** Copies numbers into the memory and gives their address. */
	place(values: Float32Array | Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array): number {
		const at = this.allocate(values.byteLength);
		const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
		new Uint8Array(this.#memory.buffer, at, values.byteLength).set(bytes);
		return at;
	}

	/** Gives back all memory from that address on: whatever was allocated after it. */
	release(from: number): void {
		new Uint8Array(this.#memory.buffer, from, this.#next - from).fill(0);
		this.#next = from;
	}

	/** A view of 32-bit floats; alive until the next allocation. */
	f32(at: number, length: number): Float32Array<ArrayBuffer> {
		return new Float32Array(this.#memory.buffer, at, length);
	}

	/** A view of 64-bit floats; alive until the next allocation. */
	f64(at: number, length: number): Float64Array<ArrayBuffer> {
		return new Float64Array(this.#memory.buffer, at, length);
	}

	/** A view of whole numbers from 0; alive until the next allocation. */
	u32(at: number, length: number): Uint32Array<ArrayBuffer> {
		return new Uint32Array(this.#memory.buffer, at, length);
	}

	/** A view of whole numbers from 0 to 65535; alive until the next allocation. */
	u16(at: number, length: number): Uint16Array<ArrayBuffer> {
		return new Uint16Array(this.#memory.buffer, at, length);
	}

	/** A view of bytes; alive until the next allocation. */
	u8(at: number, length: number): Uint8Array<ArrayBuffer> {
		return new Uint8Array(this.#memory.buffer, at, length);
	}

	#grow(missing: number, end: number): void {
		try {
			if (end > MOST_BYTES) throw new RangeError('beyond 32 bits');
			this.#memory.grow(Math.ceil(missing / PAGE));
		} catch (error) {
			if (!(error instanceof RangeError)) throw error;
			const size = (end / 2 ** 20).toFixed(0);
			throw new UserError('TooLarge', `The data needs ${size} MiB of memory at once, more than there is.`, {
				hint: 'Train on fewer rows or columns; a tab has at most 4 GiB for one computation.'
			});
		}
	}
}
