import { encodeUtf8 } from '#base/bytes.ts';

/** A field of a struct by its id, in the order of the ids. */
export type Field =
	| readonly [id: number, type: 'i32' | 'i64', value: number]
	| readonly [id: number, type: 'string', value: string]
	| readonly [id: number, type: 'struct', value: readonly Field[]]
	| readonly [id: number, type: 'structs', value: readonly (readonly Field[])[]]
	| readonly [id: number, type: 'i32s', value: readonly number[]]
	| readonly [id: number, type: 'strings', value: readonly string[]];

const CODES = { i32: 5, i64: 6, string: 8, struct: 12, structs: 9, i32s: 9, strings: 9 } as const;
const ITEM_CODES = { structs: 12, i32s: 5, strings: 8 } as const;

/** Writes Thrift's compact protocol, as far as Parquet's metadata needs it. */
export class CompactWriter {
	readonly #bytes: number[] = [];

	struct(fields: readonly Field[]): this {
		let last = 0;
		for (const field of fields) {
			const [id, type] = field;
			this.#bytes.push(((id - last) << 4) | CODES[type]);
			this.#value(field);
			last = id;
		}
		this.#bytes.push(0);
		return this;
	}

	varint(value: bigint): this {
		let left = value;
		for (; left >= 128n; left >>= 7n) this.#bytes.push(Number(left & 127n) | 128);
		this.#bytes.push(Number(left));
		return this;
	}

	bytes(): Uint8Array {
		return Uint8Array.from(this.#bytes);
	}

	#value([, type, value]: Field): void {
		switch (type) {
			case 'i32':
			case 'i64':
				this.#integer(value);
				break;
			case 'string':
				this.#text(value);
				break;
			case 'struct':
				this.struct(value);
				break;
			case 'structs':
				this.#list(type, value.length);
				for (const item of value) this.struct(item);
				break;
			case 'i32s':
				this.#list(type, value.length);
				for (const item of value) this.#integer(item);
				break;
			case 'strings':
				this.#list(type, value.length);
				for (const item of value) this.#text(item);
				break;
		}
	}

	#list(type: keyof typeof ITEM_CODES, length: number): void {
		if (length < 15) this.#bytes.push((length << 4) | ITEM_CODES[type]);
		else {
			this.#bytes.push(0xf0 | ITEM_CODES[type]);
			this.varint(BigInt(length));
		}
	}

	/** Zigzag; all of Parquet's numbers are natural, so twice the number. */
	#integer(value: number): void {
		this.varint(BigInt(value) * 2n);
	}

	#text(value: string): void {
		const bytes = encodeUtf8(value);
		this.varint(BigInt(bytes.length));
		this.#bytes.push(...bytes);
	}
}
