import { Rng } from '#base/rng.ts';
import { mix } from './mix.ts';
import type { Projection, ProjectionPlan } from './projection.ts';
import { walshHadamard } from './walsh-hadamard.ts';

/**
 * y = √(1 / target) · R·H·D·x: random signs D, the Walsh-Hadamard transform H of the row filled up with zeros to a power
 * of two, and R, which keeps `target` of its numbers, drawn without repetition. n·log n steps a row.
 * @see N. Ailon, B. Chazelle, «The fast Johnson-Lindenstrauss transform», SIAM J. Comput. 39 (2009);
 * J. Tropp, «Improved analysis of the subsampled randomized Hadamard transform», arXiv:1011.1595, for this R
 */
export function createFjlt({ features, target, seed }: ProjectionPlan): Projection {
	const width = 2 ** Math.ceil(Math.log2(Math.max(1, features)));
	const kept = drawn(width, target, new Rng(seed));
	const scale = Math.sqrt(1 / target);
	const row = new Float64Array(width);
	const signed = (column: number, value: number): number =>
		(mix(seed, column >>> 5, -1) >>> (column & 31)) & 1 ? value : -value;
	const finish = (out: Float32Array, to: number): void => {
		walshHadamard(row);
		for (let j = 0; j < target; j++) out[to + j] = row[kept[j]!]! * scale;
	};
	return {
		dense(x, from, out, to) {
			row.fill(0);
			for (let column = 0; column < features; column++) row[column] = signed(column, x[from + column]!);
			finish(out, to);
		},
		sparse({ places, values }, begin, end, out, to) {
			row.fill(0);
			for (let i = begin; i < end; i++) row[places[i]!] = signed(places[i]!, values[i]!);
			finish(out, to);
		}
	};
}

/** `count` of the numbers below `n`, ascending: the first steps of a shuffle that keeps only what it moved. */
function drawn(n: number, count: number, rng: Rng): Uint32Array {
	const moved = new Map<number, number>();
	const taken = new Uint32Array(count);
	for (let i = 0; i < count; i++) {
		const place = i + rng.below(n - i);
		taken[i] = moved.get(place) ?? place;
		moved.set(place, moved.get(i) ?? i);
	}
	return taken.sort();
}
