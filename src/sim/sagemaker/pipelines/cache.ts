import type { Context } from '../../core/context.ts';
import type { StepSpec } from './definition.ts';
import { executionArn, executionsOf, pipelineExecutions, type StepRecord } from './records.ts';

/**
 * The latest result of the same step with the same arguments in an earlier execution of the pipeline, where the step
 * allows it and it is young enough.
 * @param input arguments with all references replaced, as JSON
 */
export function findCached(
	ctx: Context,
	key: string,
	{ name, type, cacheMs }: StepSpec,
	input: string
): Pick<StepRecord, 'outputs' | 'arn' | 'resource' | 'cachedFrom'> | null {
	const execution = ctx.store.get(pipelineExecutions, key);
	if (cacheMs === null || !execution) return null;
	const oldest = ctx.clock.now() - cacheMs;
	const hits = executionsOf(ctx, execution.pipeline).flatMap((other) =>
		other.steps
			.filter(
				(step) =>
					step.name === name &&
					step.type === type &&
					step.status === 'Succeeded' &&
					step.input === input &&
					step.cachedFrom === null &&
					(step.endedAt ?? 0) >= oldest
			)
			.map((step) => ({ step, from: executionArn(ctx, other) }))
	);
	const hit = hits.sort((a, b) => b.step.endedAt! - a.step.endedAt!)[0];
	if (!hit) return null;
	const { outputs, arn, resource } = hit.step;
	return { outputs, arn, resource, cachedFrom: hit.from };
}
