/**
 * The closed family of Sagebrush's errors. The kind says who must act: the learner (`UserError`), us (`AlgorithmError`),
 * the machine (`PlatformError`), or whoever called an AWS operation (`AwsError`, which lives here because it crosses
 * every floor and every worker).
 */
export type ErrorKind = 'user' | 'algorithm' | 'platform' | 'aws';

export interface ErrorDetails {
	/** What the learner can do about it, one sentence. */
	readonly hint?: string | undefined;
	readonly cause?: unknown;
}

/** Root of the family. `code` is a heading in `lessons/errors/`; `message` names the thing, the rule and the value. */
export abstract class SagebrushError extends Error {
	abstract readonly kind: ErrorKind;
	readonly code: string;
	readonly hint: string | undefined;

	constructor(code: string, message: string, options: ErrorDetails = {}) {
		super(message, options.cause === undefined ? undefined : { cause: options.cause });
		this.name = code;
		this.code = code;
		this.hint = options.hint;
	}
}

/** The learner can fix it: a wrong value, a missing channel, a file that is no CSV. */
export class UserError extends SagebrushError {
	readonly kind = 'user';
}

/** Our fault: an invariant of an algorithm broke. */
export class AlgorithmError extends SagebrushError {
	readonly kind = 'algorithm';
}

/** The machine's fault: a worker died, memory or storage ran out, a capability is absent. */
export class PlatformError extends SagebrushError {
	readonly kind = 'platform';
}

export interface AwsErrorDetails extends ErrorDetails {
	readonly members?: Readonly<Record<string, unknown>>;
	readonly headers?: Readonly<Record<string, string>>;
}

/** An error of a simulated AWS service, with AWS's own code, HTTP status and wording. */
export class AwsError extends SagebrushError {
	readonly kind = 'aws';
	readonly status: number;
	/** Further members of a modelled error, e.g. `OriginalStatusCode` of ModelError. */
	readonly members: Readonly<Record<string, unknown>>;
	/** HTTP headers that come with it, names in lower case. They stay behind at the border of a worker. */
	readonly headers: Readonly<Record<string, string>>;

	constructor(code: string, message: string, status = 400, options: AwsErrorDetails = {}) {
		super(code, message, options);
		this.status = status;
		this.members = options.members ?? {};
		this.headers = options.headers ?? {};
	}
}

/** An error as it crosses a worker boundary. */
export interface ErrorRecord {
	readonly kind: ErrorKind | 'unknown';
	readonly code: string;
	readonly message: string;
	readonly hint?: string | undefined;
	readonly status?: number | undefined;
	readonly members?: Readonly<Record<string, unknown>> | undefined;
	readonly stack?: string | undefined;
}

/** Flattens any thrown value into a record that structured clone accepts. */
export function toErrorRecord(error: unknown): ErrorRecord {
	if (error instanceof SagebrushError) {
		const { kind, code, message, hint, stack } = error;
		const aws = error instanceof AwsError ? { status: error.status, members: error.members } : {};
		return { kind, code, message, hint, stack, ...aws };
	}
	if (error instanceof Error) {
		return { kind: 'unknown', code: error.name, message: error.message, stack: error.stack };
	}
	return { kind: 'unknown', code: 'Error', message: String(error) };
}

/** Rebuilds the error that {@link toErrorRecord} flattened; an unknown kind becomes an AlgorithmError of that code. */
export function fromErrorRecord(record: ErrorRecord): SagebrushError {
	const { kind, code, message, hint } = record;
	switch (kind) {
		case 'user':
			return new UserError(code, message, { hint });
		case 'platform':
			return new PlatformError(code, message, { hint });
		case 'aws':
			return new AwsError(code, message, record.status, { hint, members: record.members ?? {} });
		case 'algorithm':
		case 'unknown':
			return new AlgorithmError(code, message, { hint });
	}
}
