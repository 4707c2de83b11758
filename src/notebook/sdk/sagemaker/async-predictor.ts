import { InvokeEndpointAsyncCommand } from '@aws-sdk/client-sagemaker-runtime';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { UserError } from '#base/errors.ts';
import { bridge } from '../../kernel/bridge.ts';
import { errorName } from './errors.ts';
import { parseS3Uri } from './names.ts';
import type { Predictor } from './predictor.ts';

/** How long to wait between two looks at S3, in simulated milliseconds. */
const POLL_MS = 15_000;
const MOST_LOOKS = 60;

/**
 * Calls an asynchronous endpoint. The Python SDK's `sagemaker.predictor_async.AsyncPredictor`.
 *
 * @example
 * const later = new AsyncPredictor(predictor);
 * const response = await later.predictAsync({ data: rows });
 * const prices = await response.getResult();
 */
export class AsyncPredictor<In = unknown, Out = unknown> {
	readonly predictor: Predictor<In, Out>;

	constructor(predictor: Predictor<In, Out>) {
		this.predictor = predictor;
	}

	/** Puts a request into the queue. Give `data`, of at most 128 kB as it is sent, or the address of an object in S3. */
	async predictAsync(
		request: { readonly data: In } | { readonly inputPath: string }
	): Promise<AsyncInferenceResponse<Out>> {
		const { endpointName, serializer, deserializer, sagemakerSession } = this.predictor;
		const answer = await sagemakerSession.sagemakerRuntimeClient.send(
			new InvokeEndpointAsyncCommand({
				EndpointName: endpointName,
				ContentType: serializer.contentType,
				Accept: deserializer.accept,
				...('data' in request
					? { Body: toBytes(serializer.serialize(request.data)) }
					: { InputLocation: request.inputPath })
			})
		);
		return new AsyncInferenceResponse(
			this.predictor as Predictor<never, Out>,
			answer.OutputLocation ?? '',
			answer.FailureLocation
		);
	}

	/** Puts a request into the queue and waits for its answer. */
	async predict(data: In): Promise<Out> {
		return (await this.predictAsync({ data })).getResult();
	}
}

/** Where the answer to an asynchronous request will be. */
export class AsyncInferenceResponse<Out = unknown> {
	readonly outputPath: string;
	readonly failurePath: string | undefined;
	readonly #predictor: Predictor<never, Out>;

	constructor(predictor: Predictor<never, Out>, outputPath: string, failurePath: string | undefined) {
		this.#predictor = predictor;
		this.outputPath = outputPath;
		this.failurePath = failurePath;
	}

	/**
	 * Waits for the answer, a quarter of an hour of the cloud's time at most.
	 * Rejects with a UserError `AsyncInferenceFailed` with what the endpoint wrote of its failure, or where nothing came.
	 */
	async getResult(): Promise<Out> {
		for (let look = 0; look < MOST_LOOKS; look++) {
			const answer = await this.#read(this.outputPath);
			if (answer) return this.#predictor.deserializer.deserialize(answer, '');
			const failure = this.failurePath === undefined ? null : await this.#read(this.failurePath);
			if (failure) throw failed(new TextDecoder().decode(failure));
			await bridge().sleep(POLL_MS);
		}
		throw failed(`There is nothing at ${this.outputPath} yet.`);
	}

	async #read(uri: string): Promise<Uint8Array | null> {
		const { bucket, key } = parseS3Uri(uri)!;
		try {
			const { Body } = await this.#predictor.sagemakerSession.s3Client.send(
				new GetObjectCommand({ Bucket: bucket, Key: key })
			);
			return (await Body?.transformToByteArray()) ?? null;
		} catch (error) {
			if (errorName(error) === 'NoSuchKey') return null;
			throw error;
		}
	}
}

function toBytes(body: string | Uint8Array): Uint8Array {
	return typeof body === 'string' ? new TextEncoder().encode(body) : body;
}

function failed(message: string): UserError {
	return new UserError('AsyncInferenceFailed', message, {
		hint: "The log group of the endpoint tells more: its stream ends with 'data-log'."
	});
}
