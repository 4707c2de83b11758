import { symmetricEigen, type Eigen } from './symmetric-eigen.ts';

/**
 * What comes nearest to eigenvalues and eigenvectors of a symmetric matrix within a basis (Rayleigh and Ritz): as many as
 * the basis has vectors, from the least value to the greatest, with the length of what is left of a · v − value · v.
 * @param basis orthonormal, vector after vector, `length` numbers each
 * @param powers the matrix times each of them
 */
export function ritz(
	basis: Float64Array,
	powers: Float64Array,
	length: number
): Eigen & { readonly rests: Float64Array } {
	const count = basis.length / length;
	const small = new Float64Array(count * count);
	for (let i = 0; i < count; i++) {
		for (let j = 0; j <= i; j++) {
			let product = 0;
			for (let p = 0, a = i * length, b = j * length; p < length; p++) product += basis[a++]! * powers[b++]!;
			small[i * count + j] = small[j * count + i] = product;
		}
	}
	const { values, vectors: shares } = symmetricEigen(small, count);
	const vectors = mixed(basis, shares, count, length);
	const images = mixed(powers, shares, count, length);
	const rests = values.map((value, i) => {
		let sum = 0;
		for (let p = i * length; p < (i + 1) * length; p++) sum += (images[p]! - value * vectors[p]!) ** 2;
		return Math.sqrt(sum);
	});
	return { values, vectors, rests };
}

/** shares · vectors, (count, count) · (count, length) */
function mixed(vectors: Float64Array, shares: Float64Array, count: number, length: number): Float64Array {
	const mixture = new Float64Array(count * length);
	for (let i = 0; i < count; i++) {
		const to = mixture.subarray(i * length, (i + 1) * length);
		for (let j = 0; j < count; j++) {
			const share = shares[i * count + j]!;
			const from = vectors.subarray(j * length, (j + 1) * length);
			for (let p = 0; p < length; p++) to[p]! += share * from[p]!;
		}
	}
	return mixture;
}
