import {
	BatchCheckLayerAvailabilityCommand,
	CompleteLayerUploadCommand,
	CreateRepositoryCommand,
	InitiateLayerUploadCommand,
	PutImageCommand,
	UploadLayerPartCommand
} from '@aws-sdk/client-ecr';
import { UserError } from '#base/errors.ts';
import { buildImage as build, type BuiltImage, type ImageBlob } from '#engine/image/build-image.ts';
import { ECRClient } from './aws/ecr.ts';
import { DEFAULT_REGION } from './aws/preset.ts';
import { errorName } from './sagemaker/errors.ts';

/** What a cell gets for 'docker': images built from a Dockerfile, and pushed to ECR as docker does it. */

export interface BuildOptions {
	/** Its text. It begins with `FROM node:20`: containers here run JavaScript. */
	readonly dockerfile: string;
	/** The files beside it that COPY may take: their texts or bytes, by relative paths. */
	readonly files: Readonly<Record<string, string | Uint8Array>>;
}

export interface PushOptions {
	/** Name of the repository in ECR; it is made if it is not there. */
	readonly repository: string;
	/** Default `latest`. */
	readonly tag?: string;
	/** Default `us-east-1`. */
	readonly region?: string;
}

/** A container image on this machine. */
export class Image {
	readonly #built: BuiltImage;

	constructor(built: BuiltImage) {
		this.#built = built;
	}

	/** `sha256:…` of each layer, in their order. */
	get layers(): readonly string[] {
		return this.#built.layers.map(({ digest }) => digest);
	}

	/**
	 * Uploads what the repository has not yet, layer by layer, and puts the image under its tag. Rejects with ECR's errors.
	 * @returns the image's address, for training jobs and models
	 */
	async push({ repository, tag = 'latest', region = DEFAULT_REGION }: PushOptions): Promise<string> {
		const client = new ECRClient({ region });
		const uri = await repositoryUri(client, repository);
		for (const blob of [this.#built.config, ...this.#built.layers]) await upload(client, repository, blob);
		const put = new PutImageCommand({
			repositoryName: repository,
			imageManifest: this.#built.manifest,
			imageManifestMediaType: this.#built.mediaType,
			imageTag: tag
		});
		await client.send(put).catch((error: unknown) => {
			// The same image under the same tag: nothing to do.
			if (errorName(error) !== 'ImageAlreadyExistsException') throw error;
		});
		return `${uri}:${tag}`;
	}
}

/**
 * Builds an image from a Dockerfile. Throws a UserError `BadDockerfile`, or `NotSimulated` for instructions that would
 * need another machine, such as `RUN npm install`.
 */
export function buildImage({ dockerfile, files }: BuildOptions): Image {
	if (typeof dockerfile !== 'string' || typeof files !== 'object' || files === null) {
		throw new UserError(
			'InvalidArgument',
			'buildImage takes the text of a Dockerfile and files by their names.',
			{
				hint: "Write buildImage({ dockerfile: 'FROM node:20 …', files: { 'main.js': text } })."
			}
		);
	}
	return new Image(build({ dockerfile, files }));
}

async function repositoryUri(client: ECRClient, repositoryName: string): Promise<string> {
	try {
		const { repository } = await client.send(new CreateRepositoryCommand({ repositoryName }));
		return repository?.repositoryUri ?? '';
	} catch (error) {
		if (errorName(error) !== 'RepositoryAlreadyExistsException') throw error;
		const account = /registry with id '(\d+)'/.exec((error as Error).message)?.[1] ?? '';
		const region = await client.config.region();
		return `${account}.dkr.ecr.${region}.amazonaws.com/${repositoryName}`;
	}
}

async function upload(
	client: ECRClient,
	repositoryName: string,
	{ digest, bytes }: ImageBlob
): Promise<void> {
	const asked = { repositoryName, layerDigests: [digest] };
	const { layers = [] } = await client.send(new BatchCheckLayerAvailabilityCommand(asked));
	if (layers[0]?.layerAvailability === 'AVAILABLE') return;
	const { uploadId, partSize = bytes.length } = await client.send(
		new InitiateLayerUploadCommand({ repositoryName })
	);
	for (let at = 0; at < bytes.length; at += partSize) {
		const layerPartBlob = bytes.slice(at, at + partSize);
		const partLastByte = at + layerPartBlob.length - 1;
		await client.send(
			new UploadLayerPartCommand({ repositoryName, uploadId, partFirstByte: at, partLastByte, layerPartBlob })
		);
	}
	await client.send(new CompleteLayerUploadCommand({ ...asked, uploadId }));
}
