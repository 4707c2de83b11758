import { AwsError } from '#base/errors.ts';
import { isRecord } from '../../protocol/model.ts';
import { broken } from './definition.ts';

export interface RetryPolicy {
	readonly exceptions: readonly string[];
	readonly intervalMs: number;
	readonly backoff: number;
	/** Tries after the first. */
	readonly maxAttempts: number;
	readonly expireMs: number;
}

const EXCEPTIONS = [
	'Step.SERVICE_FAULT',
	'Step.THROTTLING',
	'SageMaker.JOB_INTERNAL_ERROR',
	'SageMaker.CAPACITY_ERROR',
	'SageMaker.RESOURCE_LIMIT'
];

/** @see https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-retry-policy.html */
export function readRetryPolicies(step: string, value: unknown): RetryPolicy[] {
	if (value === undefined) return [];
	if (!Array.isArray(value)) throw broken(`RetryPolicies of the step '${step}' is no list`);
	return value.map((item: unknown) => {
		const policy = isRecord(item) ? item : {};
		const exceptions = [policy['ExceptionType']].flat();
		if (!exceptions.every((one): one is string => typeof one === 'string' && EXCEPTIONS.includes(one))) {
			throw broken(`An ExceptionType of the step '${step}' is none of ${EXCEPTIONS.join(', ')}`);
		}
		return {
			exceptions,
			intervalMs: 1000 * numberOf(policy['IntervalSeconds'], 1),
			backoff: numberOf(policy['BackoffRate'], 2),
			maxAttempts: numberOf(policy['MaxAttempts'], policy['ExpireAfterMin'] === undefined ? 5 : Infinity),
			expireMs: 60_000 * numberOf(policy['ExpireAfterMin'], Infinity)
		};
	});
}

function numberOf(value: unknown, otherwise: number): number {
	return typeof value === 'number' ? value : otherwise;
}

/** A job that was created and failed. */
export class JobFailed extends Error {}

/** How long to wait before a step is tried again; null where it is not. */
export function retryAfterMs(
	policies: readonly RetryPolicy[],
	error: unknown,
	retries: number,
	sinceMs: number
): number | null {
	const kind = exceptionOf(error);
	const policy = policies.find(({ exceptions }) => kind !== null && exceptions.includes(kind));
	if (!policy || retries >= policy.maxAttempts || sinceMs >= policy.expireMs) return null;
	return policy.intervalMs * policy.backoff ** retries;
}

/** The kind under which a retry policy names a failure; null for what no policy can name. */
export function exceptionOf(error: unknown): string | null {
	if (error instanceof JobFailed) {
		return /^InternalServerError/.test(error.message) ? 'SageMaker.JOB_INTERNAL_ERROR' : null;
	}
	if (!(error instanceof AwsError)) return null;
	if (error.code === 'ResourceLimitExceeded') return 'SageMaker.RESOURCE_LIMIT';
	if (error.code === 'ThrottlingException') return 'Step.THROTTLING';
	return error.status >= 500 && error.code !== 'NotSimulated' ? 'Step.SERVICE_FAULT' : null;
}
