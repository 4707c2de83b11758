import { output } from './python.ts';

export interface Flow {
	/** What the flow saw, by name. */
	readonly found: Readonly<Record<string, unknown>>;
	/** The traceback of a flow that did not come to its end. */
	readonly failed: string | null;
	readonly seconds: number;
	/** What its jobs' logs said, counted. */
	readonly told: Readonly<Record<string, number>>;
}

export interface FlowReport {
	readonly flows: Readonly<Record<string, Flow>>;
	/** How many answers came, and what in them AWS's model of the service does not allow. */
	readonly answers: number;
	readonly faults: readonly string[];
}

/** Runs the flows of tests/server/flows by boto3 against a region. */
export async function courseFlows(url: string, size: 'short' | 'full'): Promise<FlowReport> {
	return JSON.parse(await output('python3', ['-B', 'tests/server/flows/run.py', url, size])) as FlowReport;
}
