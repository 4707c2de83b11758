import type { PathFacts, PathStep, PathStepKind, RequestPath } from './request-path.ts';

/** Longest fact: a learner reads it, and a hundred requests are kept. */
const LONGEST = 300;
/** A job's check may ask IAM about each of a thousand objects. */
const MOST_STEPS = 60;

type Head = Pick<RequestPath, 'number' | 'requestId' | 'at' | 'requestBytes'>;
type End = Pick<RequestPath, 'status' | 'errorCode' | 'answerBytes'>;

/** Notes the steps of one request as they end: each has taken the time since the one before. */
export class RequestTrace {
	readonly #head: Head;
	readonly #now: () => number;
	readonly #beganAt: number;
	readonly #steps: PathStep[] = [];
	#lastAt: number;
	#service = '';
	#operation = '';
	#resource = '';
	#hasEnded = false;

	/** @param now a monotonic clock in real milliseconds */
	constructor(head: Head, now: () => number) {
		this.#head = head;
		this.#now = now;
		this.#beganAt = this.#lastAt = now();
	}

	/** A step has ended. What a job does long after the answer of the request that began it is none of its steps. */
	mark(kind: PathStepKind, facts: Readonly<Record<string, string | number | undefined>>): void {
		if (this.#hasEnded) return;
		const at = this.#now();
		const step = { kind, startedMs: this.#lastAt - this.#beganAt, tookMs: at - this.#lastAt };
		this.#lastAt = at;
		if (this.#steps.length < MOST_STEPS) this.#steps.push({ ...step, facts: short(facts) });
	}

	/** It is known now for which operation the request is. */
	found(service: string, operation: string, input: unknown): void {
		this.#service = service;
		this.#operation = operation;
		this.#resource = resourceOf(input);
	}

	end(end: End): RequestPath {
		this.#hasEnded = true;
		return {
			...this.#head,
			...end,
			service: this.#service,
			operation: this.#operation,
			resource: this.#resource,
			tookMs: this.#lastAt - this.#beganAt,
			steps: this.#steps
		};
	}
}

function short(facts: Readonly<Record<string, string | number | undefined>>): PathFacts {
	const told: Record<string, string | number> = {};
	for (const [name, value] of Object.entries(facts)) {
		if (value === undefined) continue;
		told[name] = typeof value === 'string' && value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
	}
	return told;
}

/** The first member that names or points at something: AWS puts it first, or requires it. */
function resourceOf(input: unknown): string {
	if (typeof input !== 'object' || input === null) return '';
	const members = input as Readonly<Record<string, unknown>>;
	const { Bucket: bucket, Key: key } = members;
	if (typeof bucket === 'string')
		return typeof key === 'string' ? `${bucket}/${key}`.slice(0, LONGEST) : bucket;
	const name = Object.keys(members).find((member) => /(?:Name|Arn|Id)$/i.test(member));
	const value = name === undefined ? undefined : members[name];
	return typeof value === 'string' ? value.slice(0, LONGEST) : '';
}
