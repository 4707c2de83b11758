import { describe, expect, it } from 'vitest';
import { createSpace, type Space } from '#ml/tuning/space.ts';
import type { Parameter, Point, Trial } from '#ml/tuning/parameter.ts';
import { gridSize, suggest, suggestInSlices, type Strategy } from '#ml/tuning/suggest.ts';

const real = (name: string, min: number, max: number): Parameter => ({
	type: 'Continuous',
	name,
	min,
	max,
	scaling: 'Linear'
});

interface Problem {
	readonly name: string;
	readonly space: Space;
	readonly budget: number;
	/** A loss near the minimum, which half of the Bayesian runs reach and half of the random ones do not. */
	readonly target: number;
	readonly loss: (point: Point) => number;
}

const BRANIN: Problem = {
	name: 'Branin',
	space: createSpace([real('a', -5, 10), real('b', 0, 15)]),
	budget: 25,
	// The minimum is 0.397887.
	target: 0.6,
	loss({ a, b }) {
		const [x, y] = [Number(a), Number(b)];
		const bend = y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6;
		return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
	}
};

const HARTMANN_A = [
	[3, 10, 30],
	[0.1, 10, 35],
	[3, 10, 30],
	[0.1, 10, 35]
];
const HARTMANN_P = [
	[0.3689, 0.117, 0.2673],
	[0.4699, 0.4387, 0.747],
	[0.1091, 0.8732, 0.5547],
	[0.0381, 0.5743, 0.8828]
];
const HARTMANN: Problem = {
	name: 'Hartmann in three dimensions',
	space: createSpace([real('a', 0, 1), real('b', 0, 1), real('c', 0, 1)]),
	budget: 25,
	// The minimum is −3.86278.
	target: -3.7,
	loss({ a, b, c }) {
		const x = [Number(a), Number(b), Number(c)];
		const inner = HARTMANN_A.map((row, i) =>
			row.reduce((sum, each, j) => sum + each * (x[j]! - HARTMANN_P[i]![j]!) ** 2, 0)
		);
		return -[1, 1.2, 3, 3.2].reduce((sum, each, i) => sum + each * Math.exp(-inner[i]!), 0);
	}
};

/** As a training job's hyperparameters are: a rate by logarithm, a depth, a choice. */
const MIXED: Problem = {
	name: 'a mixture of logarithm, whole numbers and a choice',
	space: createSpace([
		{ type: 'Continuous', name: 'rate', min: 1e-4, max: 1, scaling: 'Logarithmic' },
		{ type: 'Integer', name: 'depth', min: 1, max: 12, scaling: 'Linear' },
		{ type: 'Categorical', name: 'kind', values: ['x', 'y', 'z'] }
	]),
	budget: 20,
	// The minimum is 0.
	target: 0.1,
	loss({ rate, depth, kind }) {
		const shift = { x: 0, y: 0.6, z: 1.2 }[String(kind)]!;
		return (Math.log10(Number(rate)) + 2.3) ** 2 + ((Number(depth) - 7) / 4) ** 2 + shift;
	}
};

