/** The eight bits of a 32-bit float's exponent: all of them are 1 in what is infinite or no number. */
const EXPONENT = 0x7f800000;

/** Whether there is neither NaN nor an infinite number among them; true for none at all. */
export function areFinite(values: Float32Array): boolean {
	const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
	// Of a full exponent nothing is left, and one less runs into the sign. Four of them, that none waits for the last.
	let [a, b, c, d] = [0, 0, 0, 0];
	const fours = bits.length - (bits.length % 4);
	for (let i = 0; i < fours; i += 4) {
		a |= (~bits[i]! & EXPONENT) - 1;
		b |= (~bits[i + 1]! & EXPONENT) - 1;
		c |= (~bits[i + 2]! & EXPONENT) - 1;
		d |= (~bits[i + 3]! & EXPONENT) - 1;
	}
	for (let i = fours; i < bits.length; i++) a |= (~bits[i]! & EXPONENT) - 1;
	return (a | b | c | d) >= 0;
}
