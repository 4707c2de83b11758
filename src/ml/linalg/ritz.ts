import { atOnce } from '../sliced.ts';
import { lastEigenInSlices, type Eigen } from './symmetric-eigen.ts';
import { DotProducts, mixtures } from './vectors.ts';

/**
 * What comes nearest to the `kept` greatest eigenvalues of a symmetric matrix and their eigenvectors within a basis
 * (Rayleigh and Ritz), from the least value to the greatest, with the length of what is left of a · v − value · v.
 * @param basis orthonormal, vector after vector, `length` numbers each; no fewer than `kept`
 * @param powers the matrix times each of them
 */
export function ritz(
	basis: Float64Array,
	powers: Float64Array,
	length: number,
	kept: number
): Eigen & { readonly rests: Float64Array } {
	const count = basis.length / length;
	const small = new Float64Array(count * count);
	new DotProducts(powers, length).with(basis, small);
	for (let i = 0; i < count; i++) for (let j = 0; j < i; j++) small[j * count + i] = small[i * count + j]!;
	const { values, vectors: shares } = atOnce(lastEigenInSlices(small, count, kept));
	const vectors = mixtures(shares, basis, length);
	const images = mixtures(shares, powers, length);
	const rests = values.map((value, i) => {
		let sum = 0;
		for (let p = i * length; p < (i + 1) * length; p++) sum += (images[p]! - value * vectors[p]!) ** 2;
		return Math.sqrt(sum);
	});
	return { values, vectors, rests };
}
