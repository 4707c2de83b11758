/** Cyclic redundancy checks with reflected polynomials that begin and end with all bits inverted. */
export interface CrcSpec {
	readonly widthBits: 32 | 64;
	/** Bits reversed: the lowest power stands highest. */
	readonly polynomial: bigint;
}

export const CRC32: CrcSpec = { widthBits: 32, polynomial: 0xedb88320n };
/** Castagnoli's. */
export const CRC32C: CrcSpec = { widthBits: 32, polynomial: 0x82f63b78n };
/** Rocksoft's, as NVMe has it. */
export const CRC64NVME: CrcSpec = { widthBits: 64, polynomial: 0x9a6c9329ac4bc9b5n };

/** Sums of a byte with so many zero bytes after it, at 256 times their number and the byte. */
interface Tables {
	readonly high: Uint32Array;
	readonly low: Uint32Array;
}

const tables = new Map<CrcSpec, Tables>();

/** Sums bytes up as they come. */
export class Crc {
	readonly #spec: CrcSpec;
	readonly #tables: Tables;
	/** The register in two halves; a 32-bit sum lies in the lower one. */
	#high = 0xffffffff;
	#low = 0xffffffff;

	constructor(spec: CrcSpec) {
		this.#spec = spec;
		this.#tables = tablesOf(spec);
	}

	update(bytes: Uint8Array): this {
		if (this.#spec.widthBits === 32) this.#update32(bytes);
		else this.#update64(bytes);
		return this;
	}

	/** The sum so far as a number; of a wider one its lower 32 bits. */
	get word(): number {
		return ~this.#low >>> 0;
	}

	/** Big-endian, as S3 sends it. */
	digest(): Uint8Array {
		const low = bigEndian(this.word);
		return Uint8Array.from(this.#spec.widthBits === 32 ? low : [...bigEndian(~this.#high >>> 0), ...low]);
	}

	#update32(bytes: Uint8Array): void {
		const { low } = this.#tables;
		const whole = bytes.length - (bytes.length % 4);
		let sum = this.#low;
		let i = 0;
		for (; i < whole; i += 4) {
			sum ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
			sum =
				low[768 | (sum & 255)]! ^
				low[512 | ((sum >>> 8) & 255)]! ^
				low[256 | ((sum >>> 16) & 255)]! ^
				low[sum >>> 24]!;
		}
		for (; i < bytes.length; i++) sum = low[(sum ^ bytes[i]!) & 255]! ^ (sum >>> 8);
		this.#low = sum >>> 0;
	}

	#update64(bytes: Uint8Array): void {
		const { high, low } = this.#tables;
		const whole = bytes.length - (bytes.length % 8);
		let h = this.#high;
		let l = this.#low;
		let i = 0;
		for (; i < whole; i += 8) {
			l ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
			h ^= bytes[i + 4]! | (bytes[i + 5]! << 8) | (bytes[i + 6]! << 16) | (bytes[i + 7]! << 24);
			const [a, b, c, d] = [
				1792 | (l & 255),
				1536 | ((l >>> 8) & 255),
				1280 | ((l >>> 16) & 255),
				1024 | (l >>> 24)
			];
			const [e, f, g, k] = [768 | (h & 255), 512 | ((h >>> 8) & 255), 256 | ((h >>> 16) & 255), h >>> 24];
			l = low[a]! ^ low[b]! ^ low[c]! ^ low[d]! ^ low[e]! ^ low[f]! ^ low[g]! ^ low[k]!;
			h = high[a]! ^ high[b]! ^ high[c]! ^ high[d]! ^ high[e]! ^ high[f]! ^ high[g]! ^ high[k]!;
		}
		for (; i < bytes.length; i++) {
			const at = (l ^ bytes[i]!) & 255;
			l = low[at]! ^ ((l >>> 8) | (h << 24));
			h = high[at]! ^ (h >>> 8);
		}
		this.#high = h >>> 0;
		this.#low = l >>> 0;
	}
}

/** The CRC-32 of these bytes, as zip files and PNG have it. */
export function crc32(bytes: Uint8Array): number {
	return new Crc(CRC32).update(bytes).word;
}

/** How many zero bytes at most the tables know to lie after a byte: as many bytes are summed up in one step, and one. */
const MOST_ZEROS = 7;

function tablesOf(spec: CrcSpec): Tables {
	const known = tables.get(spec);
	if (known) return known;
	const size = 256 * (MOST_ZEROS + 1);
	const made: Tables = { high: new Uint32Array(size), low: new Uint32Array(size) };
	for (let byte = 0; byte < 256; byte++) {
		let sum = BigInt(byte);
		for (let zeros = 0; zeros <= MOST_ZEROS; zeros++) {
			for (let bit = 0; bit < 8; bit++) sum = shiftedOnce(spec, sum);
			made.high[256 * zeros + byte] = Number(sum >> 32n);
			made.low[256 * zeros + byte] = Number(sum & 0xffffffffn);
		}
	}
	tables.set(spec, made);
	return made;
}

/**
 * The sum of two runs of bytes one after the other, from the sums of each: multiplies the first by x to the power of the
 * second's bits, modulo the polynomial, by repeated squaring.
 * @param secondBytes length of the second run
 */
export function combineCrc(
	spec: CrcSpec,
	first: Uint8Array,
	second: Uint8Array,
	secondBytes: number
): Uint8Array {
	let shift = 1n << BigInt(spec.widthBits - 1); // 1
	let square = shift >> 1n; // x
	for (let bits = BigInt(secondBytes) * 8n; bits > 0n; bits >>= 1n) {
		if (bits & 1n) shift = product(spec, square, shift);
		square = product(spec, square, square);
	}
	const sum = product(spec, shift, toNumber(first)) ^ toNumber(second);
	return Uint8Array.from({ length: spec.widthBits / 8 }, (_, i) =>
		Number((sum >> BigInt(spec.widthBits - 8 * (i + 1))) & 255n)
	);
}

/** Of two reflected polynomials, modulo the spec's. */
function product(spec: CrcSpec, a: bigint, b: bigint): bigint {
	let sum = 0n;
	for (let bit = spec.widthBits - 1; bit >= 0; bit--) {
		if ((a >> BigInt(bit)) & 1n) sum ^= b;
		b = shiftedOnce(spec, b);
	}
	return sum;
}

function shiftedOnce({ polynomial }: CrcSpec, value: bigint): bigint {
	return value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
}

function toNumber(bytes: Uint8Array): bigint {
	return bytes.reduce((n, byte) => (n << 8n) | BigInt(byte), 0n);
}

function bigEndian(word: number): number[] {
	return [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255];
}
