import type { HyperParameterTrainingJobDefinition } from '@aws-sdk/client-sagemaker';
import { UserError } from '#base/errors.ts';
import type { AlgorithmSpec } from '#ml/algorithm.ts';
import { isInRange, rangeNotation } from '#ml/hyperparameters/describe-range.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';
import type { Hyperparameter } from '#ml/hyperparameters/schema.ts';
import { builtinAlgorithmOf } from '#ml/registry.ts';
import type { Parameter } from '#ml/tuning/parameter.ts';
import { createSpace } from '#ml/tuning/space.ts';
import { validationException } from '../errors.ts';
import { textsOf, type Objective } from './tuning-record.ts';

/** Name of the hyperparameter by which the container hears of the objective. */
export const OBJECTIVE_HYPERPARAMETER = '_tuning_objective_metric';

/**
 * What a built-in algorithm demands of a search over it, by the algorithm's tables; of an image of one's own, that the
 * objective is among its MetricDefinitions.
 * @throws AwsError ValidationException
 */
export function checkAlgorithm(
	definition: HyperParameterTrainingJobDefinition,
	objective: Objective,
	parameters: readonly Parameter[]
): void {
	const image = definition.AlgorithmSpecification?.TrainingImage ?? '';
	const spec = builtinAlgorithmOf(image);
	const statics = definition.StaticHyperParameters ?? {};
	const both = parameters.find(({ name }) => Object.hasOwn(statics, name));
	if (both) {
		throw validationException(
			`The hyperparameter '${both.name}' is both static and in a range: it can be one of the two.`
		);
	}
	if (!spec) return checkOwnMetric(definition, objective);
	checkMetric(spec, objective, image);
	for (const parameter of parameters) checkTunable(spec, parameter);
	checkValues(spec, statics, parameters);
}

function checkOwnMetric(definition: HyperParameterTrainingJobDefinition, { MetricName }: Objective): void {
	const names = (definition.AlgorithmSpecification?.MetricDefinitions ?? []).map(({ Name }) => Name);
	if (names.includes(MetricName)) return;
	throw validationException(
		`The objective metric '${MetricName}' is not among the MetricDefinitions of the training job definition.`
	);
}

function checkMetric(spec: AlgorithmSpec, { MetricName, Type }: Objective, image: string): void {
	const objectives = spec.metrics.filter(({ isObjective = true }) => isObjective);
	const metric = objectives.find(({ name }) => name === MetricName);
	if (!metric) {
		throw validationException(
			`The objective metric for the hyperparameter tuning job, [${MetricName}], isn’t valid for the [${image}] algorithm. Choose a valid objective metric: ${objectives.map(({ name }) => name).join(', ')}.`
		);
	}
	if (metric.direction === Type) return;
	throw validationException(
		`The objective metric type, [${Type}], that you specified for objective metric, [${MetricName}], isn’t valid for the [${image}] algorithm. Choose a valid objective metric type: ${metric.direction}.`
	);
}

function entryOf(spec: AlgorithmSpec, name: string): Hyperparameter | undefined {
	const entries = Object.entries(spec.hyperparameters);
	return entries.find(([key, { aliases = [] }]) => key === name || aliases.includes(name))?.[1];
}

function checkTunable(spec: AlgorithmSpec, parameter: Parameter): void {
	const entry = entryOf(spec, parameter.name);
	// A name that nobody knows is found by parsing, with the name that was meant.
	if (!entry) return;
	const { name } = parameter;
	if (!('tunable' in entry)) {
		const tunable = Object.entries(spec.hyperparameters).flatMap(([key, each]) =>
			'tunable' in each ? [key] : []
		);
		throw validationException(
			`The hyperparameter '${name}' of ${spec.name} cannot be tuned. Those that can: ${tunable.join(', ')}.`
		);
	}
	if (entry.type === 'Integer' && parameter.type === 'Continuous') {
		throw validationException(
			`The hyperparameter '${name}' of ${spec.name} is a whole number: put it into IntegerParameterRanges.`
		);
	}
	if (parameter.type === 'Categorical' || entry.type === 'Categorical') return;
	const outside = [parameter.min, parameter.max].find((end) => !isInRange(end, entry.range));
	if (outside === undefined) return;
	throw validationException(
		`The range of the hyperparameter '${name}' reaches ${outside}, which ${spec.name} does not take: its values lie in ${rangeNotation(entry.range)}.`
	);
}

/** Every static value, every choice, and the lower end of every range must be one that the algorithm takes. */
function checkValues(
	spec: AlgorithmSpec,
	statics: Readonly<Record<string, string>>,
	parameters: readonly Parameter[]
): void {
	const space = createSpace(parameters);
	const low = textsOf(space.pointAt(parameters.map(() => 0)));
	const choices = parameters.flatMap((each) =>
		each.type === 'Categorical' ? each.values.map((value) => ({ [each.name]: value })) : []
	);
	for (const change of [{}, ...choices]) {
		try {
			parseHyperparameters(
				spec.hyperparameters,
				{ ...statics, ...low, ...change },
				spec.notSimulated,
				spec.wording
			);
		} catch (error) {
			if (!(error instanceof UserError)) throw error;
			throw validationException([error.message, error.hint].filter(Boolean).join(' '));
		}
	}
}
