import type { Context } from '../../core/context.ts';
import { StopSource } from '../../core/stop-source.ts';
import { untilStored } from '../../core/until-stored.ts';
import { readDefinition } from './definition.ts';
import { readySteps } from './plan.ts';
import { pipelineExecutions, type ExecutionRecord } from './records.ts';
import { scopeOf } from './scope.ts';
import { StepRun } from './step-run.ts';

const DEFAULT_PARALLELISM = 50;

/**
 * Brings an execution to its end: begins each step as soon as all that it waits for has succeeded. After a step has
 * failed no other begins; those that run go on to their end. An execution that was under way when the region ended goes
 * on where it was. Never rejects.
 */
export async function runExecution(ctx: Context, key: string): Promise<void> {
	const stopping = new StopSource();
	ctx.live.executions.set(key, stopping);
	const { closing } = ctx.live;
	const abort = (): void => stopping.abort(closing.signal.reason);
	closing.signal.addEventListener('abort', abort);
	try {
		await runSteps(ctx, key, stopping);
		await untilStored(ctx, (tx) => {
			const record = tx.get(pipelineExecutions, key);
			if (record) tx.put(pipelineExecutions, key, { ...record, ...endOf(record), modifiedAt: tx.now });
		});
	} catch {
		// The region closed or was emptied: an execution that is still there goes on when the region is loaded again.
	} finally {
		closing.signal.removeEventListener('abort', abort);
		if (ctx.live.executions.get(key) === stopping) ctx.live.executions.delete(key);
	}
}

async function runSteps(ctx: Context, key: string, stopping: StopSource): Promise<void> {
	const first = ctx.store.get(pipelineExecutions, key);
	if (!first) return;
	const definition = readDefinition(first.definition);
	const scope = scopeOf(ctx, definition, first);
	const active = new Map<string, Promise<void>>();
	const begin = (name: string): void => {
		const spec = definition.steps.find((step) => step.name === name)!;
		const run = new StepRun(ctx, key, spec, scope, stopping).run();
		active.set(
			name,
			run.finally(() => active.delete(name))
		);
	};
	if (first.status === 'Stopping') stopping.abort('The execution is to stop.');
	for (const { name, endedAt } of first.steps) if (endedAt === null) begin(name);
	for (;;) {
		const record = ctx.store.get(pipelineExecutions, key);
		if (!record) return;
		const goesOn = record.status === 'Executing' && !record.steps.some(({ status }) => status === 'Failed');
		const ready = goesOn ? readySteps(definition.steps, record.steps) : [];
		const free = (record.parallelism ?? DEFAULT_PARALLELISM) - active.size;
		for (const { name } of ready.filter((step) => !active.has(step.name)).slice(0, Math.max(0, free))) {
			begin(name);
		}
		if (active.size === 0) return;
		await Promise.race(active.values());
	}
}

function endOf({ status, steps }: ExecutionRecord): Pick<ExecutionRecord, 'status' | 'failureReason'> {
	if (status === 'Stopping') return { status: 'Stopped', failureReason: null };
	if (steps.some((step) => step.status === 'Failed')) {
		return { status: 'Failed', failureReason: 'Step failure: One or multiple steps failed.' };
	}
	return { status: 'Succeeded', failureReason: null };
}

/** Takes up the executions that were under way when the region last ended. */
export function resumeExecutions(ctx: Context): void {
	for (const { key, status } of ctx.store.values(pipelineExecutions)) {
		if (status === 'Executing' || status === 'Stopping') void runExecution(ctx, key);
	}
}
