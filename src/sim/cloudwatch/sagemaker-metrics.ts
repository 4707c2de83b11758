import type { Context } from '../core/context.ts';
import type { Transaction } from '../core/table.ts';
import { pointOf } from './point.ts';
import { countPoint, recordPoints } from './record.ts';
import { metricId } from './tables.ts';

const MINUTE_MS = 60_000;

/** One request to an endpoint, as its metrics tell of it. */
export interface InvocationFacts {
	readonly endpoint: string;
	readonly variant: string;
	/** Instances that the variant has now. */
	readonly instances: number;
	/** What the container answered; 0 where it gave no answer in time. */
	readonly status: number;
	/** Microseconds that the container took, and that were spent around it. */
	readonly modelLatencyUs: number;
	readonly overheadLatencyUs: number;
}

/** Counts a request under AWS/SageMaker, in the minute in which it was answered. */
export function countInvocation(ctx: Context, facts: InvocationFacts): void {
	const { endpoint, variant, instances, status } = facts;
	const place = { at: minuteOf(ctx.clock.now()), seconds: 60 };
	const count = (name: string, unit: string, value: number): void => {
		const metric = metricId('AWS/SageMaker', name, { EndpointName: endpoint, VariantName: variant });
		countPoint(ctx, metric, pointOf({ ...place, unit }, [value], [1]));
	};
	count('Invocations', 'None', 1);
	count('InvocationsPerInstance', 'None', 1 / Math.max(1, instances));
	count('Invocation4XXErrors', 'None', Number(status >= 400 && status < 500));
	count('Invocation5XXErrors', 'None', Number(status >= 500 || status === 0));
	count('InvocationModelErrors', 'None', Number(status < 200 || status >= 300));
	count('ModelLatency', 'Microseconds', threeDigits(facts.modelLatencyUs));
	count('OverheadLatency', 'Microseconds', threeDigits(facts.overheadLatencyUs));
}

/** Metrics that an algorithm wrote into its log, as they are read. */
export function recordTrainingMetrics(
	tx: Transaction,
	jobName: string,
	points: readonly { readonly name: string; readonly value: number; readonly at: number }[]
): void {
	for (const { name, value, at } of points) {
		const metric = metricId('/aws/sagemaker/TrainingJobs', name, { TrainingJobName: jobName });
		recordPoints(tx, metric, [pointOf({ at: minuteOf(at), seconds: 60, unit: 'None' }, [value], [1])]);
	}
}

function minuteOf(at: number): number {
	return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

/** Latencies keep three digits, so that a busy minute has few different ones. */
function threeDigits(us: number): number {
	return Math.round(Number(Math.max(0, us).toPrecision(3)));
}
