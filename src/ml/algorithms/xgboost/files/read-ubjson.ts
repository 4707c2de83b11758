import { decodeUtf8 } from '#base/bytes.ts';
import { badModel } from './model-fields.ts';

/** Containers within containers that a model has at most; more would only be there to exhaust the stack. */
const DEEPEST = 64;

/**
 * The value in universal binary JSON, as plain objects, lists, numbers and texts.
 * @throws UserError `BadModel` where the bytes end early or hold a marker that the format does not have
 * @see https://ubjson.org/
 */
export function readUbjson(bytes: Uint8Array): unknown {
	return new Reader(bytes).value(0);
}

class Reader {
	readonly #bytes: Uint8Array;
	readonly #view: DataView;
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	}

	value(depth: number): unknown {
		return this.#typed(this.#marker(), depth);
	}

	#typed(marker: string, depth: number): unknown {
		if (depth > DEEPEST) throw badModel('its values are nested too deeply');
		switch (marker) {
			case '{':
				return this.#object(depth);
			case '[':
				return this.#list(depth);
			case 'S':
				return this.#text();
			case 'C':
				return String.fromCharCode(this.#number('U'));
			case 'Z':
			case 'N':
				return null;
			case 'T':
				return true;
			case 'F':
				return false;
			default:
				return this.#number(marker);
		}
	}

	#object(depth: number): Record<string, unknown> {
		const members: [string, unknown][] = [];
		const { type, count } = this.#header();
		for (let i = 0; count === null ? !this.#ends('}') : i < count; i++) {
			members.push([this.#text(), type === null ? this.value(depth + 1) : this.#typed(type, depth + 1)]);
		}
		return Object.fromEntries(members);
	}

	#list(depth: number): unknown[] {
		const values: unknown[] = [];
		const { type, count } = this.#header();
		if (count !== null && count > this.#bytes.length) throw badModel('a list is longer than the file');
		for (let i = 0; count === null ? !this.#ends(']') : i < count; i++) {
			values.push(type === null ? this.value(depth + 1) : this.#typed(type, depth + 1));
		}
		return values;
	}

	/** What may stand behind an opening bracket: the type of all values, and how many there are. */
	#header(): { type: string | null; count: number | null } {
		let type: string | null = null;
		if (this.#peek() === '$') {
			this.#at++;
			type = this.#marker();
		}
		if (this.#peek() !== '#') {
			if (type !== null) throw badModel('a typed list does not say its length');
			return { type, count: null };
		}
		this.#at++;
		return { type, count: this.#length() };
	}

	#ends(bracket: string): boolean {
		if (this.#peek() !== bracket) return false;
		this.#at++;
		return true;
	}

	#text(): string {
		const length = this.#length();
		const from = this.#take(length);
		return decodeUtf8(this.#bytes.subarray(from, from + length));
	}

	#length(): number {
		const length = this.#number(this.#marker());
		if (!Number.isInteger(length) || length < 0) throw badModel(`a length is ${length}`);
		return length;
	}

	#number(marker: string): number {
		const view = this.#view;
		switch (marker) {
			case 'i':
				return view.getInt8(this.#take(1));
			case 'U':
				return view.getUint8(this.#take(1));
			case 'I':
				return view.getInt16(this.#take(2));
			case 'l':
				return view.getInt32(this.#take(4));
			case 'L':
				return Number(view.getBigInt64(this.#take(8)));
			case 'd':
				return view.getFloat32(this.#take(4));
			case 'D':
				return view.getFloat64(this.#take(8));
			default:
				throw badModel(`byte ${this.#at - 1} is no marker of UBJSON`);
		}
	}

	#marker(): string {
		return String.fromCharCode(this.#bytes[this.#take(1)]!);
	}

	#peek(): string {
		return String.fromCharCode(this.#bytes[this.#at] ?? 0);
	}

	/** Where the next bytes begin; moves behind them. */
	#take(count: number): number {
		if (this.#at + count > this.#bytes.length) throw badModel('it ends in the middle');
		this.#at += count;
		return this.#at - count;
	}
}
