import type { HyperParameterScalingType, ParameterRanges } from '@aws-sdk/client-sagemaker';
import type { NumericParameter, Parameter } from '#ml/tuning/parameter.ts';
import { autoScaling } from '#ml/tuning/scaling.ts';
import { validationException } from '../errors.ts';

interface NumericRange {
	readonly Name?: string | undefined;
	readonly MinValue?: string | undefined;
	readonly MaxValue?: string | undefined;
	readonly ScalingType?: HyperParameterScalingType | undefined;
}

const MOST_RANGES = 30;

/**
 * The ranges of a tuning job as parameters of a search, in the order of the request.
 * @throws AwsError ValidationException for no range, too many, a name that comes twice, an end that is no number, ends
 * the wrong way round, or a scaling that does not go with the range
 */
export function searchSpaceOf(ranges: ParameterRanges | undefined): Parameter[] {
	const parameters: Parameter[] = [
		...(ranges?.IntegerParameterRanges ?? []).map((range) => numeric('Integer', range)),
		...(ranges?.ContinuousParameterRanges ?? []).map((range) => numeric('Continuous', range)),
		...(ranges?.CategoricalParameterRanges ?? []).map(({ Name = '', Values = [] }): Parameter => {
			return { type: 'Categorical', name: Name, values: distinct(Name, Values) };
		})
	];
	if (parameters.length === 0) {
		throw validationException('A hyperparameter tuning job needs at least one range in ParameterRanges.');
	}
	if (parameters.length > MOST_RANGES) {
		throw validationException(
			`A hyperparameter tuning job searches at most ${MOST_RANGES} hyperparameters, not ${parameters.length}.`
		);
	}
	distinct(
		'ParameterRanges',
		parameters.map(({ name }) => name)
	);
	return parameters;
}

function distinct(what: string, values: readonly string[]): readonly string[] {
	const twice = values.find((value, i) => values.indexOf(value) !== i);
	if (twice === undefined) return values;
	throw validationException(`The value '${twice}' is given twice in ${what}.`);
}

function numeric(type: NumericParameter['type'], range: NumericRange): NumericParameter {
	const { Name: name = '', ScalingType = 'Auto' } = range;
	const min = numberOf(type, name, 'MinValue', range.MinValue);
	const max = numberOf(type, name, 'MaxValue', range.MaxValue);
	if (min > max) {
		throw validationException(
			`The MinValue ${min} of the hyperparameter range '${name}' is greater than its MaxValue ${max}.`
		);
	}
	if (ScalingType === 'Logarithmic' && min <= 0) {
		throw validationException(
			`The hyperparameter range '${name}' begins at ${min}: logarithmic scaling needs values above 0.`
		);
	}
	if (ScalingType === 'ReverseLogarithmic' && (type === 'Integer' || min < 0 || max >= 1)) {
		throw validationException(
			`The hyperparameter range '${name}' cannot have reverse logarithmic scaling: that needs a continuous range in [0, 1).`
		);
	}
	const scaling = ScalingType === 'Auto' ? autoScaling(min, max) : ScalingType;
	return { type, name, min, max, scaling };
}

function numberOf(
	type: NumericParameter['type'],
	name: string,
	end: 'MinValue' | 'MaxValue',
	text: string | undefined
): number {
	const value = text === undefined || text.trim() === '' ? NaN : Number(text);
	if (type === 'Integer' ? Number.isSafeInteger(value) : Number.isFinite(value)) return value;
	throw validationException(
		`The ${end} '${text}' of the hyperparameter range '${name}' is no ${type === 'Integer' ? 'whole number' : 'number'}.`
	);
}
