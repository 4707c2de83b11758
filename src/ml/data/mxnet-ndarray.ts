import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';

/** An array out of a file of Apache MXNet's, or for one. */
export interface NdArray {
	/** Its key; empty in a file that is a list without keys. */
	readonly name: string;
	/** At least one axis, each of at least one place. */
	readonly shape: readonly number[];
	/** Row-major; as many as the shape says. */
	readonly values: Float32Array | Float64Array;
}

const LIST_MAGIC = 0x112;
/** Marks of an array: 64-bit shapes; a storage type besides; NumPy's reading of shapes. */
const V1 = 0xf993fac8;
const V2 = 0xf993fac9;
const V3 = 0xf993faca;
const CPU = 1;
const FLOAT32 = 0;
const FLOAT64 = 1;
const DENSE = 0;

/**
 * The file that `mxnet.nd.save` writes: of a list, or of a dict where the arrays have names. Little-endian all: the mark
 * 0x112 and 0, 64 bits each; the number of arrays (64 bits); of each the mark of its version, storage type, number of
 * axes (32 bits each), axes (64 bits each), device and its number, element type (32 bits each), values; then the number
 * of names (64 bits; 0 for a list), and of each name its bytes, their number (64 bits) before them.
 * @see https://github.com/apache/mxnet/blob/1.9.1/src/ndarray/ndarray.cc NDArray::Save
 */
export function writeNdArrays(arrays: readonly NdArray[]): Uint8Array<ArrayBuffer> {
	const names = arrays.some(({ name }) => name !== '') ? arrays.map(({ name }) => encodeUtf8(name)) : [];
	const size =
		32 +
		arrays.reduce((sum, { shape, values }) => sum + 24 + 8 * shape.length + values.byteLength, 0) +
		names.reduce((sum, { length }) => sum + 8 + length, 0);
	const bytes = new Uint8Array(size);
	const view = new DataView(bytes.buffer);
	let at = 0;
	const put32 = (value: number): void => view.setUint32((at += 4) - 4, value, true);
	const put64 = (value: number): void => view.setBigUint64((at += 8) - 8, BigInt(value), true);
	put64(LIST_MAGIC);
	put64(0);
	put64(arrays.length);
	for (const { shape, values } of arrays) {
		const isDouble = values instanceof Float64Array;
		for (const value of [V2, DENSE, shape.length]) put32(value);
		for (const length of shape) put64(length);
		for (const value of [CPU, 0, isDouble ? FLOAT64 : FLOAT32]) put32(value);
		for (let i = 0; i < values.length; i++) {
			if (isDouble) view.setFloat64(at + 8 * i, values[i]!, true);
			else view.setFloat32(at + 4 * i, values[i]!, true);
		}
		at += values.byteLength;
	}
	put64(names.length);
	for (const name of names) {
		put64(name.length);
		bytes.set(name, at);
		at += name.length;
	}
	return bytes;
}

/**
 * Reads what {@link writeNdArrays} or MXNet 0.11 to 1.9 wrote, in the order of the file. Names are empty where it has none.
 * @throws UserError `BadModel` for other bytes, and for sparse arrays or elements that are no 32- or 64-bit floats
 */
export function readNdArrays(bytes: Uint8Array): NdArray[] {
	const cursor = new Cursor(bytes);
	if (cursor.uint64() !== LIST_MAGIC || cursor.uint64() !== 0) {
		throw badFile('it does not begin as a file of MXNet arrays');
	}
	const count = cursor.uint64();
	const arrays: Omit<NdArray, 'name'>[] = [];
	while (arrays.length < count) arrays.push(readArray(cursor));
	const named = cursor.uint64();
	if (named !== 0 && named !== count) throw badFile(`it has ${count} arrays and ${named} names`);
	return arrays.map((array) => ({
		name: named === 0 ? '' : decodeUtf8(cursor.take(cursor.uint64())),
		...array
	}));
}

function readArray(cursor: Cursor): Omit<NdArray, 'name'> {
	const version = cursor.uint32();
	if (version !== V1 && version !== V2 && version !== V3) {
		throw badFile(`an array begins with 0x${version.toString(16)}`);
	}
	if (version !== V1 && cursor.uint32() !== DENSE) throw badFile('an array is sparse');
	const axes = cursor.uint32();
	if (axes === 0 || axes > 32) throw badFile(`an array has ${axes} axes`);
	const shape = Array.from({ length: axes }, () => cursor.uint64());
	cursor.take(8);
	const type = cursor.uint32();
	if (type !== FLOAT32 && type !== FLOAT64)
		throw badFile(`an array has elements of type ${type}, not floats`);
	const width = type === FLOAT32 ? 4 : 8;
	const length = shape.reduce((product, places) => product * places, 1);
	const data = cursor.take(length * width);
	const view = new DataView(data.buffer, data.byteOffset, data.length);
	const values = type === FLOAT32 ? new Float32Array(length) : new Float64Array(length);
	for (let i = 0; i < length; i++) {
		values[i] = type === FLOAT32 ? view.getFloat32(4 * i, true) : view.getFloat64(8 * i, true);
	}
	return { shape, values };
}

/** Reads on through bytes; past their end it throws. */
class Cursor {
	readonly #bytes: Uint8Array;
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	take(length: number): Uint8Array {
		const from = this.#at;
		if (from + length > this.#bytes.length) throw badFile(`it ends after ${this.#bytes.length} bytes`);
		this.#at += length;
		return this.#bytes.subarray(from, this.#at);
	}

	uint32(): number {
		const [a, b, c, d] = this.take(4);
		return (a! | (b! << 8) | (c! << 16) | (d! << 24)) >>> 0;
	}

	/** Above 2⁵³ the last digits are lost. */
	uint64(): number {
		const low = this.uint32();
		return low + this.uint32() * 2 ** 32;
	}
}

function badFile(what: string): UserError {
	return new UserError('BadModel', `The model cannot be loaded: ${what}.`, {
		hint: 'It must be a file as mxnet.nd.save writes it, with dense arrays of floats.'
	});
}
