/**
 * A seeded pseudo-random generator: sfc32, seeded by splitmix32 so that near seeds give unrelated streams.
 * Same seed, same numbers, on every machine: the whole of Sagebrush's reproducibility hangs on it.
 * @see https://pracrand.sourceforge.net/RNG_engines.txt (sfc, C. Doty-Humphrey)
 */
export class Rng {
	#a: number;
	#b: number;
	#c: number;
	#counter = 1;

	/** @param seed any number; its low 32 bits count */
	constructor(seed: number) {
		let state = seed | 0;
		const splitmix = (): number => {
			state = (state + 0x9e3779b9) | 0;
			let z = state;
			z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
			z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
			return z ^ (z >>> 15);
		};
		this.#a = splitmix();
		this.#b = splitmix();
		this.#c = splitmix();
		for (let i = 0; i < 12; i++) this.uint32();
	}

	/** An integer in [0, 2³²). */
	uint32(): number {
		const sum = (this.#a + this.#b + this.#counter) | 0;
		this.#counter = (this.#counter + 1) | 0;
		this.#a = this.#b ^ (this.#b >>> 9);
		this.#b = (this.#c + (this.#c << 3)) | 0;
		this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
		return sum >>> 0;
	}

	/** A float in [0, 1), of 53 random bits. */
	next(): number {
		const high = this.uint32() >>> 5;
		const low = this.uint32() >>> 6;
		return (high * 67108864 + low) / 9007199254740992;
	}

	/** An integer in [0, n); n ≥ 1. Unbiased to within 2⁻⁵³·n. */
	below(n: number): number {
		return Math.floor(this.next() * n);
	}

	/** Shuffles in place (Fisher–Yates) and returns the same array. */
	shuffle<T extends { length: number; [i: number]: unknown }>(items: T): T {
		for (let i = items.length - 1; i > 0; i--) {
			const j = this.below(i + 1);
			const kept = items[i];
			items[i] = items[j];
			items[j] = kept;
		}
		return items;
	}

	/** `length` lower-case hexadecimal digits. */
	hex(length: number): string {
		let text = '';
		while (text.length < length) text += this.uint32().toString(16).padStart(8, '0');
		return text.slice(0, length);
	}

	/** A UUID of version 4 form, as AWS's request ids have. */
	uuid(): string {
		const h = this.hex(32);
		const variant = ((parseInt(h[16]!, 16) & 3) | 8).toString(16);
		return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20)}`;
	}
}
