import { PlatformError, UserError } from '#base/errors.ts';
import { builtinAlgorithmOf } from '#ml/registry.ts';
import { endInstances, startInstances } from '../../billing/index.ts';
import type { Context } from '../../core/context.ts';
import { lasting } from '../../core/states.ts';
import { untilStored } from '../../core/until-stored.ts';
import { StopSource } from '../../core/stop-source.ts';
import type { Transaction } from '../../core/table.ts';
import type { LiveJob } from '../../core/live.ts';
import type { MetricPoint } from '../../events.ts';
import { recordTrainingMetrics } from '../../cloudwatch/index.ts';
import { bucketAccess } from '../../iam/index.ts';
import { createLogWriter, type LogWriter } from '../../logs/index.ts';
import type { ChannelInput, TrainingRun as ContainerRun } from '../../ports.ts';
import { parseS3Uri, putObjectIn } from '../../s3/index.ts';
import { isProgramImage } from '../containers/program-image.ts';
import { startTrainingProgram } from '../containers/training-program.ts';
import { readChannels } from './channels.ts';
import { failureReasonOf, stepFailed } from '../failure-reason.ts';
import { hostName, hostsOf } from '../containers/host.ts';
import { hostLines } from './hosts.ts';
import { metricsOf } from './metric-definitions.ts';
import { createMetricReader, type MetricReader } from './metric-reader.ts';
import {
	enter,
	meterIdOf,
	metricChunks,
	putJob,
	trainingJobs,
	type TrainingJobRecord
} from './training-record.ts';
import { trainingStates, type TrainingStateName } from './training-states.ts';

export const TRAINING_LOG_GROUP = '/aws/sagemaker/TrainingJobs';

/** How long a container may take to stop: 120 s on AWS, but never less than this in real time. */
const GRACE_MS = 120_000;
const REAL_GRACE_MS = 20_000;

export type MetricsListener = (points: readonly MetricPoint[]) => void;

type StopCause = 'asked' | 'maxRuntime';

/** One training job on its way through its states. */
export class TrainingJobRun implements LiveJob {
	readonly #ctx: Context;
	readonly #name: string;
	readonly #createdAt: number;
	readonly #stopping = new StopSource();
	readonly #metrics: MetricReader;
	readonly #hears: MetricsListener;
	#cause: StopCause | null = null;
	#container: ContainerRun | null = null;
	/** Ends the waits that only make sense while the container runs. */
	readonly #containerEnd = new StopSource();
	#archive: Uint8Array | null = null;
	#outputArchive: Uint8Array | null = null;
	/** By the number of their host. */
	readonly #logs = new Map<number, LogWriter>();
	#chunks = 0;

	/** @param hears is told of metrics as they come in */
	constructor(ctx: Context, record: TrainingJobRecord, hears: MetricsListener = () => {}) {
		const { name, createdAt } = record;
		this.#ctx = ctx;
		this.#name = name;
		this.#createdAt = createdAt;
		this.#metrics = createMetricReader(metricsOf(record));
		this.#hears = hears;
	}

	/** Brings the job to its end. Never rejects: what goes wrong is the job's FailureReason. */
	async run(): Promise<void> {
		const { live } = this.#ctx;
		live.jobs.set(this.#name, this);
		try {
			await this.#work();
		} catch (error) {
			await this.#end(error);
		} finally {
			if (live.jobs.get(this.#name) === this) live.jobs.delete(this.#name);
		}
	}

	stop(cause: StopCause = 'asked'): void {
		if (this.#cause !== null) return;
		this.#cause = cause;
		this.#stopping.abort(cause);
		const container = this.#container;
		if (container) this.#stopContainer(container);
	}

	kill(): boolean {
		this.#container?.kill();
		return this.#container !== null;
	}

	async #work(): Promise<void> {
		const { starting, preparing, downloading, pulling, uploading } = trainingStates;
		await this.#last(starting);
		await this.#enter('preparing');
		await this.#last(preparing);
		await this.#enter('downloading');
		const channels = await this.#readChannels();
		await this.#last(downloading);
		await this.#enter('pulling');
		this.#checkImage();
		await this.#last(pulling);
		await this.#enter('training');
		await this.#train(channels);
		await this.#enter('uploading');
		await this.#last(uploading);
		await this.#complete();
	}

	async #last(state: (typeof trainingStates)[TrainingStateName]): Promise<void> {
		const closing = this.#ctx.live.closing.signal;
		const abort = (): void => this.#stopping.abort(closing.reason);
		closing.addEventListener('abort', abort);
		try {
			await lasting(state, this.#ctx.clock, this.#stopping.signal);
		} finally {
			closing.removeEventListener('abort', abort);
		}
	}

	/** Rejects once the job has been told to stop: then another state comes next. */
	#enter(name: TrainingStateName): Promise<void> {
		return this.#ctx.store.transact((tx) => {
			const record = this.#record(tx);
			if (record.status !== 'InProgress') throw new PlatformError('JobStopped', 'The job was stopped.');
			let next = enter(record, name, tx.now);
			if (name === 'downloading') {
				next = { ...next, startedAt: tx.now };
				startInstances(tx, { ...record, id: meterIdOf(record), service: 'Training', resource: record.name });
			}
			putJob(tx, next);
		});
	}

