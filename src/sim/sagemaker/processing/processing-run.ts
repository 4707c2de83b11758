import { PlatformError } from '#base/errors.ts';
import { endInstances, startInstances } from '../../billing/index.ts';
import type { Context } from '../../core/context.ts';
import type { LiveSearch } from '../../core/live.ts';
import { defineStates, lasting } from '../../core/states.ts';
import { StopSource } from '../../core/stop-source.ts';
import type { Transaction } from '../../core/table.ts';
import { untilStored } from '../../core/until-stored.ts';
import { createLogWriter } from '../../logs/index.ts';
import type { ContainerFile, ScriptOutcome, ScriptRun, ScriptRunner } from '../../ports.ts';
import { failureReasonOf, stepFailed } from '../failure-reason.ts';
import { downloadInputs, uploadOutputs } from './processing-files.ts';
import { processingTask } from './processing-task.ts';
import { meterIdOf, processingJobs, putProcessingJob, type ProcessingRecord } from './processing-record.ts';

export const PROCESSING_LOG_GROUP = '/aws/sagemaker/ProcessingJobs';
export const DEFAULT_RUNTIME_SECONDS = 86_400;

/** What AWS calls InProgress all the time. */
const STATES = defineStates({
	launching: {
		status: 'InProgress',
		message: 'Launching the instance',
		afterMs: 60_000,
		next: 'downloading'
	},
	downloading: { status: 'InProgress', message: 'Downloading the inputs', afterMs: 20_000, next: 'running' },
	running: { status: 'InProgress', message: 'Running the script', next: 'uploading' },
	uploading: { status: 'InProgress', message: 'Uploading the outputs', afterMs: 10_000 }
});

/** One processing job on its way. */
export class ProcessingRun implements LiveSearch {
	readonly #ctx: Context;
	readonly #scripts: ScriptRunner;
	readonly #name: string;
	readonly #createdAt: number;
	readonly #stopping = new StopSource();
	readonly #end = new StopSource();
	#script: ScriptRun | null = null;
	#outcome: ScriptOutcome | null = null;

	constructor(ctx: Context, scripts: ScriptRunner, { name, createdAt }: ProcessingRecord) {
		this.#ctx = ctx;
		this.#scripts = scripts;
		this.#name = name;
		this.#createdAt = createdAt;
	}

	/** Brings the job to its end. Never rejects: what goes wrong is its FailureReason. */
	async run(): Promise<void> {
		const { live, clock } = this.#ctx;
		const key = `processing/${this.#name}`;
		const { signal } = this.#stopping;
		live.searches.set(key, this);
		try {
			await lasting(STATES.launching, clock, signal);
			await this.#begin();
			const files = await this.#held(() => this.#download());
			await lasting(STATES.downloading, clock, signal);
			this.#outcome = await this.#held(() => this.#execute(files));
			await lasting(STATES.uploading, clock, signal);
			await this.#complete(this.#outcome);
		} catch (error) {
			if (!live.closing.signal.aborted) await this.#fail(error);
		} finally {
			this.#end.abort('The processing job is over.');
			if (live.searches.get(key) === this) live.searches.delete(key);
		}
	}

	stop(): void {
		this.#stopping.abort(new PlatformError('JobStopped', 'The processing job was stopped.'));
		this.#script?.stop();
	}

	#begin(): Promise<void> {
		return this.#ctx.store.transact((tx) => {
			const record = this.#record(tx);
			putProcessingJob(tx, { ...record, startedAt: tx.now });
			startInstances(tx, {
				id: meterIdOf(record),
				service: 'Processing',
				resource: record.name,
				instanceType: record.instanceType,
				instanceCount: 1
			});
			const { StoppingCondition } = record.request;
			const seconds = StoppingCondition?.MaxRuntimeInSeconds ?? DEFAULT_RUNTIME_SECONDS;
			this.#ctx.clock.sleep(seconds * 1000, this.#end.signal).then(
				() => this.stop(),
				() => {}
			);
		});
	}

	/** Real work: simulated time stands still meanwhile, where the clock is one that can. */
	async #held<T>(work: () => Promise<T>): Promise<T> {
		const release = this.#ctx.clock.hold();
		return work().finally(release);
	}

	async #download(): Promise<ContainerFile[]> {
		try {
			return await downloadInputs(this.#ctx, this.#record().request);
		} catch (error) {
			throw stepFailed('Data download failed', error);
		}
	}

	async #execute(files: readonly ContainerFile[]): Promise<ScriptOutcome> {
		const record = this.#record();
		const task = await processingTask(this.#ctx, record, files);
		if (this.#stopping.signal.aborted) throw this.#stopping.signal.reason;
		const stream = `${this.#name}/algo-1-${Math.round(this.#ctx.clock.now())}`;
		const log = createLogWriter(this.#ctx, PROCESSING_LOG_GROUP, stream, (tx) => void this.#record(tx));
		this.#script = this.#scripts.start(task, (line) => log.write(line));
		try {
			return await this.#script.finished;
		} finally {
			this.#script = null;
			await log.flush();
		}
	}

	async #complete(outcome: ScriptOutcome): Promise<void> {
		const { exitCode } = outcome;
		await this.#ctx.store.transact((tx) => {
			const record = this.#record(tx);
			if (exitCode !== 0) {
				const failureReason = `AlgorithmError: See job logs for more information, exit code: ${exitCode}`;
				this.#close(tx, { ...record, status: 'Failed', failureReason });
				return;
			}
			if (record.status !== 'InProgress') throw new PlatformError('JobStopped', 'The job was stopped.');
			try {
				uploadOutputs(tx, this.#ctx, record.request, outcome.files);
			} catch (error) {
				throw stepFailed('Output upload failed', error);
			}
			this.#close(tx, { ...record, status: 'Completed' });
		});
	}

	async #fail(error: unknown): Promise<void> {
		await untilStored(this.#ctx, (tx) => {
			const record = tx.get(processingJobs, this.#name);
			if (record?.createdAt !== this.#createdAt) return;
			if (this.#stopping.signal.aborted) this.#close(tx, { ...record, status: 'Stopped' });
			else this.#close(tx, { ...record, status: 'Failed', failureReason: failureReasonOf(error) });
		});
	}

	#close(tx: Transaction, record: ProcessingRecord): void {
		closeProcessingJob(tx, { ...record, exitMessage: this.#outcome?.exitMessage?.slice(0, 1024) ?? null });
	}

	/** This job's record, and not that of a later one of its name. */
	#record(from: Pick<Transaction, 'get'> = this.#ctx.store): ProcessingRecord {
		const record = from.get(processingJobs, this.#name);
		if (record?.createdAt === this.#createdAt) return record;
		throw new PlatformError('JobLost', `The processing job '${this.#name}' is no longer there.`);
	}
}

/** Writes a job's last record, and the end of what it costs. */
export function closeProcessingJob(tx: Transaction, record: ProcessingRecord): void {
	if (record.startedAt !== null) endInstances(tx, meterIdOf(record), tx.now);
	putProcessingJob(tx, { ...record, endedAt: tx.now });
}
