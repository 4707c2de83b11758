/**
 * Hyperparameters as data. From one table come parsing, defaults, ranges, error texts, tuning ranges, forms and the
 * TypeScript type of the parsed values.
 */

/** An interval; ends count unless said otherwise, an absent end is unlimited. */
export interface Range {
	readonly min?: number;
	readonly max?: number;
	readonly minExclusive?: boolean;
	readonly maxExclusive?: boolean;
}

interface Common {
	/** One sentence: what it does. */
	readonly doc: string;
	readonly required?: true;
	/** Other names by which the container knows it. */
	readonly aliases?: readonly string[];
}

interface Numeric extends Common {
	readonly range: Range;
	/** Words that it takes beside numbers, such as `auto`. */
	readonly words?: readonly string[];
	readonly default?: number | string;
	/** The range that automatic model tuning recommends. */
	readonly tunable?: { readonly min: number; readonly max: number };
}

export interface IntegerHyperparameter extends Numeric {
	readonly type: 'Integer';
}

export interface ContinuousHyperparameter extends Numeric {
	readonly type: 'Continuous';
}

interface Words extends Common {
	readonly values: readonly string[];
	/** Values that the real container takes and this one refuses by name. */
	readonly notSimulated?: readonly string[];
	/** `True` is as good as `true`, as Python writes it. */
	readonly anyCase?: true;
}

export interface CategoricalHyperparameter extends Words {
	readonly type: 'Categorical';
	readonly default?: string;
	/** Automatic model tuning may choose among the values. */
	readonly tunable?: true;
}

/** Words separated by commas, at least one. */
export interface ListHyperparameter extends Words {
	readonly type: 'List';
	/** Items that are allowed beside `values`. */
	readonly pattern?: RegExp;
	/** How the pattern reads in words, e.g. `error@t`. */
	readonly patternWords?: string;
	/** It may come as a list of JSON too, such as `["msd","ssd"]`. */
	readonly isJson?: true;
	readonly default?: readonly string[];
}

/** Whole numbers in brackets, such as `(1, 0, -1)`. */
export interface IntegersHyperparameter extends Common {
	readonly type: 'Integers';
	readonly range: Range;
}

/** Lists of whole numbers in a list, such as `[[0, 2], [1, 3]]`. */
export interface IntegerGroupsHyperparameter extends Common {
	readonly type: 'IntegerGroups';
	readonly range: Range;
}

export type Hyperparameter =
	| IntegerHyperparameter
	| ContinuousHyperparameter
	| CategoricalHyperparameter
	| ListHyperparameter
	| IntegersHyperparameter
	| IntegerGroupsHyperparameter;

export type Schema = Readonly<Record<string, Hyperparameter>>;

type ValueOf<H> = H extends { type: 'Categorical'; values: readonly (infer V)[] }
	? V
	: H extends { type: 'List' }
		? readonly string[]
		: H extends { type: 'Integers' }
			? readonly number[]
			: H extends { type: 'IntegerGroups' }
				? readonly (readonly number[])[]
				: H extends { words: readonly (infer W)[] }
					? number | W
					: number;

/** Keys that are always there after parsing: required ones and those with a default. */
type Sure<S extends Schema> = {
	[P in keyof S]: S[P] extends { default: unknown } | { required: true } ? P : never;
}[keyof S];

/** Parsed hyperparameters: those required or with a default are always there, the rest may be missing. */
export type Hyperparameters<S extends Schema> = { readonly [P in Sure<S>]: ValueOf<S[P]> } & {
	readonly [P in Exclude<keyof S, Sure<S>>]?: ValueOf<S[P]>;
};
