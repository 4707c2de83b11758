/**
 * The Walsh-Hadamard transform, in place and without its factor 1/√n: twice applied it multiplies by n.
 * @param x as many numbers as a power of two
 */
export function walshHadamard(x: Float64Array): void {
	for (let half = 1; half < x.length; half *= 2) {
		for (let from = 0; from < x.length; from += 2 * half) {
			for (let i = from; i < from + half; i++) {
				const a = x[i]!;
				const b = x[i + half]!;
				x[i] = a + b;
				x[i + half] = a - b;
			}
		}
	}
}
