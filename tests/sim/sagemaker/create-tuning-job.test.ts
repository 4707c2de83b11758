import { CreateHyperParameterTuningJobCommand, type ParameterRanges } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { errorOf, testRegion } from '#tests/support/test-region.ts';
import { tuningInput } from '#tests/support/tuning-job.ts';

type Arguments = Parameters<typeof tuningInput> extends [string, ...infer Rest] ? Rest : never;

async function refusal(...changes: Arguments): Promise<string> {
	const { sagemaker } = await testRegion();
	return errorOf(sagemaker.send(new CreateHyperParameterTuningJobCommand(tuningInput('t', ...changes))));
}

const continuous = (
	Name: string,
	MinValue: string,
	MaxValue: string,
	more: object = {}
): ParameterRanges => ({
	ContinuousParameterRanges: [{ Name, MinValue, MaxValue, ...more }]
});
const integer = (Name: string, MinValue: string, MaxValue: string): ParameterRanges => ({
	IntegerParameterRanges: [{ Name, MinValue, MaxValue }]
});

describe('CreateHyperParameterTuningJob', () => {
	it.each<[string, Arguments, string]>([
		['no range', [{ ParameterRanges: {} }], 'needs at least one range'],
		[
			'a name that comes twice',
			[{ ParameterRanges: { ...continuous('eta', '0.1', '0.2'), ...integer('eta', '1', '2') } }],
			"'eta' is given twice in ParameterRanges"
		],
		[
			'an end that is no number',
			[{ ParameterRanges: continuous('eta', 'low', '0.2') }],
			"The MinValue 'low' of the hyperparameter range 'eta' is no number."
		],
		[
			'half a depth',
			[{ ParameterRanges: integer('max_depth', '1', '2.5') }],
			"The MaxValue '2.5' of the hyperparameter range 'max_depth' is no whole number."
		],
		['ends the wrong way round', [{ ParameterRanges: continuous('eta', '0.3', '0.2') }], 'The MinValue 0.3'],
		[
			'a logarithm of 0',
			[{ ParameterRanges: continuous('alpha', '0', '5', { ScalingType: 'Logarithmic' }) }],
			'logarithmic scaling needs values above 0'
		],
		[
			'a reverse logarithm of 1',
			[{ ParameterRanges: continuous('subsample', '0.5', '1', { ScalingType: 'ReverseLogarithmic' }) }],
			'reverse logarithmic scaling'
		],
		[
			'a range outside of the algorithm’s',
			[{ ParameterRanges: continuous('eta', '0.1', '3') }],
			"The range of the hyperparameter 'eta' reaches 3, which xgboost does not take: its values lie in [0, 1]."
		],
		[
			'a hyperparameter that cannot be tuned',
			[{ ParameterRanges: integer('seed', '1', '3') }],
			"The hyperparameter 'seed' of xgboost cannot be tuned."
		],
		[
			'a misspelt one',
			[{ ParameterRanges: integer('max_deph', '1', '3') }],
			'Extraneous hyperparameter found: max_deph Did you mean max_depth?'
		],
		[
			'a fractional range of a whole number',
			[{ ParameterRanges: continuous('max_depth', '1', '3') }],
			'put it into IntegerParameterRanges'
		],
		[
			'a choice that the algorithm does not take',
			[{ ParameterRanges: { CategoricalParameterRanges: [{ Name: 'eta', Values: ['0.1', '7'] }] } }],
			'Hyperparameter eta: 7 is not in [0, 1]'
		],
		[
			'one that is static too',
			[{}, { StaticHyperParameters: { num_round: '5', eta: '0.1' } }],
			"'eta' is both static and in a range"
		],
		[
			'a wrong static value',
			[{}, { StaticHyperParameters: { num_round: 'many' } }],
			"Hyperparameter num_round: could not parse value 'many'"
		],
		[
			'a required one that is missing',
			[{}, { StaticHyperParameters: {} }],
			'Missing required hyperparameter: num_round'
		],
		[
			'a metric that the algorithm does not have',
			[{ HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'loss' } }],
			'[loss], isn’t valid for the'
		],
		[
			'the wrong direction',
			[{ HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'train:rmse' } }],
			'Choose a valid objective metric type: Minimize.'
		],
		[
			'no objective',
			[{ HyperParameterTuningJobObjective: undefined }],
			'needs a HyperParameterTuningJobObjective'
		],
		['a grid of numbers', [{ Strategy: 'Grid' }], "'eta' is Continuous"],
		[
			'a grid of another size',
			[
				{
					Strategy: 'Grid',
					ParameterRanges: { CategoricalParameterRanges: [{ Name: 'eta', Values: ['0.1', '0.2'] }] }
				}
			],
			'the grid has 2 combinations'
		],
		[
			'no end',
			[{ ResourceLimits: { MaxParallelTrainingJobs: 1 } }],
			'ResourceLimits needs MaxNumberOfTrainingJobs'
		],
		['no definition', [{}, {}, { TrainingJobDefinition: undefined }], 'needs a TrainingJobDefinition'],
		[
			'an output that is no address',
			[{}, { OutputDataConfig: { S3OutputPath: 'https://x/y' } }],
			"The S3 URI 'https://x/y'"
		],
		[
			'a runtime of a minute',
			[{ ResourceLimits: { MaxParallelTrainingJobs: 1, MaxRuntimeInSeconds: 60 } }],
			'Member must have value greater than or equal to 120'
		]
	])('refuses %s as ValidationException', async (_, changes, message) => {
		const refused = await refusal(...changes);
		expect(refused).toMatch(/^ValidationException 400: /);
		expect(refused).toContain(message);
	});

	it('takes the metrics of an own image from its MetricDefinitions', async () => {
		const own = {
			TrainingImage: '123456789012.dkr.ecr.us-east-1.amazonaws.com/mine:1',
			TrainingInputMode: 'File'
		} as const;
		const objective = {
			HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'score' }
		} as const;
		expect(await refusal(objective, { AlgorithmSpecification: own })).toContain(
			"'score' is not among the MetricDefinitions"
		);
		const MetricDefinitions = [{ Name: 'score', Regex: 'score=(\\S+)' }];
		expect(await refusal(objective, { AlgorithmSpecification: { ...own, MetricDefinitions } })).toBe(
			'no error'
		);
	});

	it.each<[string, Arguments]>([
		['The strategy Hyperband', [{ Strategy: 'Hyperband' }]],
		[
			'WarmStartConfig',
			[
				{},
				{},
				{ WarmStartConfig: { ParentHyperParameterTuningJobs: [{}], WarmStartType: 'TransferLearning' } }
			]
		],
		['Autotune', [{}, {}, { Autotune: { Mode: 'Enabled' } }]],
		[
			'TrainingJobDefinitions',
			[{}, {}, { TrainingJobDefinitions: [tuningInput('t').TrainingJobDefinition!] }]
		],
		[
			'HyperParameterTuningJobConfig.ParameterRanges.AutoParameters',
			[
				{
					ParameterRanges: {
						...continuous('eta', '0', '1'),
						AutoParameters: [{ Name: 'alpha', ValueHint: '1' }]
					}
				}
			]
		],
		[
			'TuningJobCompletionCriteria.ConvergenceDetected',
			[{ TuningJobCompletionCriteria: { ConvergenceDetected: { CompleteOnConvergence: 'Enabled' } } }]
		],
		['TrainingJobDefinition.EnableManagedSpotTraining', [{}, { EnableManagedSpotTraining: true }]]
	])('refuses %s by name', async (what, changes) => {
		const refused = await refusal(...changes);
		expect(refused).toMatch(/^NotSimulated 501: /);
		expect(refused).toContain(what);
	});

	it('keeps to the limits of an account', async () => {
		const limits = { MaxNumberOfTrainingJobs: 751, MaxParallelTrainingJobs: 1 };
		expect(await refusal({ Strategy: 'Bayesian', ResourceLimits: limits })).toMatch(
			/^ResourceLimitExceeded 400/
		);
		expect(await refusal({ Strategy: 'Random', ResourceLimits: limits })).toBe('no error');
		const { sagemaker } = await testRegion();
		const create = (): Promise<unknown> =>
			sagemaker.send(new CreateHyperParameterTuningJobCommand(tuningInput('t')));
		await create();
		expect(await errorOf(create())).toMatch(
			/^ResourceInUse 400: Hyperparameter tuning job names must be unique/
		);
	});
});
