import { AlgorithmError, PlatformError } from '#base/errors.ts';
import { endInstances, startInstances } from '../../billing/index.ts';
import type { Context } from '../../core/context.ts';
import type { LiveSearch } from '../../core/live.ts';
import { defineStates, lasting } from '../../core/states.ts';
import { StopSource } from '../../core/stop-source.ts';
import type { Transaction } from '../../core/table.ts';
import { untilStored } from '../../core/until-stored.ts';
import { createLogWriter, type LogWriter } from '../../logs/index.ts';
import type { ScriptOutcome, ScriptRun, ScriptRunner } from '../../ports.ts';
import { hostName, hostsOf } from '../containers/host.ts';
import { runOnHosts } from '../containers/run-on-hosts.ts';
import { failureReasonOf, stepFailed } from '../failure-reason.ts';
import { downloadInputs, uploadOutputs, type InputFiles } from './processing-files.ts';
import { prepareProcessing } from './processing-task.ts';
import {
	instanceCountOf,
	meterIdOf,
	processingJobs,
	putProcessingJob,
	type ProcessingRecord
} from './processing-record.ts';

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
	/** One for each host. */
	#scripted: readonly ScriptRun[] = [];
	#exitMessage: string | null = null;

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
			const inputs = await this.#held(() => this.#download());
			await lasting(STATES.downloading, clock, signal);
			const outcomes = await this.#held(() => this.#execute(inputs));
			await lasting(STATES.uploading, clock, signal);
			await this.#complete(outcomes);
		} catch (error) {
			if (!live.closing.signal.aborted) await this.#fail(error);
		} finally {
			this.#end.abort('The processing job is over.');
			if (live.searches.get(key) === this) live.searches.delete(key);
		}
	}

	stop(): void {
		this.#stopping.abort(new PlatformError('JobStopped', 'The processing job was stopped.'));
		for (const script of this.#scripted) script.stop();
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
				instanceCount: instanceCountOf(record)
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

	async #download(): Promise<InputFiles[]> {
		try {
			return await downloadInputs(this.#ctx, this.#record().request);
		} catch (error) {
			throw stepFailed('Data download failed', error);
		}
	}

	/** Runs the program on every host. @throws AlgorithmError where one of them fails */
	async #execute(inputs: readonly InputFiles[]): Promise<ScriptOutcome[]> {
		const record = this.#record();
		const taskOf = await prepareProcessing(this.#ctx, record, inputs);
		if (this.#stopping.signal.aborted) throw this.#stopping.signal.reason;
		const { instanceType } = record;
		const logs: LogWriter[] = [];
		const started = hostsOf({ instanceType, instanceCount: instanceCountOf(record) }).map((host) => {
			const stream = `${this.#name}/${hostName(host.number)}-${Math.round(this.#ctx.clock.now())}`;
			const log = createLogWriter(this.#ctx, PROCESSING_LOG_GROUP, stream, (tx) => void this.#record(tx));
			logs.push(log);
			const run = this.#scripts.start(taskOf(host), (line) => log.write(line));
			return { run, finished: run.finished.then((outcome) => this.#judged(outcome)) };
		});
		this.#scripted = started.map(({ run }) => run);
		try {
			const outcomes = await runOnHosts(started);
			this.#exitMessage = outcomes.find(({ exitMessage }) => exitMessage !== null)?.exitMessage ?? null;
			return outcomes;
		} finally {
			this.#scripted = [];
			await Promise.all(logs.map((log) => log.flush()));
		}
	}

	/** @throws AlgorithmError for a host that failed; what it has left to say is the job's */
	#judged(outcome: ScriptOutcome): ScriptOutcome {
		const { exitCode, exitMessage } = outcome;
		if (exitCode === 0) return outcome;
		this.#exitMessage = exitMessage;
		throw new AlgorithmError('ContainerFailed', `See job logs for more information, exit code: ${exitCode}`);
	}

	async #complete(outcomes: readonly ScriptOutcome[]): Promise<void> {
		await this.#ctx.store.transact((tx) => {
			const record = this.#record(tx);
			if (record.status !== 'InProgress') throw new PlatformError('JobStopped', 'The job was stopped.');
			try {
				for (const { files } of outcomes) uploadOutputs(tx, this.#ctx, record.request, files);
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
		closeProcessingJob(tx, { ...record, exitMessage: this.#exitMessage?.slice(0, 1024) ?? null });
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
