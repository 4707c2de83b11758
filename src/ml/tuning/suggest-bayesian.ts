import { Rng } from '#base/rng.ts';
import { expectedImprovement } from './expected-improvement.ts';
import { fitKernel } from './fit-kernel.ts';
import { GaussianProcess } from './gaussian-process.ts';
import { latinHypercube } from './latin-hypercube.ts';
import type { Point, Trial } from './parameter.ts';
import type { Sliced } from '../sliced.ts';
import type { Space } from './space.ts';

const RANDOM_CANDIDATES = 300;
const LOCAL_STARTS = 5;
const LOCAL_STEPS = [0.1, 0.03, 0.01, 0.003];
const NEIGHBOURS = 20;
/** Points that are looked at between two pauses. */
const SCORES = 10;

/** The kernel is fitted to so many trials at most: its cost grows with the third power. */
const MOST_FITTED = 100;

type Score = (units: Float64Array) => number;

/**
 * The next point of a Bayesian search: a Gaussian process over the trials so far, and the point where it expects most
 * improvement. The first ones are spread evenly. A trial that still runs counts as if it came out as expected
 * (Ginsbourger's kriging believer), so that several can run at once; one that failed counts as the worst. It pauses
 * every few milliseconds: with hundreds of trials it takes a good part of a second.
 */
export function* suggestBayesian(space: Space, seed: number, trials: readonly Trial[]): Sliced<Point> {
	const index = trials.length;
	const rng = new Rng(seed + Math.imul(index + 1, 0x9e3779b1));
	const spread = Math.max(3, space.parameters.length + 1);
	if (index < spread) {
		return space.pointAt(latinHypercube(spread, space.parameters.length, new Rng(seed))[index]!);
	}
	const seen = new Set(trials.map(({ point }) => space.keyOf(point)));
	const candidates = freshUnits(space, rng, seen);
	const score = yield* acquisition(space, trials, rng);
	if (!score) return space.pointAt(candidates[0]!);
	return space.pointAt(yield* search(space, score, candidates, trials, rng, seen));
}

/** Random coordinates of points that were not tried yet; where all were, any. */
function freshUnits(space: Space, rng: Rng, seen: ReadonlySet<string>): Float64Array[] {
	const all = Array.from({ length: RANDOM_CANDIDATES }, () =>
		Float64Array.from(space.parameters, () => rng.next())
	);
	const fresh = all.filter((units) => !seen.has(space.keyOf(space.pointAt(units))));
	return fresh.length > 0 ? fresh : all;
}

/** Expected improvement by coordinates; null while fewer than two trials have ended well. */
function* acquisition(space: Space, trials: readonly Trial[], rng: Rng): Sliced<Score | null> {
	const losses = trials.flatMap(({ loss }) => (typeof loss === 'number' ? [loss] : []));
	if (losses.length < 2) return null;
	const worst = losses.reduce((a, b) => Math.max(a, b));
	const ended = trials.filter(({ loss }) => loss !== undefined);
	const xs = ended.map(({ point }) => space.featuresAt(space.unitsOf(point)));
	const y = standardised(ended.map(({ loss }) => loss ?? worst));
	const chosen = sampleOf(y, rng);
	const kernel = yield* fitKernel(
		chosen.map((i) => xs[i]!),
		chosen.map((i) => y[i]!),
		space.groups,
		rng
	);
	let process = yield* GaussianProcess.inSlices(xs, y, space.groups, kernel);
	const running = trials.filter(({ loss }) => loss === undefined);
	if (running.length > 0) {
		const places = running.map(({ point }) => space.featuresAt(space.unitsOf(point)));
		const believed = places.map((place) => process.predict(place).mean);
		process = yield* GaussianProcess.inSlices([...xs, ...places], [...y, ...believed], space.groups, kernel);
	}
	const best = y.reduce((a, b) => Math.min(a, b));
	return (units) => expectedImprovement(process.predict(space.featuresAt(units)), best);
}

function standardised(values: readonly number[]): number[] {
	const mean = values.reduce((a, b) => a + b, 0) / values.length;
	const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length;
	const deviation = variance > 0 ? Math.sqrt(variance) : 1;
	return values.map((each) => (each - mean) / deviation);
}

/** Indexes of the trials that the kernel is fitted to: all of them, or the better half of the limit and some others. */
function sampleOf(y: readonly number[], rng: Rng): number[] {
	const order = y.map((_, i) => i);
	if (y.length <= MOST_FITTED) return order;
	order.sort((a, b) => y[a]! - y[b]!);
	const best = order.slice(0, MOST_FITTED / 2);
	return [...best, ...rng.shuffle(order.slice(MOST_FITTED / 2)).slice(0, MOST_FITTED / 2)];
}

/** Climbs from the best candidates, and from the best trial, by ever smaller random steps. */
function* search(
	space: Space,
	score: Score,
	candidates: readonly Float64Array[],
	trials: readonly Trial[],
	rng: Rng,
	seen: ReadonlySet<string>
): Sliced<Float64Array> {
	const scored = [];
	for (const [i, units] of candidates.entries()) {
		scored.push({ units, value: score(units) });
		if (i % SCORES === SCORES - 1) yield;
	}
	scored.sort((a, b) => b.value - a.value);
	const leader = trials.reduce((a, b) => ((b.loss ?? Infinity) < (a.loss ?? Infinity) ? b : a));
	const starts = [...scored.slice(0, LOCAL_STARTS), { units: space.unitsOf(leader.point), value: 0 }];
	const ends = [];
	for (const start of starts) {
		let best = start;
		for (const step of LOCAL_STEPS) {
			for (let i = 0; i < NEIGHBOURS; i++) {
				if (i % SCORES === 0) yield;
				const units = neighbour(best.units, step, rng);
				const value = score(units);
				if (value <= best.value || seen.has(space.keyOf(space.pointAt(units)))) continue;
				best = { units, value };
			}
		}
		ends.push(best);
	}
	return [scored[0]!, ...ends].reduce((best, each) => (each.value > best.value ? each : best)).units;
}

/** One or all coordinates moved a little; now and then one is drawn anew, which is how choices change. */
function neighbour(units: Float64Array, step: number, rng: Rng): Float64Array {
	const next = Float64Array.from(units);
	const only = rng.next() < 0.5 ? rng.below(units.length) : -1;
	for (let d = 0; d < next.length; d++) {
		if (only >= 0 && d !== only) continue;
		const moved = next[d]! + step * (rng.next() + rng.next() + rng.next() - 1.5) * 2;
		next[d] = rng.next() < 0.1 ? rng.next() : Math.min(1, Math.max(0, moved));
	}
	return next;
}
