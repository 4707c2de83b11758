import type { ParameterRanges } from '@aws-sdk/client-sagemaker';
import { UserError } from '#base/errors.ts';

export interface RangeOptions {
	/**
	 * How values are spread over the range: `Auto` (default), `Linear`, `Logarithmic` (each power of ten gets its share),
	 * `ReverseLogarithmic` (the same towards 1, for numbers in [0, 1)).
	 */
	readonly scalingType?: 'Auto' | 'Linear' | 'Logarithmic' | 'ReverseLogarithmic';
}

abstract class NumericRange {
	readonly minValue: number;
	readonly maxValue: number;
	readonly scalingType: NonNullable<RangeOptions['scalingType']>;

	constructor(minValue: number, maxValue: number, { scalingType = 'Auto' }: RangeOptions = {}) {
		if (!Number.isFinite(minValue) || !Number.isFinite(maxValue)) {
			throw new UserError(
				'InvalidArgument',
				`A parameter range goes from a number to a number, not from ${minValue} to ${maxValue}.`,
				{ hint: `Write new ${new.target.name}(0.1, 0.5).` }
			);
		}
		this.minValue = minValue;
		this.maxValue = maxValue;
		this.scalingType = scalingType;
	}
}

/** Any number between two, ends included. The Python SDK's `sagemaker.tuner.ContinuousParameter`. */
export class ContinuousParameter extends NumericRange {}

/** A whole number between two, ends included. The Python SDK's `sagemaker.tuner.IntegerParameter`. */
export class IntegerParameter extends NumericRange {}

/** One of a list of values. The Python SDK's `sagemaker.tuner.CategoricalParameter`. */
export class CategoricalParameter {
	readonly values: readonly string[];

	constructor(values: string | number | readonly (string | number)[]) {
		this.values = (Array.isArray(values) ? values : [values]).map(String);
	}
}

/** Ranges by the name of the hyperparameter. */
export type HyperparameterRanges = Readonly<
	Record<string, ContinuousParameter | IntegerParameter | CategoricalParameter>
>;

/** The ParameterRanges of CreateHyperParameterTuningJob. */
export function toParameterRanges(ranges: HyperparameterRanges): ParameterRanges {
	const entries = Object.entries(ranges);
	const numeric = (kind: typeof ContinuousParameter | typeof IntegerParameter): object[] =>
		entries.flatMap(([Name, range]) =>
			range instanceof kind
				? {
						Name,
						MinValue: String(range.minValue),
						MaxValue: String(range.maxValue),
						ScalingType: range.scalingType
					}
				: []
		);
	return {
		IntegerParameterRanges: numeric(IntegerParameter) as ParameterRanges['IntegerParameterRanges'],
		ContinuousParameterRanges: numeric(ContinuousParameter) as ParameterRanges['ContinuousParameterRanges'],
		CategoricalParameterRanges: entries.flatMap(([Name, range]) =>
			range instanceof CategoricalParameter ? { Name, Values: [...range.values] } : []
		)
	};
}
