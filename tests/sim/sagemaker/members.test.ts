import { expect, it } from 'vitest';
import { Rng } from '#base/rng.ts';
import { shapeOf } from '#sim/protocol/model.ts';
import { sagemaker } from '#sim/sagemaker/service.ts';
import { CREATIONS, everyResource } from '#tests/support/every-resource.ts';
import { valueOfShape } from '#tests/support/requests/value-of-shape.ts';
import { errorOf, testRegion } from '#tests/support/test-region.ts';
import { jobInput } from '#tests/support/training-job.ts';

const { model } = sagemaker;
const DEEPEST = 5;
const SEEDS = 30;

/** What must do nothing here: networks, keys and machines are not simulated, and no learner sees them. */
const NO_EFFECT =
	/VpcConfig|KmsKeyId|EnableNetworkIsolation|EnableInterContainerTrafficEncryption|AmiVersion|VolumeSizeInGB/;

/** What is taken and acted upon, or shown again as it was given. */
const HONOURED: Readonly<Record<string, readonly string[]>> = {
	CreateTrainingJob: [
		'AlgorithmSpecification.EnableSageMakerMetricsTimeSeries',
		'InputDataConfig.0.InputMode',
		// GZIP; NONE is refused below.
		'OutputDataConfig.CompressionType',
		'StoppingCondition.MaxPendingTimeInSeconds',
		'Tags',
		'ExperimentConfig.ExperimentName',
		'ExperimentConfig.TrialName',
		'ExperimentConfig.TrialComponentDisplayName',
		// SageMaker's SDK sends it with every job; what would be profiled is the machine.
		'ProfilerConfig.S3OutputPath',
		'ProfilerConfig.ProfilingIntervalInMilliseconds',
		'ProfilerConfig.ProfilingParameters',
		'ProfilerConfig.DisableProfiler',
		'Environment',
		'InfraCheckConfig.EnableInfraCheck'
	],
	CreateModel: [
		'PrimaryContainer.ContainerHostname',
		'PrimaryContainer.Mode',
		'PrimaryContainer.Environment',
		'Tags'
	],
	CreateEndpointConfig: [
		'ProductionVariants.0.VariantInstanceProvisionTimeoutInSeconds',
		'ProductionVariants.0.InitialVariantWeight',
		'ProductionVariants.0.ModelDataDownloadTimeoutInSeconds',
		'ProductionVariants.0.ContainerStartupHealthCheckTimeoutInSeconds',
		'ProductionVariants.0.RoutingConfig.RoutingStrategy',
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
	CreateTransformJob: [
		'MaxConcurrentTransforms',
		'ModelClientConfig.InvocationsTimeoutInSeconds',
		'ModelClientConfig.InvocationsMaxRetries',
		'MaxPayloadInMB',
		'BatchStrategy',
		'Environment',
		'TransformInput.CompressionType',
		'TransformOutput.Accept',
		'TransformOutput.AssembleWith',
		'DataProcessing.JoinSource',
		'Tags'
	]
};

/** Paths of all members that a request leaves out, down to those that hold no others. */
function* absentMembers(shape: string, request: unknown, depth = 0): Generator<string[]> {
	const { type, members = {}, member } = shapeOf(model, shape);
	if (type === 'structure' && depth < DEEPEST && Object.keys(members).length > 0) {
		for (const [name, { shape: inner }] of Object.entries(members)) {
			const value = (request as Readonly<Record<string, unknown>> | undefined)?.[name];
			for (const path of absentMembers(inner, value, depth + 1)) yield [name, ...path];
		}
	} else if (type === 'list' && Array.isArray(request)) {
		for (const path of absentMembers(member!.shape, request[0], depth + 1)) yield ['0', ...path];
	} else if (request === undefined) yield [];
}

/** A value that asks for something. */
function asking(shape: string, rng: Rng): unknown {
	const { type, members = {}, required = [], member, min = 1, enum: values } = shapeOf(model, shape);
	if (type === 'boolean') return true;
	if (type === 'integer' || type === 'long') return Math.max(min, 1);
	if (type === 'list') return [asking(member!.shape, rng)];
	if (type === 'map') return { k: 'v' };
	if (type === 'string' && values) return values[rng.below(2) === 0 ? 0 : values.length - 1];
	if (type !== 'structure') return valueOfShape(model, shape, rng);
	const names = required.length > 0 ? required : Object.keys(members).slice(0, 1);
	return Object.fromEntries(names.map((name) => [name, asking(members[name]!.shape, rng)]));
}

function withMember(shape: string, request: unknown, path: readonly string[], rng: Rng): unknown {
	const [name, ...rest] = path;
	if (name === undefined) return asking(shape, rng);
	const { type, members = {}, required = [], member } = shapeOf(model, shape);
	if (type === 'list') {
		const [first, ...others] = request as unknown[];
		return [withMember(member!.shape, first, rest, rng), ...others];
	}
	const absent = Object.fromEntries(required.map((each) => [each, asking(members[each]!.shape, rng)]));
	const own = (request ?? absent) as Readonly<Record<string, unknown>>;
	return { ...own, [name]: withMember(members[name]!.shape, own[name], rest, rng) };
}

it.each(Object.keys(HONOURED))('%s takes no member in silence', async (operation) => {
	const { region } = await everyResource();
	const base = CREATIONS.find(([name]) => name === operation)![1];
	const { shape } = model.operations[operation]!.input!;
	const nameKey = Object.keys(base).find((key) => key.endsWith('Name'))!;
	const silent: string[] = [];
	for (const path of absentMembers(shape, base)) {
		const name = path.join('.');
		if (NO_EFFECT.test(name) || HONOURED[operation]!.includes(name)) continue;
		for (let seed = 0; seed < SEEDS; seed++) {
			const input = withMember(shape, { ...base, [nameKey]: `x${seed}` }, path, new Rng(seed));
			const answer = await errorOf(region.call('sagemaker', operation, input));
			if (answer === 'no error') silent.push(name);
			// A value that the shapes refuse says nothing about the member.
			if (answer === 'no error' || !answer.includes('validation error')) break;
		}
	}
	expect(silent).toEqual([]);
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
		'Invalid MaxWaitTimeInSeconds. It is supported only when EnableManagedSpotTraining is set to true.'
	);
});
