import { mix } from './mix.ts';
import type { Projection, ProjectionPlan } from './projection.ts';

/** Signs that are kept as numbers; larger maps draw them anew for each cell. */
const MOST_KEPT = 2 ** 24;

/**
 * y = S·x / √target with a random sign in each cell of S.
 * @see D. Achlioptas, «Database-friendly random projections», JCSS 66 (2003)
 */
export function createSigns({ features, target, seed }: ProjectionPlan): Projection {
	const scale = 1 / Math.sqrt(target);
	const kept = features * target <= MOST_KEPT ? new Float32Array(features * target) : null;
	const signsOf = (column: number, signs: Float32Array, at: number): void => {
		for (let word = 0; word * 32 < target; word++) {
			let bits = mix(seed, column, word);
			const last = Math.min(target, word * 32 + 32);
			for (let j = word * 32; j < last; j++, bits >>>= 1) signs[at + j] = bits & 1 ? scale : -scale;
		}
	};
	if (kept) for (let column = 0; column < features; column++) signsOf(column, kept, column * target);
	const fresh = new Float32Array(target);
	const sums = new Float64Array(target);
	const add = (column: number, value: number): void => {
		if (value === 0) return;
		if (!kept) signsOf(column, fresh, 0);
		const signs = kept ?? fresh;
		const at = kept ? column * target : 0;
		for (let j = 0; j < target; j++) sums[j]! += value * signs[at + j]!;
	};
	return {
		dense(x, from, out, to) {
			sums.fill(0);
			for (let column = 0; column < features; column++) add(column, x[from + column]!);
			out.set(sums, to);
		},
		sparse({ places, values }, begin, end, out, to) {
			sums.fill(0);
			for (let i = begin; i < end; i++) add(places[i]!, values[i]!);
			out.set(sums, to);
		}
	};
}
