import { AwsError } from '#base/errors.ts';
import { arnOf } from '../core/arn.ts';
import type { Context } from '../core/context.ts';

/** 400: what SageMaker answers to most things that are wrong. */
export const validationException = (message: string): AwsError =>
	new AwsError('ValidationException', message);

/** 400: what SageMaker's newer operations answer where something is absent. */
export const resourceNotFound = (message: string): AwsError => new AwsError('ResourceNotFound', message);

/** 400: the name is taken. */
export const resourceInUse = (message: string): AwsError => new AwsError('ResourceInUse', message);

/** 400: what is asked does not go together with what is there. */
export const conflictException = (message: string): AwsError => new AwsError('ConflictException', message);

/** What SageMaker calls its resources: in ARNs, and in sentences. */
const SPOKEN = {
	model: 'model',
	endpoint: 'endpoint',
	'endpoint-config': 'endpoint configuration',
	'training-job': 'training job',
	'transform-job': 'transform job',
	'hyper-parameter-tuning-job': 'hyperparameter tuning job',
	'processing-job': 'processing job',
	'automl-job': 'AutoML job',
	algorithm: 'algorithm',
	'code-repository': 'code repository',
	'data-quality-job-definition': 'data quality job definition',
	experiment: 'experiment',
	'experiment-trial': 'trial',
	'experiment-trial-component': 'trial component',
	'feature-group': 'feature group',
	'model-bias-job-definition': 'model bias job definition',
	'model-explainability-job-definition': 'model explainability job definition',
	'model-package': 'model package',
	'model-package-group': 'model package group',
	'model-quality-job-definition': 'model quality job definition',
	'monitoring-schedule': 'monitoring schedule',
	'notebook-instance': 'notebook instance',
	'notebook-instance-lifecycle-config': 'notebook instance lifecycle config',
	pipeline: 'pipeline'
} as const;

export type ResourceKind = keyof typeof SPOKEN;

/** `arn:aws:sagemaker:REGION:ACCOUNT:KIND/NAME`. */
export function resourceArn(ctx: Context, kind: ResourceKind, name: string): string {
	return arnOf(ctx, 'sagemaker', `${kind}/${name}`);
}

/** The SDKs look for the words "Could not find" to tell absence from other errors. */
export function couldNotFind(ctx: Context, kind: ResourceKind, name: string): AwsError {
	return validationException(`Could not find ${SPOKEN[kind]} "${resourceArn(ctx, kind, name)}".`);
}

/** For models, configurations and endpoints; jobs have {@link jobInUse}. */
export function alreadyExists(ctx: Context, kind: ResourceKind, name: string): AwsError {
	const arn = resourceArn(ctx, kind, name);
	return validationException(`Cannot create already existing ${SPOKEN[kind]} "${arn}".`);
}

/** An endpoint that is being made, changed or deleted takes no other change. */
export function inProgress(ctx: Context, name: string): AwsError {
	return validationException(`Cannot update in-progress endpoint "${resourceArn(ctx, 'endpoint', name)}".`);
}

/**
 * Jobs are missed in other words than models and endpoints are, and each kind in its own.
 * @see https://github.com/aws-controllers-k8s/sagemaker-controller/blob/main/generator.yaml what AWS answers for each
 */
export function jobNotFound(name: string, kind: ResourceKind = 'training-job'): AwsError {
	if (kind === 'transform-job' || kind === 'processing-job')
		return validationException(`Could not find requested job with name: ${name}`);
	const message = `Requested resource not found. (${SPOKEN[kind]} '${name}')`;
	return kind === 'training-job' ? validationException(message) : resourceNotFound(message);
}

/** ResourceInUse: the name is taken. */
export function jobInUse(ctx: Context, name: string, kind: ResourceKind = 'training-job'): AwsError {
	const arn = resourceArn(ctx, kind, name);
	const spoken = SPOKEN[kind];
	const title = `${spoken[0]!.toUpperCase()}${spoken.slice(1)}`;
	return new AwsError(
		'ResourceInUse',
		`${title} names must be unique within an AWS account and region, and ${/^[AEIOU]/i.test(spoken) ? 'an' : 'a'} ${spoken} with this name already exists (${arn})`,
		400,
		{ hint: 'Give the job another name, with the time in it for instance.' }
	);
}

/** The name in an ARN of that kind; a name stays as it is. */
export function nameOf(kind: ResourceKind, nameOrArn: string): string {
	return nameOrArn.replace(new RegExp(`^arn:aws[^:]*:sagemaker:[^:]*:\\d{12}:${kind}/`), '');
}
