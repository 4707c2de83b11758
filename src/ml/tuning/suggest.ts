import { Rng } from '#base/rng.ts';
import type { CategoricalParameter, Point, Trial } from './parameter.ts';
import { atOnce, type Sliced } from '../sliced.ts';
import type { Space } from './space.ts';
import { suggestBayesian } from './suggest-bayesian.ts';

export type Strategy = 'Random' | 'Grid' | 'Bayesian';

/**
 * The point of the trial that comes after `trials`. It depends on nothing else: same seed and same trials, same point,
 * also after a restart. Random and Grid look at the number of trials only.
 * @param seed a whole number
 * @throws RangeError for a grid over numeric parameters, and for more trials than a grid has points
 */
export function suggest(strategy: Strategy, space: Space, seed: number, trials: readonly Trial[]): Point {
	return atOnce(suggestInSlices(strategy, space, seed, trials));
}

/** {@link suggest} with pauses. */
export function* suggestInSlices(
	strategy: Strategy,
	space: Space,
	seed: number,
	trials: readonly Trial[]
): Sliced<Point> {
	switch (strategy) {
		case 'Random': {
			const rng = new Rng(seed + Math.imul(trials.length + 1, 0x9e3779b1));
			return space.pointAt(space.parameters.map(() => rng.next()));
		}
		case 'Grid':
			return gridPoint(space, trials.length);
		case 'Bayesian':
			return yield* suggestBayesian(space, seed, trials);
	}
}

/** How many points the grid over these parameters has. @throws RangeError where one of them is numeric */
export function gridSize(space: Space): number {
	return choicesOf(space).reduce((product, { values }) => product * values.length, 1);
}

/** The last parameter changes fastest. */
function gridPoint(space: Space, index: number): Point {
	if (index >= gridSize(space)) throw new RangeError(`the grid has no point ${index}`);
	let rest = index;
	const entries = choicesOf(space)
		.reverse()
		.map(({ name, values }) => {
			const value = values[rest % values.length]!;
			rest = Math.floor(rest / values.length);
			return [name, value] as const;
		});
	return Object.fromEntries(entries.reverse());
}

function choicesOf({ parameters }: Space): CategoricalParameter[] {
	return parameters.map((parameter) => {
		if (parameter.type === 'Categorical') return parameter;
		throw new RangeError(`a grid needs choices, and '${parameter.name}' is a range of numbers`);
	});
}
