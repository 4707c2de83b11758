/** The bytes of a kernel written in AssemblyScript, compiled by `tools/wasm-plugin.ts`. */
declare module '*.as.ts?wasm' {
	const bytes: Uint8Array<ArrayBuffer>;
	export default bytes;
}

/** The same with the instructions of relaxed SIMD. */
declare module '*.as.ts?wasm-fused' {
	const bytes: Uint8Array<ArrayBuffer>;
	export default bytes;
}
