import type {
	DescribeImagesRequest,
	DescribeImagesResponse,
	ImageIdentifier,
	ListImagesRequest,
	ListImagesResponse,
	PutImageRequest,
	PutImageResponse
} from '@aws-sdk/client-ecr';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import { pageOf } from '../core/pager.ts';
import type { Given } from '../core/service.ts';
import type { Transaction } from '../core/table.ts';
import { isRecord } from '../protocol/model.ts';
import { layerKey, layers } from './layers.ts';
import { digestOf, needOwn, needRepository, repositories, type ImageRecord } from './registry.ts';

const PAGE = 100;
const MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html */
export async function putImage(
	ctx: Context,
	input: Given<PutImageRequest, 'repositoryName' | 'imageManifest'>
): Promise<PutImageResponse> {
	const { repositoryName, registryId = ctx.accountId, imageManifest, imageTag } = input;
	const mediaType = input.imageManifestMediaType ?? mediaTypeOf(imageManifest);
	const digest = digestOf(imageManifest);
	if (input.imageDigest !== undefined && input.imageDigest !== digest) {
		throw new AwsError(
			'ImageDigestDoesNotMatchException',
			`The image digest '${input.imageDigest}' is not that of the manifest, '${digest}'`
		);
	}
	const where = `in the repository with name '${repositoryName}' in registry with id '${registryId}'`;
	return ctx.store.transact((tx) => {
		const repository = needOwn(ctx, { tx }, registryId, repositoryName);
		needLayers(tx, repositoryName, imageManifest);
		const same = repository.images.find((image) => image.digest === digest);
		if (same && (imageTag === undefined || same.tags.includes(imageTag))) {
			const named = imageTag === undefined ? '' : ` and tag '${imageTag}'`;
			throw new AwsError(
				'ImageAlreadyExistsException',
				`Image with digest '${digest}'${named} already exists ${where}`
			);
		}
		const taken = repository.images.some(({ tags }) => imageTag !== undefined && tags.includes(imageTag));
		if (taken && repository.mutability === 'IMMUTABLE') {
			throw new AwsError(
				'ImageTagAlreadyExistsException',
				`The image tag '${imageTag}' already exists ${where} and cannot be overwritten because the repository is immutable.`
			);
		}
		const others = repository.images
			.filter((image) => image.digest !== digest)
			// A tag is of one image: the new one takes it away.
			.map((image) => ({ ...image, tags: image.tags.filter((tag) => tag !== imageTag) }));
		const tags = [...(same?.tags ?? []), ...(imageTag === undefined ? [] : [imageTag])];
		const image: ImageRecord = { digest, tags, manifest: imageManifest, mediaType, pushedAt: tx.now };
		tx.put(repositories, repositoryName, { ...repository, images: [...others, image] });
		return {
			image: {
				registryId,
				repositoryName,
				imageId: { imageDigest: digest, imageTag },
				imageManifest,
				imageManifestMediaType: mediaType
			}
		};
	});
}

/** @throws AwsError LayersNotFoundException for what the manifest names and nobody has uploaded */
function needLayers(tx: Transaction, repository: string, imageManifest: string): void {
	const { config, layers: named } = JSON.parse(imageManifest) as Record<string, unknown>;
	const parts = [config, ...(Array.isArray(named) ? (named as unknown[]) : [])];
	const missing = parts.flatMap((part) => {
		const digest = isRecord(part) ? part['digest'] : undefined;
		if (typeof digest !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(digest)) return [];
		return tx.get(layers, layerKey(repository, digest)) ? [] : [digest];
	});
	if (missing.length === 0) return;
	throw new AwsError(
		'LayersNotFoundException',
		`The image refers to layers that are not in the repository with name '${repository}': ${missing.join(', ')}`
	);
}

function mediaTypeOf(manifest: string): string {
	let parsed: unknown;
	try {
		parsed = JSON.parse(manifest);
	} catch (cause) {
		throw new AwsError(
			'InvalidParameterException',
			"Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'",
			400,
			{ cause }
		);
	}
	if (!isRecord(parsed) || parsed['schemaVersion'] !== 2) {
		throw new AwsError(
			'InvalidParameterException',
			"Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'schemaVersion must be 2'"
		);
	}
	return typeof parsed['mediaType'] === 'string' ? parsed['mediaType'] : MANIFEST;
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListImages.html */
export async function listImages(
	ctx: Context,
	input: Given<ListImagesRequest, 'repositoryName'>
): Promise<ListImagesResponse> {
	const { images } = needRepository(ctx, input.registryId ?? ctx.accountId, input.repositoryName);
	const ids = withStatus(images, input.filter).flatMap(({ digest, tags }): ImageIdentifier[] =>
		tags.length === 0
			? [{ imageDigest: digest }]
			: tags.map((imageTag) => ({ imageDigest: digest, imageTag }))
	);
	const { items, nextToken } = pageOf(ids, {
		size: input.maxResults ?? PAGE,
		token: input.nextToken,
		keyOf: ({ imageDigest, imageTag = '' }) => `${imageDigest} ${imageTag}`,
		badTokenCode: 'InvalidParameterException'
	});
	return { imageIds: [...items], nextToken };
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html */
export async function describeImages(
	ctx: Context,
	input: Given<DescribeImagesRequest, 'repositoryName'>
): Promise<DescribeImagesResponse> {
	const { repositoryName, registryId = ctx.accountId, imageIds } = input;
	const { images } = needRepository(ctx, registryId, repositoryName);
	const found = imageIds
		? imageIds.map((id) => needImage(images, id, repositoryName, registryId))
		: withStatus(images, input.filter);
	const { items, nextToken } = pageOf(found, {
		size: input.maxResults ?? PAGE,
		token: input.nextToken,
		keyOf: ({ digest }) => digest,
		badTokenCode: 'InvalidParameterException'
	});
	const imageDetails = items.map((image) => ({
		registryId,
		repositoryName,
		imageDigest: image.digest,
		imageTags: image.tags.length > 0 ? [...image.tags] : undefined,
		imagePushedAt: image.pushedAt === null ? undefined : new Date(image.pushedAt),
		imageManifestMediaType: image.mediaType ?? undefined
	}));
	return { imageDetails, nextToken };
}

function needImage(
	images: readonly ImageRecord[],
	{ imageDigest, imageTag }: ImageIdentifier,
	repository: string,
	registryId: string
): ImageRecord {
	const found = images.find(
		({ digest, tags }) =>
			(imageDigest !== undefined || imageTag !== undefined) &&
			(imageDigest === undefined || digest === imageDigest) &&
			(imageTag === undefined || tags.includes(imageTag))
	);
	if (found) return found;
	const id = `{imageDigest:'${imageDigest ?? 'null'}', imageTag:'${imageTag ?? 'null'}'}`;
	throw new AwsError(
		'ImageNotFoundException',
		`The image with imageId ${id} does not exist within the repository with name '${repository}' in the registry with id '${registryId}'`
	);
}

function withStatus(
	images: readonly ImageRecord[],
	filter: DescribeImagesRequest['filter']
): readonly ImageRecord[] {
	const { tagStatus = 'ANY', imageStatus } = filter ?? {};
	if (imageStatus !== undefined && imageStatus !== 'ACTIVE' && imageStatus !== 'ANY')
		throw notSimulated(`The imageStatus ${imageStatus}`, 'Images here are always active.');
	if (tagStatus === 'ANY') return images;
	return images.filter(({ tags }) => tags.length > 0 === (tagStatus === 'TAGGED'));
}
