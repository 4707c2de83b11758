import { AwsError, PlatformError } from '#base/errors.ts';
import { isHopeless } from '#ml/tuning/median-rule.ts';
import type { Trial } from '#ml/tuning/parameter.ts';
import { createSpace, type Space } from '#ml/tuning/space.ts';
import { inSlices } from '#ml/sliced.ts';
import { suggestInSlices } from '#ml/tuning/suggest.ts';
import type { Context } from '../../core/context.ts';
import type { LiveSearch } from '../../core/live.ts';
import { StopSource } from '../../core/stop-source.ts';
import type { Transaction } from '../../core/table.ts';
import { untilStored } from '../../core/until-stored.ts';
import type { MetricPoint } from '../../events.ts';
import { failureReasonOf } from '../failure-reason.ts';
import { launchTrainingJob } from '../training/launch.ts';
import { stopTrainingJob } from '../training/training-operations.ts';
import { childInput } from './child-input.ts';
import { completionOf } from './completion.ts';
import { settleTrial } from './settle-trial.ts';
import { parametersOf } from './tuning-checks.ts';
import {
	bestTrial,
	lossOf,
	putTuningJob,
	tuningJobs,
	type TrialRecord,
	type TuningJobRecord
} from './tuning-record.ts';

/** How long to wait for room where the account's quota of instances is used up by others. */
const QUOTA_PAUSE_MS = 30_000;

/** So many trials must have come as far as one before the median rule may give that one up. */
const FEWEST_BEFORE_STOPPING = 3;

/** One tuning job on its way: it launches training jobs, looks at what they came to, and launches the next ones. */
export class TuningJobRun implements LiveSearch {
	readonly #ctx: Context;
	readonly #name: string;
	readonly #createdAt: number;
	readonly #space: Space;
	/** Aborted when nothing more is to be launched. */
	readonly #stopping = new StopSource();
	readonly #end = new StopSource();
	readonly #active = new Map<string, Promise<void>>();
	/** Losses by training job, one per value of the objective metric. */
	readonly #losses = new Map<string, number[]>();

	constructor(ctx: Context, record: TuningJobRecord) {
		this.#ctx = ctx;
		this.#name = record.name;
		this.#createdAt = record.createdAt;
		this.#space = createSpace(parametersOf(record.request));
	}

