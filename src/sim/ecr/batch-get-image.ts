import type { BatchGetImageRequest, BatchGetImageResponse, Image } from '@aws-sdk/client-ecr';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import { needOwn } from './registry.ts';

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html */
export async function batchGetImage(
	ctx: Context,
	input: Given<BatchGetImageRequest, 'repositoryName' | 'imageIds'>
): Promise<BatchGetImageResponse> {
	const { repositoryName, registryId = ctx.accountId, imageIds } = input;
	const { images } = needOwn(ctx, ctx, registryId, repositoryName);
	const found: Image[] = [];
	const failures: BatchGetImageResponse['failures'] = [];
	for (const imageId of imageIds) {
		const { imageDigest, imageTag } = imageId;
		const image = images.find(
			({ digest, tags }) =>
				(imageDigest === undefined || digest === imageDigest) &&
				(imageTag === undefined || tags.includes(imageTag)) &&
				(imageDigest ?? imageTag) !== undefined
		);
		if (!image) {
			failures.push({ imageId, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' });
			continue;
		}
		found.push({
			registryId,
			repositoryName,
			imageId: { imageDigest: image.digest, imageTag },
			imageManifest: image.manifest ?? undefined,
			imageManifestMediaType: image.mediaType ?? undefined
		});
	}
	return { images: found, failures };
}
