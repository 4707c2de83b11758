import { countInvocation } from '../cloudwatch/index.ts';
import type { Context } from '../core/context.ts';
import type { ContainerAnswer, EndpointRecord, VariantRecord } from '../sagemaker/index.ts';

/**
 * Puts a request into its endpoint's metrics. Latencies are real time: the work is done at the machine's own pace,
 * whatever the speed of simulated time.
 * @param cameAt simulated time at which the request came
 */
export function recordInvocation(
	ctx: Context,
	endpoint: EndpointRecord,
	variant: VariantRecord,
	answer: ContainerAnswer,
	cameAt: number
): void {
	const wholeMs = (ctx.clock.now() - cameAt) / ctx.clock.speed;
	countInvocation(ctx, {
		endpoint: endpoint.name,
		variant: variant.name,
		instances: variant.instanceCount,
		status: answer.output.status,
		modelLatencyUs: answer.workMs * 1000,
		overheadLatencyUs: (wholeMs - answer.workMs) * 1000
	});
}
