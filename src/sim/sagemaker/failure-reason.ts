import { AwsError, SagebrushError, UserError } from '#base/errors.ts';

const LONGEST = 1024;

/**
 * FailureReason of a job, by who must act: `ClientError:` the learner, `AlgorithmError:` us, `InternalServerError:` the
 * machine. The hint belongs to it, since the reason is all that the learner gets to see.
 */
export function failureReasonOf(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	const hint = error instanceof SagebrushError && error.hint ? ` ${error.hint}` : '';
	return `${prefixOf(error)}: ${message}${hint}`.slice(0, LONGEST);
}

function prefixOf(error: unknown): string {
	if (!(error instanceof SagebrushError)) return 'AlgorithmError';
	switch (error.kind) {
		case 'user':
		case 'aws':
			return 'ClientError';
		case 'platform':
			return 'InternalServerError';
		default:
			return 'AlgorithmError';
	}
}

/** An S3 error seen by a job: the learner's to mend, with the step that failed in front. */
export function stepFailed(step: string, error: unknown): unknown {
	if (!(error instanceof AwsError)) return error;
	return new UserError('DataTransferFailed', `${step}: ${error.message}`, { cause: error });
}
