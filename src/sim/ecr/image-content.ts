import { gunzipSync } from 'fflate';
import { decodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import type { Context } from '../core/context.ts';
import { readTar } from '../core/tar.ts';
import type { ContainerFile } from '../ports.ts';
import { isRecord } from '../protocol/model.ts';
import { layerKey, layers } from './layers.ts';
import { repositories, type ImageRecord } from './registry.ts';

/** What is in an image: its files, and how it is to be started. */
export interface ImageContent {
	readonly files: readonly ContainerFile[];
	readonly entrypoint: readonly string[];
	readonly command: readonly string[];
	readonly environment: Readonly<Record<string, string>>;
	readonly workingFolder: string;
}

const URI =
	/^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^:@]+)(?::([^:@]+)|@(sha256:[0-9a-f]{64}))?$/;

/** Whether a URI names an image of this account's own registry, there or not. */
export function isOwnImage(
	{ accountId, region }: Pick<Context, 'accountId' | 'region'>,
	uri: string
): boolean {
	const [, account, where] = URI.exec(uri) ?? [];
	return account === accountId && where === region;
}

/**
 * The content of an image of the account's own registry, as `docker run` would find it.
 * @throws UserError ImageNotPulled where it is not there, or has no layers here
 */
export async function readImage(ctx: Context, uri: string): Promise<ImageContent> {
	const [, , , name = '', tag = 'latest', digest] = URI.exec(uri) ?? [];
	const repository = ctx.store.get(repositories, name);
	if (!repository) {
		throw new UserError('ImageNotPulled', `Cannot find repository ${name} in registry ID ${ctx.accountId}`, {
			hint: 'Please check if your ECR repository exists and the role has proper pull permissions for SageMaker: ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer'
		});
	}
	const image = repository.images.find((each) =>
		digest === undefined ? each.tags.includes(tag) : each.digest === digest
	);
	if (!image) {
		throw new UserError(
			'ImageNotPulled',
			`Cannot find image with tag '${digest ?? tag}' in repository ${name} in registry ID ${ctx.accountId}.`,
			{ hint: 'Push it, or correct the tag.' }
		);
	}
	return contentOf(ctx, name, image);
}

async function contentOf(ctx: Context, repository: string, image: ImageRecord): Promise<ImageContent> {
	const manifest = parsed(image.manifest ?? '{}');
	const config = await blobOf(ctx, repository, manifest['config']);
	const layersOf = Array.isArray(manifest['layers']) ? (manifest['layers'] as unknown[]) : [];
	const files = new Map<string, Uint8Array>();
	for (const layer of layersOf) {
		const bytes = await blobOf(ctx, repository, layer);
		const isGzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
		for (const { path, bytes: content } of readTar(isGzipped ? gunzipSync(bytes) : bytes))
			files.set(path, content);
	}
	const { config: run } = parsed(decodeUtf8(config));
	const { Entrypoint, Cmd, Env, WorkingDir } = isRecord(run) ? run : {};
	const pairs = textsOf(Env).map(
		(each) => [each.split('=', 1)[0]!, each.slice(each.indexOf('=') + 1)] as const
	);
	return {
		files: Array.from(files, ([path, bytes]) => ({ path, bytes })),
		entrypoint: textsOf(Entrypoint),
		command: textsOf(Cmd),
		environment: Object.fromEntries(pairs),
		workingFolder: typeof WorkingDir === 'string' && WorkingDir.startsWith('/') ? WorkingDir : '/'
	};
}

function parsed(text: string): Record<string, unknown> {
	const value: unknown = JSON.parse(text);
	return isRecord(value) ? value : {};
}

function textsOf(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

async function blobOf(ctx: Context, repository: string, descriptor: unknown): Promise<Uint8Array> {
	const digest = isRecord(descriptor) ? String(descriptor['digest']) : 'none';
	const layer = ctx.store.get(layers, layerKey(repository, digest));
	const bytes = layer && (await ctx.store.bytes(layer.bytesId));
	if (bytes) return bytes;
	throw new UserError(
		'ImageNotPulled',
		`The image's layer ${digest} is not in the repository ${repository}.`,
		{
			hint: 'Upload each layer and the configuration before PutImage: InitiateLayerUpload, UploadLayerPart, CompleteLayerUpload.'
		}
	);
}
