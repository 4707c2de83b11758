/**
 * The part of WebAssembly that kernels need. The types of this floor know ES2023 only, where it is no word; every host
 * that algorithms run in has it.
 */
interface WebAssemblyParts {
	readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => WasmModule;
	readonly Instance: new (module: WasmModule, imports: object) => { readonly exports: unknown };
	readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
	/** Whether this host can run that module. */
	validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

declare const compiled: unique symbol;

/** Compiled code, to be instantiated as often as needed. */
export interface WasmModule {
	readonly [compiled]: true;
}

/** Linear memory in pages of 64 KiB; every growth detaches the old buffer. */
export interface WasmMemory {
	readonly buffer: ArrayBuffer;
	grow(pages: number): number;
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyParts }).WebAssembly;
