import type { ResourceKind } from '../errors.ts';

/** A step that creates a resource of SageMaker and waits until it is done. */
export interface JobStep {
	readonly create: string;
	readonly describe: string;
	/** Absent where nothing is to stop, or where it cannot be stopped. */
	readonly stop?: string;
	/** Member of the input that names the resource; null where it gets no name. */
	readonly name: string | null;
	/** Most characters of such a name. */
	readonly longestName: number;
	/** Member of Describe's input that holds the name, or the ARN where there is no name. */
	readonly describedBy: string;
	readonly arn: string;
	/** Its kind in ARNs. */
	readonly kind: ResourceKind;
	/** Member of Describe's output; absent where the resource is done at once. */
	readonly status?: string;
	/** Statuses in which it is done well. */
	readonly done?: readonly string[];
	/** Member of PipelineExecutionStepMetadata. */
	readonly metadata: string;
}

/** Kinds whose names leave room for what they append to them. */
const SHORT_NAMES = ['HyperParameterTuningJob', 'AutoMLJob'];

function job(kind: string, inArns: ResourceKind, metadata: string, stop?: string): JobStep {
	const version = kind === 'AutoMLJob' ? 'V2' : '';
	return {
		create: `Create${kind}${version}`,
		describe: `Describe${kind}${version}`,
		...(stop === undefined ? {} : { stop }),
		name: `${kind}Name`,
		longestName: SHORT_NAMES.includes(kind) ? 32 : 63,
		describedBy: `${kind}Name`,
		arn: `${kind}Arn`,
		kind: inArns,
		status: `${kind}Status`,
		done: ['Completed'],
		metadata
	};
}

function record(kind: string, inArns: ResourceKind): JobStep {
	return {
		create: `Create${kind}`,
		describe: `Describe${kind}`,
		name: `${kind}Name`,
		longestName: 63,
		describedBy: `${kind}Name`,
		arn: `${kind}Arn`,
		kind: inArns,
		metadata: kind
	};
}

/** By the Type of the step. */
export const JOB_STEPS: Readonly<Record<string, JobStep>> = {
	Training: job('TrainingJob', 'training-job', 'TrainingJob', 'StopTrainingJob'),
	Processing: job('ProcessingJob', 'processing-job', 'ProcessingJob', 'StopProcessingJob'),
	Transform: job('TransformJob', 'transform-job', 'TransformJob', 'StopTransformJob'),
	Tuning: job(
		'HyperParameterTuningJob',
		'hyper-parameter-tuning-job',
		'TuningJob',
		'StopHyperParameterTuningJob'
	),
	AutoML: job('AutoMLJob', 'automl-job', 'AutoMLJob'),
	Model: record('Model', 'model'),
	EndpointConfig: record('EndpointConfig', 'endpoint-config'),
	Endpoint: { ...record('Endpoint', 'endpoint'), status: 'EndpointStatus', done: ['InService'] },
	RegisterModel: {
		create: 'CreateModelPackage',
		describe: 'DescribeModelPackage',
		name: null,
		longestName: 0,
		describedBy: 'ModelPackageName',
		arn: 'ModelPackageArn',
		kind: 'model-package',
		metadata: 'RegisterModel'
	}
};

/** Types of steps that can be executed here. */
export const STEP_TYPES: readonly string[] = [...Object.keys(JOB_STEPS), 'Condition', 'Fail'];