	/** This job's record, and not that of a later one of its name. */
	#record(tx: Transaction): TrainingJobRecord {
		const record = tx.get(trainingJobs, this.#name);
		if (record?.createdAt !== this.#createdAt)
			throw new PlatformError('JobLost', `The training job '${this.#name}' is no longer there.`);
		return record;
	}

	async #readChannels(): Promise<ChannelInput[]> {
		const release = this.#ctx.clock.hold();
		try {
			const { InputDataConfig = [], AlgorithmSpecification, RoleArn } = this.#stored().request;
			const access = bucketAccess(this.#ctx, RoleArn);
			const inputMode = AlgorithmSpecification?.TrainingInputMode;
			return await readChannels(this.#ctx, InputDataConfig, inputMode, access);
		} catch (error) {
			throw stepFailed('Data download failed', error);
		} finally {
			release();
		}
	}

	#stored(): TrainingJobRecord {
		return this.#ctx.store.get(trainingJobs, this.#name)!;
	}

	#checkImage(): void {
		const { image } = this.#stored();
		if (builtinAlgorithmOf(image) || isProgramImage(this.#ctx, image)) return;
		throw new UserError(
			'UnknownTrainingImage',
			`Cannot pull the training image '${image}': it is not known here.`,
			{
				hint: 'Use the image of a built-in algorithm of this region.'
			}
		);
	}

	/** Real work: simulated time stands still meanwhile, where the clock is one that can. */
	async #train(channels: readonly ChannelInput[]): Promise<void> {
		const { clock, training } = this.#ctx;
		const job = this.#stored();
		const { name: jobName, image, request, instanceType, instanceCount, maxRuntimeSeconds } = job;
		const release = clock.hold();
		try {
			const isBuiltIn = builtinAlgorithmOf(image) !== null;
			if (isBuiltIn && instanceCount > 1) this.#tellHosts(channels);
			const task = {
				jobName,
				image,
				hyperparameters: request.HyperParameters ?? {},
				channels,
				instanceType,
				instanceCount
			};
			this.#container = isBuiltIn
				? training.start(task, (line) => this.#logOf(1).write(line))
				: startTrainingProgram(this.#ctx, job, channels, (host, line) => this.#logOf(host).write(line));
			if (this.#cause) this.#stopContainer(this.#container);
			clock.sleep(maxRuntimeSeconds * 1000, this.#containerEnd.signal).then(
				() => this.#exceedMaxRuntime().catch(() => {}),
				() => {}
			);
			const outcome = await this.#container.finished;
			this.#archive = outcome.modelArchive;
			this.#outputArchive = outcome.outputArchive ?? null;
		} finally {
			this.#container = null;
			this.#containerEnd.abort('The container has ended.');
			// Its last words come before its end, whatever the end is.
			await Promise.all([...this.#logs.values()].map((log) => log.flush())).finally(release);
		}
	}

	#tellHosts(inputs: readonly ChannelInput[]): void {
		const job = this.#stored();
		for (const host of hostsOf(job)) {
			for (const line of hostLines(job.request.InputDataConfig ?? [], inputs, host)) {
				this.#logOf(host.number).write(line);
			}
		}
	}

	/** Each host has a log of its own; metrics are read out of all of them. */
	#logOf(host: number): LogWriter {
		const known = this.#logs.get(host);
		if (known) return known;
		const jobName = this.#name;
		const stream = `${jobName}/${hostName(host)}-${Math.round(this.#ctx.clock.now())}`;
		const log = createLogWriter(this.#ctx, TRAINING_LOG_GROUP, stream, (tx, lines) => {
			// The last words of a job that was wiped away must not bring its log group back.
			this.#record(tx);
			const points = this.#metrics.read(lines);
			if (points.length === 0) return;
			const index = this.#chunks++;
			tx.put(metricChunks, `${jobName}:${index}`, { jobName, index, points });
			recordTrainingMetrics(tx, jobName, points);
			tx.emit({ type: 'metrics', jobName, points });
			this.#hears(points);
		});
		this.#logs.set(host, log);
		return log;
	}

	async #exceedMaxRuntime(): Promise<void> {
		try {
			await this.#ctx.store.transact((tx) => {
				const record = this.#record(tx);
				if (record.status !== 'InProgress') return;
				putJob(tx, { ...enter(record, 'stopping', tx.now), status: 'Stopping' });
			});
		} finally {
			this.stop('maxRuntime');
		}
	}

