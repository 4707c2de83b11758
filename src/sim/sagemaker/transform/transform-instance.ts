import { UserError } from '#base/errors.ts';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import type { Context } from '../../core/context.ts';
import { bucketAccess } from '../../iam/index.ts';
import { createLogWriter, type LogWriter } from '../../logs/index.ts';
import type { InvocationOutput } from '../../ports.ts';
import { parseS3Uri, readObject } from '../../s3/index.ts';
import { stepFailed } from '../failure-reason.ts';
import type { ContainerRecord } from '../hosting/hosting-records.ts';
import { ServingInstance } from '../hosting/serving-instance.ts';
import { withTimeLimit } from '../hosting/time-limit.ts';
import type { TransformJobRecord } from './transform-record.ts';
import { settingsOf } from './transform-settings.ts';

export const TRANSFORM_LOG_GROUP = '/aws/sagemaker/TransformJobs';

/** One instance of a transform job: the model's containers, and two log streams. */
export class TransformInstance {
	readonly #ctx: Context;
	readonly #job: TransformJobRecord;
	readonly #serving: ServingInstance;
	readonly #log: LogWriter;
	readonly #dataLog: LogWriter;

	constructor(ctx: Context, job: TransformJobRecord) {
		this.#ctx = ctx;
		this.#job = job;
		const stream = `${job.name}/i-${ctx.rng.hex(17)}-${Math.round(ctx.clock.now() / 1000)}`;
		this.#log = createLogWriter(ctx, TRANSFORM_LOG_GROUP, stream);
		this.#dataLog = createLogWriter(ctx, TRANSFORM_LOG_GROUP, `${stream}/data-log`);
		const { environment } = settingsOf(job.request);
		const containers = job.containers.map((container) => ({
			...container,
			environment: { ...container.environment, ...job.request.Environment, ...environment }
		}));
		const { instanceType, roleArn } = job;
		const served = { containers, execution: 'Serial', instanceType, roleArn } as const;
		this.#serving = new ServingInstance(ctx, served, {
			archiveOf: (container) => downloadModel(ctx, container, job.roleArn),
			log: (_, line) => this.#log.write(line)
		});
	}

	/** Resolves when the containers answer; rejects with the reason why they cannot. */
	async start(): Promise<void> {
		await this.#serving.started;
		const { concurrency, payloadMb, batchStrategy } = settingsOf(this.#job.request);
		this.#dataLog.write(
			`[sagemaker logs]: MaxConcurrentTransforms=${concurrency}, MaxPayloadInMB=${payloadMb}, BatchStrategy=${batchStrategy}`
		);
	}

	/**
	 * The answer to one request. A container that breaks or is late is asked again, as often as the job says.
	 * @param what the object that the request is a part of, for the log
	 * @throws UserError TransformRefused with the container's own words
	 */
	async ask(body: Uint8Array, what: string): Promise<Uint8Array> {
		const { timeoutMs, retries } = settingsOf(this.#job.request);
		const { TransformInput: input, TransformOutput: output } = this.#job.request;
		const request = { body, contentType: input?.ContentType, accept: output?.Accept };
		for (let attempt = 0; ; attempt++) {
			const work = this.#serving.invoke(request, {}).then((answer) => answer.output);
			const answer = await withTimeLimit(this.#ctx, timeoutMs, work, LATE).catch(brokenAnswer);
			if (answer.status >= 200 && answer.status < 300) return answer.body;
			const isTheirs = answer.status >= 400 && answer.status < 500;
			if (isTheirs || attempt === retries) throw this.#refused(what, answer);
		}
	}

	/** Takes the instance away once its last words are stored. */
	async close(): Promise<void> {
		this.#serving.close();
		await this.#log.flush();
		await this.#dataLog.flush();
	}

	/** Says what went wrong with an object where people look for it. */
	complain(what: string, lines: readonly string[]): void {
		for (const line of lines) this.#dataLog.write(`[sagemaker logs]: ${what}: ${line}`);
	}

	#refused(what: string, { status, body }: InvocationOutput): UserError {
		const words = decodeUtf8(body);
		this.complain(what, [
			`${status >= 500 ? 'AlgorithmError' : 'ClientError'}: ${status}`,
			'',
			'Message:',
			words
		]);
		return new UserError(
			'TransformRefused',
			`See job logs for more information. (${what}: the container answered ${status}: ${words})`
		);
	}
}

const LATE: InvocationOutput = {
	status: 504,
	contentType: 'text/plain',
	body: encodeUtf8('Model server did not respond to /invocations request within the time limit')
};

function brokenAnswer(error: unknown): InvocationOutput {
	const message = error instanceof Error ? error.message : String(error);
	return { status: 500, contentType: 'text/plain', body: encodeUtf8(message) };
}

async function downloadModel(
	ctx: Context,
	{ modelDataUrl: url }: ContainerRecord,
	roleArn: string | undefined
): Promise<Uint8Array | null> {
	const place = url === null ? null : parseS3Uri(url);
	if (!place) return null;
	try {
		bucketAccess(ctx, roleArn).needRead(place.bucket, place.key);
		return (await readObject(ctx, place.bucket, place.key)).bytes;
	} catch (error) {
		throw stepFailed(`Failed to download model data from ${url}`, error);
	}
}
