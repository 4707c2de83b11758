/** A step that creates a resource of SageMaker and waits until it is done. */
export interface JobStep {
	readonly create: string;
	readonly describe: string;
	/** Absent where nothing is to stop, or where it cannot be stopped. */
	readonly stop?: string;
	/** Member of the input that names the resource; null where it gets no name. */
	readonly name: string | null;
	/** Member of Describe's input that holds the name, or the ARN where there is no name. */
	readonly describedBy: string;
	readonly arn: string;
	/** Member of Describe's output; absent where the resource is done at once. */
	readonly status?: string;
	/** Statuses in which it is done well. */
	readonly done?: readonly string[];
	/** Member of PipelineExecutionStepMetadata. */
	readonly metadata: string;
}

function job(kind: string, metadata: string, stop?: string): JobStep {
	const version = kind === 'AutoMLJob' ? 'V2' : '';
	return {
		create: `Create${kind}${version}`,
		describe: `Describe${kind}${version}`,
		...(stop === undefined ? {} : { stop }),
		name: `${kind}Name`,
		describedBy: `${kind}Name`,
		arn: `${kind}Arn`,
		status: `${kind}Status`,
		done: ['Completed'],
		metadata
	};
}

function record(kind: string): JobStep {
	return {
		create: `Create${kind}`,
		describe: `Describe${kind}`,
		name: `${kind}Name`,
		describedBy: `${kind}Name`,
		arn: `${kind}Arn`,
		metadata: kind
	};
}

/** By the Type of the step. */
export const JOB_STEPS: Readonly<Record<string, JobStep>> = {
	Training: job('TrainingJob', 'TrainingJob', 'StopTrainingJob'),
	Processing: job('ProcessingJob', 'ProcessingJob', 'StopProcessingJob'),
	Transform: job('TransformJob', 'TransformJob', 'StopTransformJob'),
	Tuning: job('HyperParameterTuningJob', 'TuningJob', 'StopHyperParameterTuningJob'),
	AutoML: job('AutoMLJob', 'AutoMLJob'),
	Model: record('Model'),
	EndpointConfig: record('EndpointConfig'),
	Endpoint: { ...record('Endpoint'), status: 'EndpointStatus', done: ['InService'] },
	RegisterModel: {
		create: 'CreateModelPackage',
		describe: 'DescribeModelPackage',
		name: null,
		describedBy: 'ModelPackageName',
		arn: 'ModelPackageArn',
		metadata: 'RegisterModel'
	}
};

/** Types of steps that can be executed here. */
export const STEP_TYPES: readonly string[] = [...Object.keys(JOB_STEPS), 'Condition', 'Fail'];
