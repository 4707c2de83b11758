/** 32 bits that look random, a function of three integers: signs for millions of columns need no table. */
export function mix(seed: number, a: number, b: number): number {
	let z = (seed ^ Math.imul(a + 1, 0x9e3779b9) ^ Math.imul(b + 1, 0x85ebca6b)) | 0;
	z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
	z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
	return (z ^ (z >>> 15)) >>> 0;
}
