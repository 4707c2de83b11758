import type { Channel, CreateTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import { builtinAlgorithmOf } from '#ml/registry.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import type { Given } from '../../core/service.ts';
import { validationMessage, violation } from '../../protocol/validate.ts';
import { parseS3Uri } from '../../s3/index.ts';
import { validationException } from '../errors.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { checkProfiling } from './profiling.ts';

export type TrainingJobInput = Given<
	CreateTrainingJobRequest,
	'TrainingJobName' | 'RoleArn' | 'OutputDataConfig'
>;

const LONGEST_RUNTIME_SECONDS = 28 * 86_400;
export const DEFAULT_RUNTIME_SECONDS = 86_400;

const UNSUPPORTED = [
	'AlgorithmSpecification.AlgorithmName',
	'AlgorithmSpecification.TrainingImageConfig',
	'EnableManagedSpotTraining',
	'CheckpointConfig',
	// A place alone is what SageMaker's SDK sends unasked; it does nothing where no library writes tensors.
	'DebugHookConfig.CollectionConfigurations',
	'DebugHookConfig.HookParameters',
	'DebugHookConfig.LocalPath',
	'DebugRuleConfigurations',
	'TensorBoardOutputConfig',
	'ExperimentConfig.RunName',
	'ProfilerConfig.ProfilingIntervalInMilliseconds',
	'ProfilerConfig.ProfilingParameters',
	'RetryStrategy',
	'SessionChainingConfig',
	'ServerlessJobConfig',
	'MlflowConfig',
	'ModelPackageConfig',
	'ResourceConfig.KeepAlivePeriodInSeconds',
	'ResourceConfig.InstanceGroups',
	'ResourceConfig.TrainingPlanArn',
	'ResourceConfig.InstancePlacementConfig',
	'RemoteDebugConfig.EnableRemoteDebug',
	'InputDataConfig.*.CompressionType',
	'InputDataConfig.*.RecordWrapperType',
	'InputDataConfig.*.ShuffleConfig',
	'InputDataConfig.*.DataSource.FileSystemDataSource',
	'InputDataConfig.*.DataSource.DatasetSource',
	'InputDataConfig.*.DataSource.S3DataSource.AttributeNames',
	'InputDataConfig.*.DataSource.S3DataSource.InstanceGroupNames',
	'InputDataConfig.*.DataSource.S3DataSource.ModelAccessConfig',
	'InputDataConfig.*.DataSource.S3DataSource.HubAccessConfig'
];

/** A built-in algorithm's container has the one command. */
const COMMANDS = ['AlgorithmSpecification.ContainerEntrypoint', 'AlgorithmSpecification.ContainerArguments'];

/**
 * The rules of CreateTrainingJob that its shape does not state.
 * @throws AwsError ValidationException or NotSimulated
 */
export function checkTrainingJob(input: TrainingJobInput): void {
	const violations = violationsOf(input);
	if (violations.length > 0) throw validationException(validationMessage(violations));
	refuseUnsupported('CreateTrainingJob', input, UNSUPPORTED);
	checkProfiling(input);
	if (input.OutputDataConfig.CompressionType === 'NONE') {
		throw notSimulated('OutputDataConfig.CompressionType NONE of CreateTrainingJob', 'GZIP is.');
	}
	if (input.StoppingCondition?.MaxWaitTimeInSeconds !== undefined) {
		// https://github.com/Kenza-AI/sagify/issues/111 has the sentence.
		throw validationException(
			'Invalid MaxWaitTimeInSeconds. It is only supported when EnableManagedSpotTraining is set to true'
		);
	}
	const names = (input.InputDataConfig ?? []).map(({ ChannelName }) => ChannelName);
	const twice = names.find((name, i) => names.indexOf(name) !== i);
	if (twice !== undefined)
		throw validationException(`The channel name '${twice}' is given twice in InputDataConfig.`);
	for (const channel of input.InputDataConfig ?? []) checkChannel(channel);
	checkS3Uri('OutputDataConfig.S3OutputPath', input.OutputDataConfig.S3OutputPath ?? '');
	const image = input.AlgorithmSpecification?.TrainingImage ?? '';
	if (builtinAlgorithmOf(image)) refuseUnsupported('CreateTrainingJob', input, COMMANDS);
	if ((input.AlgorithmSpecification?.MetricDefinitions ?? []).length > 0 && builtinAlgorithmOf(image)) {
		throw validationException(
			"You can't override the metric definitions for Amazon SageMaker algorithms. Please retry your request without specifying metric definitions."
		);
	}
}

/** Members without which a job of our kind cannot be, though the shape lets them be absent. */
function violationsOf({
	AlgorithmSpecification,
	ResourceConfig,
	StoppingCondition
}: TrainingJobInput): string[] {
	const { InstanceCount, InstanceType, VolumeSizeInGB } = ResourceConfig ?? {};
	const runtime = StoppingCondition?.MaxRuntimeInSeconds;
	const required: readonly (readonly [path: string, value: unknown])[] = [
		['algorithmSpecification', AlgorithmSpecification],
		['resourceConfig.instanceType', InstanceType],
		['resourceConfig.instanceCount', InstanceCount]
	];
	const found = required
		.filter(([, value]) => value === undefined)
		.map(([path]) => violation(path, undefined, 'Member must not be null'));
	if (InstanceCount === 0) found.push(violation('resourceConfig.instanceCount', 0, atLeast(1)));
	if (VolumeSizeInGB === 0) found.push(violation('resourceConfig.volumeSizeInGB', 0, atLeast(1)));
	if (runtime !== undefined && runtime > LONGEST_RUNTIME_SECONDS) {
		const rule = `Member must have value less than or equal to ${LONGEST_RUNTIME_SECONDS}`;
		found.push(violation('stoppingCondition.maxRuntimeInSeconds', runtime, rule));
	}
	const { TrainingImage, AlgorithmName } = AlgorithmSpecification ?? {};
	if (AlgorithmSpecification && TrainingImage === undefined && AlgorithmName === undefined) {
		found.push(violation('algorithmSpecification.trainingImage', undefined, 'Member must not be null'));
	}
	return found;
}

function atLeast(n: number): string {
	return `Member must have value greater than or equal to ${n}`;
}

function checkChannel({ ChannelName: name, DataSource }: Channel): void {
	const source = DataSource?.S3DataSource;
	if (!source) throw validationException(`The channel '${name}' has no S3DataSource.`);
	if (source.S3DataType !== 'S3Prefix') {
		refuseUnsupported('CreateTrainingJob', { S3DataType: source.S3DataType }, ['S3DataType']);
	}
	checkS3Uri(`InputDataConfig (channel '${name}') S3Uri`, source.S3Uri ?? '');
}

function checkS3Uri(what: string, uri: string): void {
	if (parseS3Uri(uri)) return;
	throw validationException(
		`The S3 URI '${uri}' of ${what} is not valid: it has the form s3://bucket/prefix.`
	);
}