	/** Brings the job to its end. Never rejects: what goes wrong is its FailureReason. */
	async run(): Promise<void> {
		const { live } = this.#ctx;
		live.searches.set(this.#name, this);
		try {
			this.#watchRuntime();
			await this.#search();
			await this.#close(null);
		} catch (error) {
			if (!live.closing.signal.aborted) await this.#close(error);
		} finally {
			this.#end.abort('The tuning job is over.');
			if (live.searches.get(this.#name) === this) live.searches.delete(this.#name);
		}
	}

	/** Launches nothing more and stops what runs. */
	stop(): void {
		this.#stopping.abort('The tuning job was stopped.');
		for (const jobName of this.#active.keys()) this.#stopChild(jobName);
	}

	async #search(): Promise<void> {
		for (;;) {
			let hasRoom = true;
			while (hasRoom && this.#wantsMore()) hasRoom = await this.#launch();
			if (this.#active.size > 0) await Promise.race(this.#active.values());
			else if (!hasRoom) await this.#ctx.clock.sleep(QUOTA_PAUSE_MS, this.#stopping.signal).catch(() => {});
			else return;
			if (completionOf(this.#record()) !== null) this.stop();
		}
	}

	#wantsMore(): boolean {
		const { limit, trials, request } = this.#record();
		const parallel = request.HyperParameterTuningJobConfig.ResourceLimits?.MaxParallelTrainingJobs ?? 1;
		return !this.#stopping.signal.aborted && trials.length < limit && this.#active.size < parallel;
	}

	/** False where the account has no instance free. */
	async #launch(): Promise<boolean> {
		const record = this.#record();
		const { request, objective, seed, trials } = record;
		const strategy = request.HyperParameterTuningJobConfig.Strategy as 'Bayesian' | 'Random' | 'Grid';
		const looked = trials.map((each) => this.#looked(record, each));
		const release = this.#ctx.clock.hold();
		const search = suggestInSlices(strategy, this.#space, seed, looked);
		const point = await inSlices(search, this.#ctx.breathe).finally(release);
		const number = String(trials.length + 1).padStart(3, '0');
		const jobName = `${this.#name}-${number}-${this.#ctx.rng.hex(8)}`;
		const trial = { jobName, point, startedAt: null, endedAt: null, failureReason: null, value: null };
		try {
			const { ended } = await launchTrainingJob(this.#ctx, childInput(request, objective, jobName, point), {
				parent: { tuningJob: this.#name },
				onMetrics: (points) => this.#hear(jobName, points),
				also: (tx) => {
					const now = this.#record(tx);
					const added = { ...trial, createdAt: tx.now, status: 'InProgress' as const };
					putTuningJob(tx, { ...now, trials: [...now.trials, added] });
				}
			});
			this.#active.set(jobName, this.#follow(jobName, ended));
			// It may have been stopped while the job was being made.
			if (this.#stopping.signal.aborted) this.#stopChild(jobName);
			return true;
		} catch (error) {
			if (error instanceof AwsError && error.code === 'ResourceLimitExceeded') return false;
			throw error;
		}
	}

	async #follow(jobName: string, ended: Promise<void>): Promise<void> {
		await ended;
		await untilStored(this.#ctx, (tx) => {
			const record = tx.get(tuningJobs, this.#name);
			if (record?.createdAt === this.#createdAt) putTuningJob(tx, settleTrial(tx, record, jobName));
		}).finally(() => this.#active.delete(jobName));
	}

	#looked({ objective }: TuningJobRecord, { point, value, status }: TrialRecord): Trial {
		if (value !== null) return { point, loss: lossOf(objective, value) };
		return { point, loss: status === 'InProgress' || status === 'Stopping' ? undefined : null };
	}

	#hear(jobName: string, points: readonly MetricPoint[]): void {
		const record = this.#ctx.store.get(tuningJobs, this.#name);
		if (!record) return;
		const losses = this.#losses.get(jobName) ?? [];
		this.#losses.set(jobName, losses);
		const { objective, request } = record;
		for (const { name, value } of points) {
			if (name === objective.MetricName) losses.push(lossOf(objective, value));
		}
		if (request.HyperParameterTuningJobConfig.TrainingJobEarlyStoppingType !== 'Auto') return;
		const before = record.trials.flatMap((trial) => {
			const isOver = trial.status === 'Completed' || trial.status === 'Stopped';
			const known = this.#losses.get(trial.jobName);
			return isOver && known ? [known] : [];
		});
		if (losses.length > 0 && isHopeless(losses, before, FEWEST_BEFORE_STOPPING)) this.#stopChild(jobName);
	}

	#stopChild(jobName: string): void {
		// A job that has ended meanwhile needs no stopping.
		stopTrainingJob(this.#ctx, { TrainingJobName: jobName }).catch(() => {});
	}

	#watchRuntime(): void {
		const seconds = this.#record().request.HyperParameterTuningJobConfig.ResourceLimits?.MaxRuntimeInSeconds;
		if (!seconds) return;
		const { clock } = this.#ctx;
		clock.sleep(this.#createdAt + seconds * 1000 - clock.now(), this.#end.signal).then(
			() => this.#exceedRuntime().catch(() => {}),
			() => {}
		);
	}

	async #exceedRuntime(): Promise<void> {
		await this.#ctx.store.transact((tx) => {
			const record = this.#record(tx);
			if (record.status === 'InProgress') putTuningJob(tx, { ...record, status: 'Stopping' });
		});
		this.stop();
	}

	/** This job's record, and not that of a later one of its name. */
	#record(from: Pick<Transaction, 'get'> = this.#ctx.store): TuningJobRecord {
		const record = from.get(tuningJobs, this.#name);
		if (record?.createdAt === this.#createdAt) return record;
		throw new PlatformError('JobLost', `The tuning job '${this.#name}' is no longer there.`);
	}

	async #close(error: unknown): Promise<void> {
		await untilStored(this.#ctx, (tx) => {
			const record = tx.get(tuningJobs, this.#name);
			if (record?.createdAt !== this.#createdAt) return;
			const found = error === null ? completionOf(record)?.failure : failureReasonOf(error);
			const failure = bestTrial(record) === null ? (this.#ctx.training.trainsNothing ?? found) : found;
			const ended = record.status === 'Stopping' ? 'Stopped' : 'Completed';
			putTuningJob(tx, {
				...record,
				status: failure === undefined || failure === null ? ended : 'Failed',
				failureReason: failure ?? null,
				endedAt: tx.now
			});
		});
	}
}
