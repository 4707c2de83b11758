import { UserError } from '#base/errors.ts';

/** A job or an endpoint ended in another status than the one that was waited for, as the Python SDK's exception says. */
export class UnexpectedStatusException extends UserError {
	/** The status in which it ended, e.g. `Failed`. */
	readonly actualStatus: string;
	readonly allowedStatuses: readonly string[];

	constructor(
		what: string,
		actualStatus: string,
		allowedStatuses: readonly string[],
		reason: string | undefined
	) {
		const message = `Error for ${what}: ${actualStatus}.${reason ? ` Reason: ${reason}` : ''}`;
		super('UnexpectedStatusException', message, { hint: hintFor(reason) });
		this.actualStatus = actualStatus;
		this.allowedStatuses = allowedStatuses;
	}
}

/** Who must act, told by the prefix that AWS puts before a FailureReason. */
function hintFor(reason = ''): string {
	if (reason.startsWith('ClientError')) {
		return 'The fault lies in what was handed over: mend what the reason names, then run the cell again.';
	}
	if (reason.startsWith('AlgorithmError')) {
		return 'The algorithm broke. Its last log lines tell more; smaller data or other hyperparameters may get it through.';
	}
	if (reason.startsWith('InternalServerError')) {
		return 'The instance was lost, through no fault of yours: run the cell again.';
	}
	return 'The log lines above and the console beside the notebook tell what happened.';
}

/**
 * A text that a caller gave. A Promise is the commonest mistake, since most calls of this SDK have to be awaited.
 * Throws a UserError `InvalidArgument` that names the argument.
 */
export function requireText(name: string, value: unknown): string {
	if (typeof value === 'string' && value !== '') return value;
	if (value instanceof Promise) {
		throw new UserError('InvalidArgument', `${name} is a Promise where a text is wanted.`, {
			hint: `Write \`await\` before the call that gives ${name}.`
		});
	}
	throw new UserError('InvalidArgument', `${name} is a text that is not empty, not ${describe(value)}.`, {
		hint: `Pass ${name} in the options.`
	});
}

function describe(value: unknown): string {
	if (value === '') return 'an empty one';
	return value === null || value === undefined ? String(value) : `of type ${typeof value}`;
}

/** The name of a thrown value, where it is an Error: AWS's code for errors of its services. */
export function errorName(error: unknown): string {
	return error instanceof Error ? error.name : '';
}

/** Whether a service answered with an error, rather than the way to it being cut, as when the cell is stopped. */
export function isServiceError(error: unknown): boolean {
	return error instanceof Error && '$fault' in error;
}
