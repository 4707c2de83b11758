/** What a request passes on its way, in this order; most requests pass only some. */
export const PATH_STEPS = [
	'received',
	'signature',
	'route',
	'validation',
	'iam',
	'endpoint',
	'variant',
	'container',
	'operation',
	'output',
	'answer',
	'refused'
] as const;

export type PathStepKind = (typeof PATH_STEPS)[number];

/** What is told of a step: names, sizes, choices. */
export type PathFacts = Readonly<Record<string, string | number>>;

/** One step of a request's way through the region. */
export interface PathStep {
	readonly kind: PathStepKind;
	/** Real milliseconds from the request's arrival to the step's beginning, and that it took. */
	readonly startedMs: number;
	readonly tookMs: number;
	readonly facts: PathFacts;
}

/** The whole way of one request, as it really went. */
export interface RequestPath {
	/** Counted since the region was opened. */
	readonly number: number;
	readonly requestId: string;
	/** Simulated time of its arrival. */
	readonly at: number;
	/** As in `Region.call`; empty where it was never found. */
	readonly service: string;
	readonly operation: string;
	/** What the request is about, e.g. the endpoint's name; empty where its input names nothing. */
	readonly resource: string;
	/** HTTP status; 0 for a call of the page itself that failed before it had one. */
	readonly status: number;
	/** AWS's code where it was refused. */
	readonly errorCode: string | null;
	/** Bytes of the bodies; null where they were streamed. */
	readonly requestBytes: number | null;
	readonly answerBytes: number | null;
	readonly tookMs: number;
	readonly steps: readonly PathStep[];
}
