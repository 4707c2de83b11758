import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { loadContainer, type ServingContainer } from '#engine/container/serve.ts';
import { trainInContainer } from '#engine/container/train.ts';
import type { ChannelInput } from '#sim/ports.ts';

/** A channel of one file. */
export function channel(name: string, body: string | Uint8Array, contentType?: string): ChannelInput {
	const bytes = typeof body === 'string' ? encodeUtf8(body) : body;
	return { name, contentType, files: [{ key: `data/${name}/part`, bytes }] };
}

/** Image of one of SageMaker's first algorithms. */
export function firstImage(repository: string): string {
	return `382416733822.dkr.ecr.us-east-1.amazonaws.com/${repository}:1`;
}

/** Runs a training container; its clock goes on by half a second with each look. */
export async function train(
	image: string,
	hyperparameters: Readonly<Record<string, string>>,
	channels: readonly ChannelInput[]
): Promise<{ archive: Uint8Array; lines: string[] }> {
	const lines: string[] = [];
	let now = 0;
	const outcome = await trainInContainer(
		{
			jobName: 'job',
			image,
			hyperparameters,
			channels,
			instanceType: 'ml.m5.large',
			instanceCount: 1
		},
		{ log: (line) => lines.push(line), stop: { aborted: false }, now: () => (now += 500) }
	);
	return { archive: outcome.modelArchive!, lines };
}

/** A serving container with that model. */
export function serve(image: string, modelArchive: Uint8Array): Promise<ServingContainer> {
	return loadContainer({ image, modelArchive, environment: {} }, { log: () => {} });
}

/** POST /invocations. */
export async function ask(
	container: ServingContainer,
	body: string | Uint8Array,
	contentType?: string,
	accept?: string
): Promise<{ status: number; contentType: string; text: string; bytes: Uint8Array }> {
	const bytes = typeof body === 'string' ? encodeUtf8(body) : body;
	const output = await container.invoke({ body: bytes, contentType, accept });
	return { ...output, text: decodeUtf8(output.body), bytes: output.body };
}
