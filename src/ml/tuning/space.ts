import type { Parameter, Point } from './parameter.ts';
import { unitOf, valueAt } from './scaling.ts';

/** A set of parameters as a search sees it: points as vectors in which distances mean something. */
export interface Space {
	readonly parameters: readonly Parameter[];
	/** Of each feature the parameter that it belongs to; a choice has one feature per value. */
	readonly groups: readonly number[];
	/** The point at coordinates in [0, 1], one per parameter. */
	pointAt(units: ArrayLike<number>): Point;
	/** Coordinates whose point is this one. */
	unitsOf(point: Point): Float64Array;
	/**
	 * Features of the point at coordinates: its place in the scaled range, or 1/√2 at its value, so that two choices are
	 * 1 apart.
	 */
	featuresAt(units: ArrayLike<number>): Float64Array;
	/** Equal for equal points only. */
	keyOf(point: Point): string;
}

/** The space that those parameters span; no parameter gives a space of one point. */
export function createSpace(parameters: readonly Parameter[]): Space {
	const groups = parameters.flatMap((parameter, i) =>
		parameter.type === 'Categorical' ? parameter.values.map(() => i) : [i]
	);
	return {
		parameters,
		groups,
		pointAt: (units) =>
			Object.fromEntries(parameters.map((each, i) => [each.name, chosenAt(each, units[i]!)])),
		unitsOf: (point) => Float64Array.from(parameters, (each) => placeOf(each, point[each.name]!)),
		featuresAt: (units) => featuresAt(parameters, units, groups.length),
		keyOf: (point) => parameters.map(({ name }) => String(point[name])).join('\n')
	};
}

function chosenAt(parameter: Parameter, unit: number): number | string {
	if (parameter.type !== 'Categorical') return valueAt(parameter, unit);
	return parameter.values[choiceAt(parameter.values.length, unit)]!;
}

function choiceAt(count: number, unit: number): number {
	return Math.min(count - 1, Math.floor(unit * count));
}

function placeOf(parameter: Parameter, value: number | string): number {
	if (parameter.type !== 'Categorical') return unitOf(parameter, Number(value));
	return (parameter.values.indexOf(String(value)) + 0.5) / parameter.values.length;
}

function featuresAt(
	parameters: readonly Parameter[],
	units: ArrayLike<number>,
	length: number
): Float64Array {
	const features = new Float64Array(length);
	let at = 0;
	parameters.forEach((parameter, i) => {
		const unit = units[i]!;
		if (parameter.type === 'Categorical') {
			features[at + choiceAt(parameter.values.length, unit)] = Math.SQRT1_2;
			at += parameter.values.length;
		} else {
			// A whole number is where it is, wherever in its share of the range the coordinate lies.
			features[at++] = parameter.type === 'Integer' ? unitOf(parameter, valueAt(parameter, unit)) : unit;
		}
	});
	return features;
}
