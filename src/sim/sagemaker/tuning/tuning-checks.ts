import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import type { Parameter } from '#ml/tuning/parameter.ts';
import { createSpace } from '#ml/tuning/space.ts';
import { gridSize } from '#ml/tuning/suggest.ts';
import { validationException } from '../errors.ts';
import { checkQuota } from '../quota.ts';
import { checkTrainingJob } from '../training/training-checks.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { checkAlgorithm } from './algorithm-checks.ts';
import { childInput } from './child-input.ts';
import { searchSpaceOf } from './search-space.ts';
import type { Objective, TuningJobInput } from './tuning-record.ts';

const UNSUPPORTED = [
	'WarmStartConfig',
	'Autotune',
	'TrainingJobDefinitions',
	'HyperParameterTuningJobConfig.StrategyConfig',
	'HyperParameterTuningJobConfig.ParameterRanges.AutoParameters',
	'TrainingJobDefinition.HyperParameterRanges.AutoParameters',
	'TrainingJobDefinition.AlgorithmSpecification.AlgorithmName',
	'TrainingJobDefinition.HyperParameterTuningResourceConfig.AllocationStrategy',
	'TrainingJobDefinition.HyperParameterTuningResourceConfig.InstanceConfigs',
	'TrainingJobDefinition.ResourceConfig.InstanceGroups',
	'TrainingJobDefinition.ResourceConfig.KeepAlivePeriodInSeconds',
	'TrainingJobDefinition.ResourceConfig.TrainingPlanArn',
	'TrainingJobDefinition.EnableManagedSpotTraining',
	'TrainingJobDefinition.CheckpointConfig',
	'TrainingJobDefinition.RetryStrategy'
];

/** Training jobs of one tuning job: by default quota, and for a random search. */
const MOST_TRIALS = 750;
const MOST_RANDOM_TRIALS = 10_000;
const MOST_PARALLEL = 100;
const MOST_HYPERPARAMETERS = 100;

export interface CheckedTuning {
	readonly objective: Objective;
	/** How many trials there are at most. */
	readonly limit: number;
}

/**
 * The rules of CreateHyperParameterTuningJob that its shape does not state.
 * @throws AwsError ValidationException, ResourceLimitExceeded or NotSimulated
 */
export function checkTuningJob(ctx: Context, input: TuningJobInput): CheckedTuning {
	refuseOthers(input);
	const { TrainingJobDefinition: definition } = input;
	if (!definition) throw validationException('A hyperparameter tuning job needs a TrainingJobDefinition.');
	refuseTwice(input);
	const parameters = parametersOf(input);
	const count = parameters.length + Object.keys(definition.StaticHyperParameters ?? {}).length;
	if (count > MOST_HYPERPARAMETERS) {
		throw validationException(
			`A hyperparameter tuning job has at most ${MOST_HYPERPARAMETERS} hyperparameters, static ones and ranges together, not ${count}.`
		);
	}
	const objective = objectiveOf(input);
	const limit = limitOf(input, parameters);
	checkAlgorithm(definition, objective, parameters);
	const child = childInput(input, objective, 'child-of-the-tuning-job', {});
	checkTrainingJob(child);
	const { InstanceType = '', InstanceCount = 1 } = child.ResourceConfig ?? {};
	checkQuota(ctx, InstanceType, 'training job', 0, InstanceCount);
	return { objective, limit };
}

/** The ranges, which may stand in either place. */
export function parametersOf(input: TuningJobInput): Parameter[] {
	const { ParameterRanges } = input.HyperParameterTuningJobConfig;
	return searchSpaceOf(ParameterRanges ?? input.TrainingJobDefinition.HyperParameterRanges);
}