/** Best loss within the budget. */
function run(problem: Problem, strategy: Strategy, seed: number): number {
	const trials: Trial[] = [];
	while (trials.length < problem.budget) {
		const point = suggest(strategy, problem.space, seed, trials);
		trials.push({ point, loss: problem.loss(point) });
	}
	return Math.min(...trials.map(({ loss }) => loss as number));
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

describe('a Bayesian search', () => {
	it.each([BRANIN, HARTMANN, MIXED].map((problem) => [problem.name, problem] as const))(
		'beats a random one on %s over 20 seeds within the same budget',
		(_, problem) => {
			const seeds = Array.from({ length: 20 }, (_, seed) => seed);
			const bayesian = seeds.map((seed) => run(problem, 'Bayesian', seed));
			const random = seeds.map((seed) => run(problem, 'Random', seed));
			const wins = seeds.filter((seed) => bayesian[seed]! < random[seed]!).length;
			expect(wins).toBeGreaterThanOrEqual(16);
			expect(median(bayesian)).toBeLessThan(problem.target);
			expect(median(random)).toBeGreaterThan(problem.target);
		},
		30_000
	);

	it('spreads trials that run at the same time', () => {
		const trials: Trial[] = [];
		for (let i = 0; i < 8; i++) {
			const point = suggest('Bayesian', BRANIN.space, 1, trials);
			trials.push({ point, loss: BRANIN.loss(point) });
		}
		const keys = new Set<string>();
		for (let i = 0; i < 5; i++) {
			const point = suggest('Bayesian', BRANIN.space, 1, trials);
			keys.add(`${Number(point['a']).toFixed(2)} ${Number(point['b']).toFixed(2)}`);
			trials.push({ point, loss: undefined });
		}
		expect(keys.size).toBe(5);
	});

	it('goes on where trials fail, and keeps away from where they did', () => {
		const trials: Trial[] = [];
		for (let i = 0; i < 25; i++) {
			const point = suggest('Bayesian', MIXED.space, 2, trials);
			trials.push({ point, loss: Number(point['depth']) > 9 ? null : MIXED.loss(point) });
		}
		const failures = trials.slice(10).filter(({ loss }) => loss === null);
		expect(failures.length).toBeLessThanOrEqual(3);
		const allFailed = trials.map(({ point }) => ({ point, loss: null }));
		expect(suggest('Bayesian', MIXED.space, 2, allFailed)).toHaveProperty('depth');
	});

	it('pauses often where there are many trials, and comes to the same point', () => {
		const trials = Array.from({ length: 120 }, (_, i): Trial => {
			const point = BRANIN.space.pointAt([(i * 0.618) % 1, (i * 0.414) % 1]);
			return { point, loss: BRANIN.loss(point) };
		});
		const work = suggestInSlices('Bayesian', BRANIN.space, 1, trials);
		let pauses = 0;
		let step = work.next();
		for (; !step.done; step = work.next()) pauses++;
		expect(step.value).toEqual(suggest('Bayesian', BRANIN.space, 1, trials));
		// 780 looks at the process, some ten at a time, and the ascents before them.
		expect(pauses).toBeGreaterThan(78);
	});

	it('tries no point of a small space twice before it has tried all', () => {
		const space = createSpace([{ type: 'Integer', name: 'n', min: 1, max: 9, scaling: 'Linear' }]);
		const trials: Trial[] = [];
		for (let i = 0; i < 10; i++) {
			const point = suggest('Bayesian', space, 3, trials);
			trials.push({ point, loss: Number(point['n']) % 4 });
		}
		expect(new Set(trials.slice(4, 9).map(({ point }) => point['n'])).size).toBe(5);
		expect(new Set(trials.map(({ point }) => point['n'])).size).toBe(9);
	});
});

describe('every search', () => {
	it.each<Strategy>(['Random', 'Bayesian'])(
		'%s gives the same trials for the same seed, others for another',
		(strategy) => {
			const points = (seed: number): Point[] => {
				const trials: Trial[] = [];
				for (let i = 0; i < 10; i++) {
					const point = suggest(strategy, MIXED.space, seed, trials);
					trials.push({ point, loss: MIXED.loss(point) });
				}
				return trials.map(({ point }) => point);
			};
			expect(points(5)).toEqual(points(5));
			expect(points(5)).not.toEqual(points(6));
		}
	);

	it('Grid visits each combination once, the last parameter fastest', () => {
		const space = createSpace([
			{ type: 'Categorical', name: 'a', values: ['1', '2'] },
			{ type: 'Categorical', name: 'b', values: ['x', 'y', 'z'] }
		]);
		expect(gridSize(space)).toBe(6);
		const trials: Trial[] = [];
		for (let i = 0; i < 6; i++) trials.push({ point: suggest('Grid', space, 0, trials), loss: 0 });
		expect(trials.map(({ point }) => `${point['a']}${point['b']}`)).toEqual([
			'1x',
			'1y',
			'1z',
			'2x',
			'2y',
			'2z'
		]);
		expect(() => suggest('Grid', space, 0, trials)).toThrow(RangeError);
		expect(() => gridSize(MIXED.space)).toThrow("'rate' is a range of numbers");
	});
});