	#stopContainer(container: ContainerRun): void {
		container.stop();
		const { clock } = this.#ctx;
		const graceMs = Number.isFinite(clock.speed) ? Math.max(GRACE_MS, REAL_GRACE_MS * clock.speed) : GRACE_MS;
		clock.sleep(graceMs, this.#containerEnd.signal).then(
			() => container.kill(),
			() => {}
		);
	}

	#complete(): Promise<void> {
		const archive = this.#archive;
		if (!archive) throw new Error('The training container ended without a model.');
		return this.#ctx.store.transact((tx) => {
			const record = this.#record(tx);
			if (record.status !== 'InProgress') throw new PlatformError('JobStopped', 'The job was stopped.');
			const modelArtifacts = this.#upload(tx, record, archive);
			this.#close(tx, { ...enter(record, 'completed', tx.now), status: 'Completed', modelArtifacts });
		});
	}

	/** @throws UserError where the bucket of S3OutputPath is not there, or not for the job's role */
	#upload(tx: Transaction, record: TrainingJobRecord, bytes: Uint8Array): string {
		const path = record.request.OutputDataConfig!.S3OutputPath!.replace(/\/+$/, '');
		const access = bucketAccess(this.#ctx, record.request.RoleArn);
		const put = (name: string, archive: Uint8Array): string => {
			const uri = `${path}/${record.name}/output/${name}`;
			const place = parseS3Uri(uri)!;
			access.needWrite(place.bucket, place.key);
			putObjectIn(tx, this.#ctx, { ...place, bytes: archive, contentType: 'application/x-tar' });
			return uri;
		};
		try {
			if (this.#outputArchive) put('output.tar.gz', this.#outputArchive);
			return put('model.tar.gz', bytes);
		} catch (error) {
			throw stepFailed('Artifact upload failed', error);
		}
	}

	/** The end that is not completion: stopped, or failed by `error`. A region that closes leaves all as it is. */
	async #end(error: unknown): Promise<void> {
		if (this.#ctx.live.closing.signal.aborted) return;
		await untilStored(this.#ctx, (tx) => {
			const record = tx.get(trainingJobs, this.#name);
			if (record?.createdAt !== this.#createdAt) return;
			if (record.status === 'Stopping' || this.#cause !== null) this.#closeStopped(tx, record);
			else this.#closeFailed(tx, record, error);
		});
	}

	#closeStopped(tx: Transaction, record: TrainingJobRecord): void {
		const state = this.#cause === 'maxRuntime' ? 'maxRuntimeExceeded' : 'stopped';
		try {
			const modelArtifacts = this.#archive ? this.#upload(tx, record, this.#archive) : null;
			this.#close(tx, { ...enter(record, state, tx.now), status: 'Stopped', modelArtifacts });
		} catch (error) {
			this.#closeFailed(tx, record, error);
		}
	}

	#closeFailed(tx: Transaction, record: TrainingJobRecord, error: unknown): void {
		this.#close(tx, failed(record, failureReasonOf(error), tx.now));
	}

	#close(tx: Transaction, record: TrainingJobRecord): void {
		closeJob(tx, { ...record, finalMetrics: this.#metrics.last() }, tx.now);
	}
}

/** The record of a job that failed for `reason`. */
export function failed(record: TrainingJobRecord, reason: string, at: number): TrainingJobRecord {
	return { ...enter(record, 'failed', at, reason), status: 'Failed', failureReason: reason };
}

/** Writes a job's last record: its times, and the end of what it costs. */
export function closeJob(tx: Transaction, record: TrainingJobRecord, at: number): void {
	const { startedAt } = record;
	const trainingSeconds = startedAt === null ? null : Math.max(1, Math.ceil((at - startedAt) / 1000));
	if (startedAt !== null && trainingSeconds !== null) {
		endInstances(tx, meterIdOf(record), startedAt + trainingSeconds * 1000);
	}
	const transitions = record.transitions.map((t) => (t.endedAt === null ? { ...t, endedAt: at } : t));
	putJob(tx, { ...record, transitions, endedAt: at, trainingSeconds });
}
