import { PlatformError } from '#base/errors.ts';
import { startInstances } from '../../billing/index.ts';
import type { Context } from '../../core/context.ts';
import type { LiveJob } from '../../core/live.ts';
import { lasting } from '../../core/states.ts';
import { StopSource } from '../../core/stop-source.ts';
import type { Transaction } from '../../core/table.ts';
import { untilStored } from '../../core/until-stored.ts';
import { bucketAccess } from '../../iam/index.ts';
import { parseS3Uri, putObjectIn } from '../../s3/index.ts';
import { failureReasonOf, stepFailed } from '../failure-reason.ts';
import { inputObjects, type InputObject } from './input-objects.ts';
import { TransformInstance } from './transform-instance.ts';
import { transformObject } from './transform-object.ts';
import {
	closeTransformJob,
	meterIdOf,
	putTransformJob,
	transformJobs,
	type TransformJobRecord
} from './transform-record.ts';
import { transformStates } from './transform-states.ts';

/** One transform job on its way through its states. */
export class TransformJobRun implements LiveJob {
	readonly #ctx: Context;
	readonly #job: TransformJobRecord;
	readonly #stopping = new StopSource();
	#instances: readonly TransformInstance[] = [];

	constructor(ctx: Context, job: TransformJobRecord) {
		this.#ctx = ctx;
		this.#job = job;
	}

	/** Brings the job to its end. Never rejects: what goes wrong is the job's FailureReason. */
	async run(): Promise<void> {
		const { live } = this.#ctx;
		const key = liveKey(this.#job.name);
		live.jobs.set(key, this);
		try {
			await this.#work();
		} catch (error) {
			await this.#end(error).catch(() => {});
		} finally {
			if (live.jobs.get(key) === this) live.jobs.delete(key);
		}
	}

	stop(): void {
		this.#stopping.abort(new PlatformError('JobStopped', 'The job was stopped.'));
	}

	/** A job without its instances can only end. */
	kill(): boolean {
		this.stop();
		return true;
	}

	async #work(): Promise<void> {
		const { clock, store } = this.#ctx;
		await lasting(transformStates.launching, clock, this.#stopping.signal);
		await store.transact((tx) => this.#begin(tx));
		// Real work: simulated time stands still meanwhile, where the clock is one that can.
		const release = clock.hold();
		try {
			await this.#transform();
		} finally {
			await this.#giveBack();
			release();
		}
		await store.transact((tx) => {
			const record = this.#record(tx);
			if (record.status !== 'InProgress') throw new PlatformError('JobStopped', 'The job was stopped.');
			closeTransformJob(tx, record, { status: 'Completed', failureReason: null }, tx.now);
		});
	}

	#begin(tx: Transaction): void {
		const record = { ...this.#record(tx), startedAt: tx.now };
		startInstances(tx, { ...record, id: meterIdOf(record), service: 'Transform', resource: record.name });
		putTransformJob(tx, record);
	}

	/** This job's record, and not that of an account that was emptied meanwhile. */
	#record(tx: Transaction): TransformJobRecord {
		const record = tx.get(transformJobs, this.#job.name);
		if (record?.createdAt === this.#job.createdAt) return record;
		throw new PlatformError('JobLost', `The transform job '${this.#job.name}' is no longer there.`);
	}

	/** Objects are dealt out to the instances one after another; each instance works on one at a time. */
	async #transform(): Promise<void> {
		const objects = await this.#objects();
		const count = Math.min(this.#job.instanceCount, objects.length);
		this.#instances = Array.from({ length: count }, () => new TransformInstance(this.#ctx, this.#job));
		await Promise.all(this.#instances.map((instance) => instance.start()));
		await Promise.all(
			this.#instances.map(async (instance, i) => {
				for (let at = i; at < objects.length; at += count) await this.#one(instance, objects[at]!);
			})
		);
	}

	async #objects(): Promise<InputObject[]> {
		const { request, roleArn } = this.#job;
		try {
			return await inputObjects(this.#ctx, request.TransformInput!, roleArn);
		} catch (error) {
			throw stepFailed('Data download failed', error);
		}
	}

	async #one(instance: TransformInstance, object: InputObject): Promise<void> {
		const stopping = (): void => {
			if (this.#stopping.signal.aborted) throw this.#stopping.signal.reason;
		};
		stopping();
		try {
			const bytes = await transformObject(this.#ctx, this.#job, instance, object, stopping);
			await this.#ctx.store.transact((tx) => this.#put(tx, object, bytes));
		} catch (error) {
			// One bad object ends the job; what was written of the others stays.
			this.stop();
			throw error;
		}
	}

	#put(tx: Transaction, { relativeName }: InputObject, bytes: Uint8Array): void {
		const { S3OutputPath: path = '', Accept: accept } = this.#record(tx).request.TransformOutput ?? {};
		const { bucket, key: prefix } = parseS3Uri(path)!;
		const key = `${prefix.replace(/\/+$/, '')}/${relativeName}.out`.replace(/^\/+/, '');
		try {
			bucketAccess(this.#ctx, this.#job.roleArn).needWrite(bucket, key);
			putObjectIn(tx, this.#ctx, { bucket, key, bytes, contentType: accept ?? 'application/octet-stream' });
		} catch (error) {
			throw stepFailed('Output upload failed', error);
		}
	}

	async #giveBack(): Promise<void> {
		for (const instance of this.#instances) await instance.close().catch(() => {});
	}

	/** The end that is not completion: stopped, or failed by `error`. A region that closes leaves all as it is. */
	async #end(error: unknown): Promise<void> {
		const { clock, live, store } = this.#ctx;
		if (live.closing.signal.aborted) return;
		const status = store.get(transformJobs, this.#job.name)?.status;
		if (status === 'Stopping') await lasting(transformStates.stopping, clock, live.closing.signal);
		await untilStored(this.#ctx, (tx) => {
			const record = tx.get(transformJobs, this.#job.name);
			if (record?.createdAt !== this.#job.createdAt) return;
			const end =
				record.status === 'Stopping'
					? ({ status: 'Stopped', failureReason: null } as const)
					: ({ status: 'Failed', failureReason: failureReasonOf(error) } as const);
			closeTransformJob(tx, record, end, tx.now);
		});
	}
}

/** A transform job may have the name of a training job. */
export function liveKey(name: string): string {
	return `transform/${name}`;
}
