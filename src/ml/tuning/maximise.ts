import type { Sliced } from '../sliced.ts';

export interface Bounds {
	readonly low: ArrayLike<number>;
	readonly high: ArrayLike<number>;
}

type Objective = (x: ArrayLike<number>) => { readonly value: number; readonly gradient: Float64Array };

/** Less than this is not worth another step. */
const SMALLEST_GAIN = 1e-4;
const HALVINGS = 30;

/**
 * A local maximum inside a box: projected gradient ascent with Barzilai–Borwein steps, each halved until it gains.
 * Never worse than the start. It pauses after each look at `f`.
 * @see Birgin, Martínez and Raydan, Nonmonotone spectral projected gradient methods, SIAM J. Optim. 10 (2000)
 */
export function* maximise(
	f: Objective,
	start: ArrayLike<number>,
	bounds: Bounds,
	iterations: number
): Sliced<{ readonly x: Float64Array; readonly value: number }> {
	let x = inside(start, bounds);
	let { value, gradient } = f(x);
	let step = 1 / Math.max(1, norm(gradient));
	for (let iteration = 0; iteration < iterations; iteration++) {
		const next = yield* climb(f, x, value, gradient, step, bounds);
		if (!next) break;
		const moved = next.x.map((each, i) => each - x[i]!);
		const turned = next.gradient.map((each, i) => gradient[i]! - each);
		const curvature = dot(moved, turned);
		step = curvature > 0 ? Math.min(10, dot(moved, moved) / curvature) : 1;
		const gain = next.value - value;
		({ x, value, gradient } = next);
		if (gain < SMALLEST_GAIN) break;
	}
	return { x, value };
}

function* climb(
	f: Objective,
	x: Float64Array,
	value: number,
	gradient: Float64Array,
	firstStep: number,
	bounds: Bounds
): Sliced<{ x: Float64Array; value: number; gradient: Float64Array } | null> {
	let step = firstStep;
	for (let halving = 0; halving < HALVINGS; halving++, step /= 2) {
		const candidate = inside(
			x.map((each, i) => each + step * gradient[i]!),
			bounds
		);
		const expected = candidate.reduce((sum, each, i) => sum + (each - x[i]!) * gradient[i]!, 0);
		if (!(expected > 0)) return null;
		const there = f(candidate);
		yield;
		if (there.value >= value + 1e-4 * expected) return { x: candidate, ...there };
	}
	return null;
}

function inside(x: ArrayLike<number>, { low, high }: Bounds): Float64Array {
	return Float64Array.from(x, (each, i) => Math.min(high[i]!, Math.max(low[i]!, each)));
}

function dot(a: Float64Array, b: Float64Array): number {
	return a.reduce((sum, each, i) => sum + each * b[i]!, 0);
}

function norm(a: Float64Array): number {
	return Math.sqrt(dot(a, a));
}
