import { expect, it } from 'vitest';
import { Rng } from '#base/rng.ts';
import { isRecord, shapeOf } from '#sim/protocol/model.ts';
import { sagemaker } from '#sim/sagemaker/service.ts';
import { CREATIONS, everyResource } from '#tests/support/every-resource.ts';
import { processingInput } from '#tests/support/processing-job.ts';
import { valueOfShape } from '#tests/support/requests/value-of-shape.ts';
import { errorOf, ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { jobInput } from '#tests/support/training-job.ts';
import { tuningInput } from '#tests/support/tuning-job.ts';

const { model } = sagemaker;
const DEEPEST = 8;
const SEEDS = 30;
/** Longer enumerations are types of machines, which differ by their price alone. */
const MOST_VALUES = 20;

/** Values that ask for nothing: what AWS does where the member is left out. */
const DEFAULTS: readonly unknown[] = ['None', 'NONE', 'Off', 'Disabled', 'Serial', 'Platform'];

/** What must do nothing here: networks, keys and machines are not simulated, and no learner sees them. */
const NO_EFFECT =
	/VpcConfig|KmsKeyId|EnableNetworkIsolation|EnableInterContainerTrafficEncryption|AmiVersion|VolumeSizeInGB/;

/** Members of a training job, also of one that a tuning job makes. */
const TRAINING = [
	'AlgorithmSpecification.TrainingInputMode',
	'InputDataConfig.0.InputMode',
	'InputDataConfig.0.ContentType',
	'InputDataConfig.0.DataSource.S3DataSource.S3DataDistributionType',
	// GZIP; NONE is refused.
	'OutputDataConfig.CompressionType',
	'StoppingCondition.MaxPendingTimeInSeconds',
	'Environment'
];

const TUNING_CONFIG = [
	'Strategy=Bayesian',
	'ResourceLimits.MaxRuntimeInSeconds',
	'ParameterRanges.ContinuousParameterRanges.0.ScalingType',
	'TrainingJobEarlyStoppingType',
	'TuningJobCompletionCriteria.TargetObjectiveMetricValue',
	'TuningJobCompletionCriteria.BestObjectiveNotImproving.MaxNumberOfTrainingJobsNotImproving'
];

const PRODUCTION_VARIANT = [
	'VariantInstanceProvisionTimeoutInSeconds',
	'InitialVariantWeight',
	'ModelDataDownloadTimeoutInSeconds',
	'ContainerStartupHealthCheckTimeoutInSeconds',
	'RoutingConfig.RoutingStrategy'
];

/** Members of an AutoML job on a table. */
const TABULAR = [
	'CompletionCriteria.MaxRuntimePerTrainingJobInSeconds',
	'CompletionCriteria.MaxAutoMLJobRuntimeInSeconds',
	'CandidateGenerationConfig.AlgorithmsConfig',
	'Mode=AUTO',
	'Mode=HYPERPARAMETER_TUNING'
];

/**
 * What is taken, acted upon where AWS acts upon it, and described as it was given: members by their paths, all values of
 * theirs or one. All others have to be refused.
 */
const HONOURED: Readonly<Record<string, readonly string[]>> = {
	CreateTrainingJob: [
		...TRAINING,
		'AlgorithmSpecification.EnableSageMakerMetricsTimeSeries',
		'Tags',
		'ExperimentConfig.ExperimentName',
		'ExperimentConfig.TrialName',
		'ExperimentConfig.TrialComponentDisplayName',
		// SageMaker's SDK sends them with every job; the status of profiling says that there is none.
		'ProfilerConfig.S3OutputPath',
		'ProfilerConfig.DisableProfiler',
		'DebugHookConfig.S3OutputPath',
		'InfraCheckConfig.EnableInfraCheck'
	],
	CreateHyperParameterTuningJob: [
		...TUNING_CONFIG.map((path) => `HyperParameterTuningJobConfig.${path}`),
		'TrainingJobDefinition.DefinitionName',
		...TRAINING.map((path) => `TrainingJobDefinition.${path}`),
		'Tags'
	],
	CreateProcessingJob: [
		'ProcessingInputs.0.S3Input.S3DataDistributionType',
		'StoppingCondition.MaxRuntimeInSeconds',
		'Environment',
		'Tags'
	],
	CreateModel: [
		'PrimaryContainer.ContainerHostname',
		'PrimaryContainer.Mode',
		'PrimaryContainer.Environment',
		'Tags'
	],
	CreateEndpointConfig: [
		...PRODUCTION_VARIANT.map((path) => `ProductionVariants.0.${path}`),
		'DataCaptureConfig.EnableCapture',
		'DataCaptureConfig.InitialSamplingPercentage',
		'DataCaptureConfig.DestinationS3Uri',
		'DataCaptureConfig.CaptureOptions',
		'DataCaptureConfig.CaptureContentTypeHeader.CsvContentTypes',
		'DataCaptureConfig.CaptureContentTypeHeader.JsonContentTypes',
		'Tags',
		'AsyncInferenceConfig.OutputConfig.S3OutputPath',
		'ExecutionRoleArn'
	],
	CreateAutoMLJob: [
		'InputDataConfig.0.ChannelType=training',
		...TABULAR.map((path) => `AutoMLJobConfig.${path}`),
		'AutoMLJobConfig.DataSplitConfig.ValidationFraction',
		'Tags'
	],
	CreateAutoMLJobV2: [
		'AutoMLJobInputDataConfig.0.ChannelType=training',
		...TABULAR.map((path) => `AutoMLProblemTypeConfig.TabularJobConfig.${path}`),
		'DataSplitConfig.ValidationFraction',
		'Tags'
	],
	CreateTransformJob: [
		'MaxConcurrentTransforms',
		'ModelClientConfig.InvocationsTimeoutInSeconds',
		'ModelClientConfig.InvocationsMaxRetries',
		'MaxPayloadInMB',
		'BatchStrategy',
		'Environment',
		'TransformInput.DataSource.S3DataSource.S3DataType=ManifestFile',
		'TransformInput.CompressionType',
		'TransformOutput.Accept',
		'TransformOutput.AssembleWith',
		'DataProcessing.JoinSource',
		'Tags'
	]
};

const AUTOML_CHANNEL = {
	ContentType: 'text/csv;header=present',
	DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://data/train.csv' } }
};

/** Inputs that name more than those that create every resource. */
const BASES: Readonly<Record<string, object>> = {
	CreateAutoMLJob: {
		AutoMLJobName: 'auto',
		RoleArn: ROLE,
		InputDataConfig: [{ ...AUTOML_CHANNEL, TargetAttributeName: 'target' }],
		OutputDataConfig: { S3OutputPath: 's3://data/output' },
		AutoMLJobConfig: { CompletionCriteria: { MaxCandidates: 1 } }
	},
	CreateAutoMLJobV2: {
		AutoMLJobName: 'auto',
		RoleArn: ROLE,
		AutoMLJobInputDataConfig: [AUTOML_CHANNEL],
		OutputDataConfig: { S3OutputPath: 's3://data/output' },
		AutoMLProblemTypeConfig: {
			TabularJobConfig: { TargetAttributeName: 'target', CompletionCriteria: { MaxCandidates: 1 } }
		}
	},
	CreateProcessingJob: processingInput(),
	CreateHyperParameterTuningJob: tuningInput('search')
};

const REFUSAL = /^(?:AwsError|NotSimulated|ValidationException|ResourceNotFound) /;

interface Case {
	readonly path: readonly string[];
	/** One of the member's enumerated values; none where the member has no enumeration. */
	readonly value?: string;
}

/** Every member that a request leaves out, down to those that hold no others, and each other value of an enumeration. */
function* casesOf(shape: string, request: unknown, depth = 0): Generator<Case> {
	const { type, members = {}, member, enum: values } = shapeOf(model, shape);
	const below = function* (inner: string, name: string, value: unknown): Generator<Case> {
		for (const each of casesOf(inner, value, depth + 1)) yield { ...each, path: [name, ...each.path] };
	};
	if (type === 'structure' && depth < DEEPEST && Object.keys(members).length > 0) {
		for (const [name, { shape: inner }] of Object.entries(members)) {
			yield* below(inner, name, isRecord(request) ? request[name] : undefined);
		}
	} else if (type === 'list' && Array.isArray(request)) yield* below(member!.shape, '0', request[0]);
	else if (type === 'string' && values && values.length <= MOST_VALUES) {
		for (const value of values) if (value !== request) yield { path: [], value };
	} else if (request === undefined) yield { path: [] };
}

/** A value that asks for something. */
function asking(shape: string, rng: Rng): unknown {
	const { type, members = {}, required = [], member, value, min = 1, enum: values } = shapeOf(model, shape);
	if (type === 'boolean') return true;
	if (type === 'integer' || type === 'long') return Math.max(min, 1);
	if (type === 'list') return [asking(member!.shape, rng)];
	if (type === 'map') return { k: asking(value!.shape, rng) };
	if (type === 'string' && values) return values[rng.below(2) === 0 ? 0 : values.length - 1];
	if (type !== 'structure') return valueOfShape(model, shape, rng);
	const names = required.length > 0 ? required : Object.keys(members).slice(0, 1);
	return Object.fromEntries(names.map((name) => [name, asking(members[name]!.shape, rng)]));
}

function withCase(shape: string, request: unknown, { path, value }: Case, rng: Rng): unknown {
	const [name, ...rest] = path;
	if (name === undefined) return value ?? asking(shape, rng);
	const deeper: Case = { path: rest, ...(value === undefined ? {} : { value }) };
	const { type, members = {}, required = [], member } = shapeOf(model, shape);
	if (type === 'list') {
		const [first, ...others] = request as unknown[];
		return [withCase(member!.shape, first, deeper, rng), ...others];
	}
	const absent = Object.fromEntries(required.map((each) => [each, asking(members[each]!.shape, rng)]));
	const own = (request ?? absent) as Readonly<Record<string, unknown>>;
	return { ...own, [name]: withCase(members[name]!.shape, own[name], deeper, rng) };
}

function at(value: unknown, path: readonly string[]): unknown {
	return path.reduce<unknown>(
		(from, name) => (Array.isArray(from) ? from[Number(name)] : isRecord(from) ? from[name] : undefined),
		value
	);
}

/** What became of one request: refused, or described again by these. */
async function outcomeOf(
	{ region }: TestRegion,
	operation: string,
	base: object,
	each: Case
): Promise<{ readonly input: unknown; readonly described: unknown } | null> {
	const { shape } = model.operations[operation]!.input!;
	const nameKey = Object.keys(base).find((key) => key.endsWith('Name'))!;
	for (let seed = 0; seed < SEEDS; seed++) {
		const name = `x${counter++}`;
		const input = withCase(shape, { ...base, [nameKey]: name }, each, new Rng(seed));
		const answer = await errorOf(region.call('sagemaker', operation, input));
		if (answer === 'no error') {
			const describe = operation.replace('Create', 'Describe');
			return { input, described: await region.call('sagemaker', describe, { [nameKey]: name }) };
		}
		// A value that the shapes refuse says nothing about the member.
		if (answer.includes('validation error')) continue;
		expect(answer).toMatch(REFUSAL);
		return null;
	}
	return null;
}
let counter = 0;

it.each(Object.keys(HONOURED))(
	'%s takes no member and no value in silence, and describes what it takes',
	async (operation) => {
		const aws = await everyResource();
		const base = BASES[operation] ?? CREATIONS.find(([name]) => name === operation)![1];
		const silent: string[] = [];
		const untold: string[] = [];
		for (const each of casesOf(model.operations[operation]!.input!.shape, base)) {
			const outcome = await outcomeOf(aws, operation, base, each);
			if (outcome === null) continue;
			const name = each.path.join('.');
			const isKnown = [name, `${name}=${each.value}`].some((known) => HONOURED[operation]!.includes(known));
			const isNothing = NO_EFFECT.test(name) || DEFAULTS.includes(each.value);
			if (!isKnown && !isNothing) silent.push(each.value === undefined ? name : `${name}=${each.value}`);
			const given = JSON.stringify(at(outcome.input, each.path));
			if (JSON.stringify(at(outcome.described, each.path)) !== given) untold.push(name);
		}
		expect(silent).toEqual([]);
		// Tags have ListTags.
		expect([...new Set(untold)]).toEqual(['Tags']);
	}
);

it('a training job takes what SageMaker’s Python SDK sends unasked, and says that nothing is profiled', async () => {
	const { region } = await testRegion();
	const S3OutputPath = 's3://data/output';
	const rule = {
		RuleConfigurationName: 'ProfilerReport-1700000000',
		RuleEvaluatorImage: '503895931360.dkr.ecr.us-east-1.amazonaws.com/sagemaker-debugger-rules:latest',
		RuleParameters: { rule_to_invoke: 'ProfilerReport' }
	};
	const unasked = {
		ProfilerConfig: { S3OutputPath },
		ProfilerRuleConfigurations: [rule],
		DebugHookConfig: { S3OutputPath, CollectionConfigurations: [] }
	};
	await region.call('sagemaker', 'CreateTrainingJob', { ...jobInput('job'), ...unasked });
	expect(await region.call('sagemaker', 'DescribeTrainingJob', { TrainingJobName: 'job' })).toMatchObject({
		...unasked,
		ProfilingStatus: 'Disabled',
		ProfilerRuleEvaluationStatuses: [
			{
				RuleConfigurationName: rule.RuleConfigurationName,
				RuleEvaluationStatus: 'Error',
				StatusDetails: expect.stringContaining('system metrics of instances are not simulated') as string
			}
		]
	});
	const other = { ...rule, RuleParameters: { rule_to_invoke: 'GPUMemoryIncrease' } };
	const refused = { ...jobInput('other'), ProfilerRuleConfigurations: [other] };
	expect(await errorOf(region.call('sagemaker', 'CreateTrainingJob', refused))).toContain(
		"The rule 'ProfilerReport-1700000000' in ProfilerRuleConfigurations of CreateTrainingJob is not simulated."
	);
});

it('a tuning job is refused what stands in two places, of which one would be ignored', async () => {
	const { region } = await testRegion();
	const { HyperParameterTuningJobConfig: config, TrainingJobDefinition } = tuningInput('search');
	const twice: readonly (readonly [object, string])[] = [
		[{ TuningObjective: config!.HyperParameterTuningJobObjective }, 'The objective stands in'],
		[{ HyperParameterRanges: config!.ParameterRanges }, 'The ranges stand in'],
		[
			{ HyperParameterTuningResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1 } },
			'The instances stand in'
		]
	];
	for (const [more, sentence] of twice) {
		const input = tuningInput('search', {}, { ...TrainingJobDefinition, ...more });
		const answer = errorOf(region.call('sagemaker', 'CreateHyperParameterTuningJob', input));
		expect(await answer).toContain(sentence);
	}
});

it('a training job is refused an artefact without compression, and a wait for spot instances', async () => {
	const { region } = await testRegion();
	const refusal = (more: object) =>
		errorOf(region.call('sagemaker', 'CreateTrainingJob', { ...jobInput('job'), ...more }));
	const OutputDataConfig = { S3OutputPath: 's3://data/output', CompressionType: 'NONE' };
	expect(await refusal({ OutputDataConfig })).toContain(
		'OutputDataConfig.CompressionType NONE of CreateTrainingJob is not simulated.'
	);
	const StoppingCondition = { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 60 };
	expect(await refusal({ StoppingCondition })).toContain(
		'Invalid MaxWaitTimeInSeconds. It is only supported when EnableManagedSpotTraining is set to true'
	);
});
