import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import * as tf from '@tensorflow/tfjs-core';

/** TensorFlow.js on its WebAssembly backend; with threads it hangs in a minified, isolated page. */
export async function startTfjs() {
	tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
	setWasmPaths({
		'tfjs-backend-wasm.wasm': plain,
		'tfjs-backend-wasm-simd.wasm': simd,
		'tfjs-backend-wasm-threaded-simd.wasm': threaded
	});
	await tf.setBackend('wasm');
	await tf.ready();
	return tf;
}
