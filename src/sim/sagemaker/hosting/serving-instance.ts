import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { LiveInstance } from '../../core/live.ts';
import type { InferenceInstance, InvocationInput, InvocationOutput } from '../../ports.ts';
import { bucketAccess } from '../../iam/index.ts';
import { parseS3Uri, readObject } from '../../s3/index.ts';
import { isProgramImage } from '../containers/program-image.ts';
import { startServingProgram } from '../containers/serving-program.ts';
import type { ContainerRecord, VariantRecord } from './hosting-records.ts';
import { LoadedModels } from './loaded-models.ts';
import { modelLimitsOf } from './model-limits.ts';

/** Which part of an instance a request is for, where its variant leaves a choice. */
export interface InvocationTarget {
	readonly model?: string | undefined;
	readonly hostname?: string | undefined;
}

/** What came back, and which container said it. */
export interface ContainerAnswer {
	readonly output: InvocationOutput;
	/** `primary`, or the hostname of one of several. */
	readonly container: string;
	/** How long its containers worked for it: whole milliseconds of real time, at least 1. */
	readonly workMs: number;
}

/** How an instance gets at its archives and where its containers write. */
export interface InstanceSupport {
	archiveOf(container: ContainerRecord): Promise<Uint8Array | null>;
	log(container: ContainerRecord, line: string): void;
	/** Simulated time that the instance takes before its containers begin to start. */
	readonly delayMs?: number | undefined;
}

type Served = Pick<VariantRecord, 'containers' | 'execution' | 'instanceType' | 'roleArn'>;

/** One instance that serves: all containers of a model, side by side. */
export class ServingInstance implements LiveInstance {
	readonly #ctx: Context;
	readonly #served: Served;
	readonly #support: InstanceSupport;
	readonly #containers = new Map<string, Promise<InferenceInstance>>();
	readonly #models = new Map<string, LoadedModels>();
	/** Settles when every container answers its ping, or the first does not. */
	readonly started: Promise<unknown>;
	/** Simulated time of the end of its last request, or of its start. */
	idleSince: number;
	#busy = 0;
	#isRetired = false;

	constructor(ctx: Context, served: Served, support: InstanceSupport) {
		this.#ctx = ctx;
		this.#served = served;
		this.#support = support;
		this.idleSince = ctx.clock.now();
		for (const container of served.containers) {
			const { hostname } = container;
			if (container.isMultiModel) {
				this.#models.set(
					hostname,
					new LoadedModels(modelLimitsOf(served.instanceType, container.keepsModels))
				);
			} else {
				this.#containers.set(hostname, this.#startAtFirst(container));
			}
		}
		this.started = Promise.all(this.#containers.values());
		this.started.catch(() => {});
	}

	get busy(): number {
		return this.#busy;
	}

	/** Models that a multi-model container has loaded now, least recently used first. */
	loadedModels(hostname: string): readonly string[] {
		return this.#models.get(hostname)?.names ?? [];
	}

	/**
	 * Sends a request through the containers, or to the one that is named; the first that refuses has the last word.
	 * Rejects with a PlatformError when the instance died, with an AwsError where there is no such model.
	 */
	async invoke(input: InvocationInput, target: InvocationTarget): Promise<ContainerAnswer> {
		this.#busy++;
		try {
			return await this.#through(this.#chosen(target.hostname), input, target.model);
		} finally {
			this.#busy--;
			this.idleSince = this.#ctx.clock.now();
			if (this.#isRetired && this.#busy === 0) this.close();
		}
	}

	/** Takes no more requests, and goes when those under way have their answers. */
	retire(): void {
		this.#isRetired = true;
		if (this.#busy === 0) this.close();
	}

	close(): void {
		for (const models of this.#models.values()) models.close();
		for (const container of this.#containers.values()) {
			container.then(
				(instance) => instance.close(),
				() => {}
			);
		}
	}

	#chosen(hostname: string | undefined): readonly ContainerRecord[] {
		const { containers } = this.#served;
		return hostname === undefined ? containers : containers.filter((each) => each.hostname === hostname);
	}

	async #through(
		containers: readonly ContainerRecord[],
		input: InvocationInput,
		model: string | undefined
	): Promise<ContainerAnswer> {
		const { clock } = this.#ctx;
		await this.started;
		const began = clock.now();
		let output: InvocationOutput | null = null;
		let asked = containers[0]!;
		for (asked of containers) {
			const isLast = asked === containers.at(-1);
			output = await this.#ask(
				asked,
				{
					...input,
					body: output?.body ?? input.body,
					contentType: output?.contentType ?? input.contentType,
					// What lies between two containers is their business; the caller's wish is for the end.
					accept: isLast ? input.accept : undefined
				},
				model
			);
			if (output.status >= 400) break;
		}
		const workMs = Math.max(1, Math.ceil((clock.now() - began) / clock.speed));
		return { output: output!, container: this.#spokenName(asked), workMs };
	}

	#spokenName({ hostname }: ContainerRecord): string {
		return this.#served.containers.length === 1 ? 'primary' : hostname;
	}

	async #ask(
		container: ContainerRecord,
		input: InvocationInput,
		model: string | undefined
	): Promise<InvocationOutput> {
		const models = this.#models.get(container.hostname);
		const single = models ? null : await this.#containers.get(container.hostname)!;
		const release = this.#ctx.clock.hold();
		try {
			if (single) return await single.invoke(input);
			const name = model ?? '';
			const source = {
				read: () => this.#download(container, name),
				start: (archive: Uint8Array) => this.#start(container, () => Promise.resolve(archive))
			};
			return await models!.use(name, source, (loaded) => loaded.invoke(input));
		} finally {
			release();
		}
	}

	async #startAtFirst(container: ContainerRecord): Promise<InferenceInstance> {
		const { archiveOf, delayMs } = this.#support;
		const { clock, live } = this.#ctx;
		if (delayMs !== undefined) await clock.sleep(delayMs, live.closing.signal);
		const release = clock.hold();
		try {
			return await this.#start(container, () => archiveOf(container));
		} finally {
			release();
		}
	}

	async #start(
		container: ContainerRecord,
		archiveOf: () => Promise<Uint8Array | null>
	): Promise<InferenceInstance> {
		const { image, environment } = container;
		const modelArchive = await archiveOf();
		const model = { image, modelArchive, environment, instanceType: this.#served.instanceType };
		const log = (line: string): void => this.#support.log(container, line);
		return isProgramImage(this.#ctx, image)
			? startServingProgram(this.#ctx, model, this.#served.roleArn, log)
			: this.#ctx.inference.start(model, log);
	}

	async #download({ modelDataUrl }: ContainerRecord, model: string): Promise<Uint8Array> {
		const { bucket, key: prefix } = parseS3Uri(modelDataUrl ?? '')!;
		const key = `${prefix.replace(/\/*$/, '/')}${model.replace(/^\/+/, '')}`.replace(/^\//, '');
		try {
			bucketAccess(this.#ctx, this.#served.roleArn).needRead(bucket, key);
			return (await readObject(this.#ctx, bucket, key)).bytes;
		} catch (cause) {
			throw new AwsError(
				'ValidationError',
				`Failed to download model data(bucket: ${bucket}, key: ${key}). Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the model.`,
				400,
				{ cause }
			);
		}
	}
}
