import { Kernel } from './kernel.ts';
import bytes from './doubles.as.ts?wasm';

/** Functions of doubles.as.ts. Addresses are in bytes, lengths in numbers. */
interface Functions {
	dotProducts(a: number, countA: number, b: number, countB: number, length: number, products: number): void;
	reflectRows(a: number, n: number, from: number, v: number, w: number, next: number, products: number): void;
}

/** Hot loops over matrices of 64-bit floats, in memory of its own. */
export class Doubles extends Kernel<Functions> {
	constructor() {
		super(bytes);
	}
}
