import { AwsError } from '#base/errors.ts';
import { arnOf } from '../core/arn.ts';
import type { Context } from '../core/context.ts';

/** 400: what SageMaker answers to most things that are wrong. */
export const validationException = (message: string): AwsError =>
	new AwsError('ValidationException', message);

/** What SageMaker calls its resources: in ARNs, and in sentences. */
const SPOKEN = {
	model: 'model',
	endpoint: 'endpoint',
	'endpoint-config': 'endpoint configuration',
	'training-job': 'training job',
	'hyper-parameter-tuning-job': 'hyperparameter tuning job',
	'processing-job': 'processing job',
	'automl-job': 'AutoML job'
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

/** Jobs are missed in other words than models and endpoints are. */
export function jobNotFound(name: string, kind: ResourceKind = 'training-job'): AwsError {
	return validationException(`Requested resource not found. (${SPOKEN[kind]} '${name}')`);
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
