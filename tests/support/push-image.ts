import {
	CompleteLayerUploadCommand,
	CreateRepositoryCommand,
	InitiateLayerUploadCommand,
	PutImageCommand,
	UploadLayerPartCommand,
	type ECRClient
} from '@aws-sdk/client-ecr';
import type { BuiltImage } from '#engine/image/build-image.ts';

/** Puts an image into a fresh repository by ECR's own operations; returns its URI. */
export async function pushImage(ecr: ECRClient, repositoryName: string, image: BuiltImage): Promise<string> {
	const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName }));
	for (const { digest, bytes } of [image.config, ...image.layers]) {
		const { uploadId } = await ecr.send(new InitiateLayerUploadCommand({ repositoryName }));
		const half = Math.ceil(bytes.length / 2);
		for (const [from, to] of [
			[0, half],
			[half, bytes.length]
		] as const) {
			await ecr.send(
				new UploadLayerPartCommand({
					repositoryName,
					uploadId,
					partFirstByte: from,
					partLastByte: to - 1,
					layerPartBlob: bytes.slice(from, to)
				})
			);
		}
		await ecr.send(new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [digest] }));
	}
	const { manifest: imageManifest, mediaType: imageManifestMediaType } = image;
	await ecr.send(
		new PutImageCommand({ repositoryName, imageManifest, imageManifestMediaType, imageTag: 'v1' })
	);
	return `${repository!.repositoryUri}:v1`;
}
