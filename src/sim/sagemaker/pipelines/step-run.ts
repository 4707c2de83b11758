import { AwsError, PlatformError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { StopSource } from '../../core/stop-source.ts';
import { untilStored } from '../../core/until-stored.ts';
import { isRecord } from '../../protocol/model.ts';
import { canCall, callSageMaker } from '../call.ts';
import { findCached } from './cache.ts';
import { allHold } from './conditions.ts';
import type { StepSpec } from './definition.ts';
import { resolve, type Scope } from './expressions.ts';
import { executionArn, pipelineExecutions, type ExecutionRecord, type StepRecord } from './records.ts';
import { exceptionOf, JobFailed, retryAfterMs } from './retry.ts';
import { needCreation } from './step-access.ts';
import { JOB_STEPS, type JobStep } from './step-types.ts';

/** How often a running job is asked about. */
const POLL_MS = 5_000;
const LONGEST_REASON = 1024;

/** One step of one execution, from its beginning to its end. */
export class StepRun {
	readonly #ctx: Context;
	readonly #key: string;
	readonly #spec: StepSpec;
	readonly #scope: Scope;
	/** Aborted when the execution is to stop. */
	readonly #stopping: StopSource;

	constructor(ctx: Context, key: string, spec: StepSpec, scope: Scope, stopping: StopSource) {
		this.#ctx = ctx;
		this.#key = key;
		this.#spec = spec;
		this.#scope = scope;
		this.#stopping = stopping;
	}

	/** Rejects only where the execution is no longer there, or the region closes. */
	async run(): Promise<void> {
		const begun = await this.#begin();
		try {
			await this.#end('Succeeded', await this.#work(begun));
		} catch (error) {
			if (this.#ctx.live.closing.signal.aborted) throw error;
			const status = this.#stopping.signal.aborted ? 'Stopped' : 'Failed';
			const failureReason = `${reasonOf(error)}${this.#whyOnce(error)}`.slice(0, LONGEST_REASON);
			await this.#end(status, { failureReason });
		}
	}

	/** Why a failure that might pass was the only try. */
	#whyOnce(error: unknown): string {
		const kind = exceptionOf(error);
		if (kind === null || this.#spec.retry.some(({ exceptions }) => exceptions.includes(kind))) return '';
		const arn = executionArn(this.#ctx, this.#execution());
		const type = kind.replace('.', '_').toUpperCase();
		return `\nRetry not appropriate on execution of step with PipelineExecutionArn ${arn} and StepId ${this.#spec.name}. No retry policy configured for the exception type ${type}.`;
	}

	/** A step that had begun when the region ended goes on with its job. */
	async #begin(): Promise<StepRecord> {
		const { name, type } = this.#spec;
		return this.#ctx.store.transact((tx) => {
			const execution = this.#execution(tx.get(pipelineExecutions, this.#key));
			const before = execution.steps.find((step) => step.name === name);
			if (before) return before;
			const step: StepRecord = {
				name,
				type,
				status: 'Starting',
				startedAt: tx.now,
				endedAt: null,
				failureReason: null,
				attempts: 0,
				resource: null,
				arn: null,
				input: null,
				outputs: null,
				outcome: null,
				cachedFrom: null
			};
			const steps = [...execution.steps, step];
			tx.put(pipelineExecutions, this.#key, { ...execution, steps, modifiedAt: tx.now });
			return step;
		});
	}

	async #work(begun: StepRecord): Promise<Partial<StepRecord>> {
		const { type } = this.#spec;
		if (type === 'Condition') return { outcome: allHold((await this.#resolved())['Conditions']) };
		if (type === 'Fail') return this.#fail();
		const kind = JOB_STEPS[type]!;
		const resumed = begun.resource ?? begun.arn;
		if (resumed !== null && (await this.#exists(kind, begun))) {
			return { outputs: await this.#untilDone(kind, begun) };
		}
		const input = await this.#resolved();
		const text = JSON.stringify(input);
		const hit = findCached(this.#ctx, this.#key, this.#spec, text);
		if (hit) return { ...hit, input: text };
		await this.#change({ input: text });
		return this.#tryAgainAndAgain(kind, input);
	}

	async #resolved(): Promise<Readonly<Record<string, unknown>>> {
		// Reading from S3 takes real time, of which simulated time must not know.
		const release = this.#ctx.clock.hold();
		try {
			const value = await resolve(this.#spec.arguments, this.#scope);
			return isRecord(value) ? value : {};
		} finally {
			release();
		}
	}

	async #fail(): Promise<never> {
		const message = String((await this.#resolved())['ErrorMessage'] ?? '');
		await this.#change({ input: JSON.stringify({ ErrorMessage: message }) });
		throw new JobFailed(message);
	}

	async #exists(kind: JobStep, step: StepRecord): Promise<boolean> {
		return callSageMaker(this.#ctx, kind.describe, { [kind.describedBy]: step.resource ?? step.arn }).then(
			() => true,
			() => false
		);
	}

	async #tryAgainAndAgain(
		kind: JobStep,
		input: Readonly<Record<string, unknown>>
	): Promise<Partial<StepRecord>> {
		const { clock } = this.#ctx;
		const since = clock.now();
		for (let retries = 0; ; retries++) {
			try {
				return await this.#attempt(kind, input, retries + 1);
			} catch (error) {
				const waitMs = retryAfterMs(this.#spec.retry, error, retries, clock.now() - since);
				if (waitMs === null || this.#stopping.signal.aborted) throw error;
				await clock.sleep(waitMs, this.#stopping.signal);
			}
		}
	}

	async #attempt(
		kind: JobStep,
		input: Readonly<Record<string, unknown>>,
		attempts: number
	): Promise<Partial<StepRecord>> {
		if (!canCall(kind.create)) {
			throw new JobFailed(`ClientError: The operation ${kind.create} is not simulated.`);
		}
		const resource = kind.name === null ? null : this.#nameOf(kind, input[kind.name]);
		await this.#change({ resource, attempts, arn: null });
		const named = this.#named(kind, input, resource);
		const release = this.#ctx.clock.hold();
		let arn: string;
		try {
			needCreation(this.#ctx, this.#execution(), this.#spec.name, kind, named);
			arn = String((await callSageMaker(this.#ctx, kind.create, named))[kind.arn]);
		} catch (error) {
			throw callFailed(kind, error);
		} finally {
			release();
		}
		const step = await this.#change({ arn, status: 'Executing' });
		return { outputs: await this.#untilDone(kind, step) };
	}

	/** What is created under a name carries tags that say where it comes from. */
	#named(
		kind: JobStep,
		input: Readonly<Record<string, unknown>>,
		resource: string | null
	): Readonly<Record<string, unknown>> {
		const tracked = this.#tracked(input);
		if (kind.name === null) return tracked;
		const given: unknown[] = Array.isArray(input['Tags']) ? input['Tags'] : [];
		const own = [
			{ Key: 'sagemaker:pipeline-execution-arn', Value: executionArn(this.#ctx, this.#execution()) },
			{ Key: 'sagemaker:pipeline-step-name', Value: this.#spec.name }
		];
		return { ...tracked, [kind.name]: resource, Tags: [...given, ...own] };
	}

	/** A training job belongs to the trial of its execution. */
	#tracked(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
		const { experiment } = this.#execution();
		if (this.#spec.type !== 'Training' || !experiment) return input;
		return { ExperimentConfig: experiment, ...input };
	}

	/** `pipelines-ID-STEP-RANDOM`, or where that is too long for the kind `ID-STEP-RANDOM`, with less of the step's name. */
	#nameOf({ longestName }: JobStep, given: unknown): string {
		const random = this.#ctx.rng.hex(10);
		const { id } = this.#execution();
		const own = `${longestName < 63 ? '' : 'pipelines-'}${id}-${this.#spec.name}`;
		const prefix = typeof given === 'string' ? given : own;
		const start = prefix.replaceAll('_', '-').slice(0, longestName - random.length - 1);
		return `${start.replace(/-+$/, '')}-${random}`;
	}

	async #untilDone(kind: JobStep, step: StepRecord): Promise<Readonly<Record<string, unknown>>> {
		let told = false;
		for (;;) {
			const described = await callSageMaker(this.#ctx, kind.describe, {
				[kind.describedBy]: step.resource ?? step.arn
			});
			const status = kind.status === undefined ? null : String(described[kind.status]);
			if (status === null || kind.done?.includes(status)) return outputsOf(this.#ctx, kind, described);
			if (/Failed$|^Stopped$|^OutOfService$/.test(status)) {
				throw new JobFailed(String(described['FailureReason'] ?? `The job is in status ${status}.`));
			}
			if (this.#stopping.signal.aborted && !told) {
				told = true;
				await this.#stop(kind, step);
			}
			const stop = told ? this.#ctx.live.closing.signal : this.#stopping.signal;
			// Woken by a stop, it goes round once more to tell the job.
			await this.#ctx.clock.sleep(POLL_MS, stop).catch((error: unknown) => {
				if (this.#ctx.live.closing.signal.aborted) throw error;
			});
		}
	}

	async #stop(kind: JobStep, { resource, arn }: StepRecord): Promise<void> {
		await this.#change({ status: 'Stopping' });
		if (kind.stop === undefined || !canCall(kind.stop)) return;
		// A job that has just ended by itself refuses to be stopped; the next look at it tells.
		await callSageMaker(this.#ctx, kind.stop, { [kind.describedBy]: resource ?? arn }).catch(() => {});
	}

	#change(change: Partial<StepRecord>): Promise<StepRecord> {
		return this.#ctx.store.transact((tx) => {
			const execution = this.#execution(tx.get(pipelineExecutions, this.#key));
			const steps = execution.steps.map((step) =>
				step.name === this.#spec.name ? { ...step, ...change } : step
			);
			tx.put(pipelineExecutions, this.#key, { ...execution, steps, modifiedAt: tx.now });
			return steps.find(({ name }) => name === this.#spec.name)!;
		});
	}

	async #end(status: StepRecord['status'], change: Partial<StepRecord>): Promise<void> {
		await untilStored(this.#ctx, (tx) => {
			const execution = this.#execution(tx.get(pipelineExecutions, this.#key));
			const ended = { ...change, status, endedAt: tx.now };
			const steps = execution.steps.map((step) =>
				step.name === this.#spec.name ? { ...step, ...ended } : step
			);
			tx.put(pipelineExecutions, this.#key, { ...execution, steps, modifiedAt: tx.now });
		});
	}

	#execution(
		record: ExecutionRecord | undefined = this.#ctx.store.get(pipelineExecutions, this.#key)
	): ExecutionRecord {
		if (record) return record;
		throw new PlatformError('ExecutionLost', `The pipeline execution '${this.#key}' is no longer there.`);
	}
}

/** What other steps may refer to: all that Describe tells; of a tuning job its training jobs too, best first. */
async function outputsOf(
	ctx: Context,
	kind: JobStep,
	described: Readonly<Record<string, unknown>>
): Promise<Readonly<Record<string, unknown>>> {
	const plain = JSON.parse(JSON.stringify(described)) as Record<string, unknown>;
	const list = 'ListTrainingJobsForHyperParameterTuningJob';
	if (kind.metadata !== 'TuningJob' || !canCall(list)) return plain;
	const objective = JSON.stringify(described['HyperParameterTuningJobConfig'] ?? {});
	const { TrainingJobSummaries } = await callSageMaker(ctx, list, {
		HyperParameterTuningJobName: described['HyperParameterTuningJobName'],
		SortBy: 'FinalObjectiveMetricValue',
		SortOrder: /"Type":"Minimize"/.test(objective) ? 'Ascending' : 'Descending',
		MaxResults: 50
	});
	return { ...plain, TrainingJobSummaries: JSON.parse(JSON.stringify(TrainingJobSummaries)) as unknown };
}

/** What an operation answered, as the failure of the step that called it. */
function callFailed({ create }: JobStep, error: unknown): unknown {
	if (!(error instanceof AwsError)) return error;
	const { code, status, hint } = error;
	const message = `Failed to invoke sagemaker:${create}. Error Details: ${error.message}`;
	return new AwsError(code, message, status, { ...(hint === undefined ? {} : { hint }), cause: error });
}

function reasonOf(error: unknown): string {
	if (error instanceof AwsError) {
		const hint = error.hint ? ` ${error.hint}` : '';
		return `ClientError: ${error.message}${hint}`;
	}
	return error instanceof Error ? error.message : String(error);
}