/** What has two places may stand in one of them: the other would be ignored. */
function refuseTwice({
	HyperParameterTuningJobConfig: config,
	TrainingJobDefinition: definition
}: TuningJobInput): void {
	const places: readonly (readonly [what: string, one: unknown, other: unknown, of: string, and: string])[] =
		[
			[
				'ranges stand',
				config.ParameterRanges,
				definition.HyperParameterRanges,
				'ParameterRanges',
				'HyperParameterRanges'
			],
			[
				'objective stands',
				config.HyperParameterTuningJobObjective,
				definition.TuningObjective,
				'HyperParameterTuningJobObjective',
				'TuningObjective'
			],
			[
				'instances stand',
				definition.ResourceConfig,
				definition.HyperParameterTuningResourceConfig,
				'ResourceConfig',
				'HyperParameterTuningResourceConfig'
			]
		];
	for (const [what, one, other, of, and] of places) {
		if (one && other) {
			throw validationException(`The ${what} in ${of} and in ${and} too: one of the two is enough.`);
		}
	}
}

function refuseOthers(input: TuningJobInput): void {
	refuseUnsupported('CreateHyperParameterTuningJob', input, UNSUPPORTED);
	const config = input.HyperParameterTuningJobConfig;
	if (config.Strategy === 'Hyperband') {
		throw notSimulated(
			'The strategy Hyperband of CreateHyperParameterTuningJob',
			'Bayesian, Random and Grid are.'
		);
	}
	const convergence = config.TuningJobCompletionCriteria?.ConvergenceDetected;
	if (convergence?.CompleteOnConvergence === 'Enabled') {
		throw notSimulated(
			'TuningJobCompletionCriteria.ConvergenceDetected of CreateHyperParameterTuningJob',
			'Leave it out; BestObjectiveNotImproving and TargetObjectiveMetricValue are simulated.'
		);
	}
}

function objectiveOf(input: TuningJobInput): Objective {
	const objective =
		input.HyperParameterTuningJobConfig.HyperParameterTuningJobObjective ??
		input.TrainingJobDefinition.TuningObjective;
	if (objective) return objective as Objective;
	throw validationException('A hyperparameter tuning job needs a HyperParameterTuningJobObjective.');
}

function limitOf(input: TuningJobInput, parameters: readonly Parameter[]): number {
	const { Strategy, ResourceLimits, TuningJobCompletionCriteria } = input.HyperParameterTuningJobConfig;
	const { MaxNumberOfTrainingJobs, MaxParallelTrainingJobs = 1, MaxRuntimeInSeconds } = ResourceLimits ?? {};
	checkLimit('MaxParallelTrainingJobs', MaxParallelTrainingJobs, MOST_PARALLEL);
	const most = Strategy === 'Random' ? MOST_RANDOM_TRIALS : MOST_TRIALS;
	if (Strategy === 'Grid') {
		const size = sizeOfGrid(parameters);
		if (MaxNumberOfTrainingJobs !== undefined && MaxNumberOfTrainingJobs !== size) {
			throw validationException(
				`MaxNumberOfTrainingJobs is ${MaxNumberOfTrainingJobs}, but the grid has ${size} combinations. Leave it out for Grid, or give that number.`
			);
		}
		return checkLimit('MaxNumberOfTrainingJobs', size, most);
	}
	if (MaxNumberOfTrainingJobs === undefined && !MaxRuntimeInSeconds && !TuningJobCompletionCriteria) {
		throw validationException(
			'ResourceLimits needs MaxNumberOfTrainingJobs, unless MaxRuntimeInSeconds or TuningJobCompletionCriteria end the tuning job.'
		);
	}
	return checkLimit('MaxNumberOfTrainingJobs', MaxNumberOfTrainingJobs ?? most, most);
}

function sizeOfGrid(parameters: readonly Parameter[]): number {
	const numeric = parameters.find(({ type }) => type !== 'Categorical');
	if (!numeric) return gridSize(createSpace(parameters));
	throw validationException(
		`The Grid strategy takes categorical ranges only, and '${numeric.name}' is ${numeric.type}. List its values in CategoricalParameterRanges.`
	);
}

function checkLimit(name: string, value: number, most: number): number {
	if (value <= most) return value;
	throw new AwsError(
		'ResourceLimitExceeded',
		`The account-level service limit '${name}' for hyperparameter tuning jobs is ${most}, with a request of ${value}.`
	);
}
