/** How a numeric range is searched; `Auto` is settled before the search begins. */
export type Scaling = 'Linear' | 'Logarithmic' | 'ReverseLogarithmic';

/** A range of numbers, ends included. */
export interface NumericParameter {
	readonly type: 'Integer' | 'Continuous';
	readonly name: string;
	readonly min: number;
	readonly max: number;
	readonly scaling: Scaling;
}

/** A choice, in no order. */
export interface CategoricalParameter {
	readonly type: 'Categorical';
	readonly name: string;
	readonly values: readonly string[];
}

export type Parameter = NumericParameter | CategoricalParameter;

/** One value for each parameter, by name: whole numbers for Integer, one of the values for Categorical. */
export type Point = Readonly<Record<string, number | string>>;

/** One evaluation of the objective, as a search looks back on it. */
export interface Trial {
	readonly point: Point;
	/** Lower is better; null where it failed; undefined while it runs. */
	readonly loss: number | null | undefined;
}
