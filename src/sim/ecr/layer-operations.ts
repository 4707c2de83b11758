import type {
	BatchCheckLayerAvailabilityRequest,
	BatchCheckLayerAvailabilityResponse,
	CompleteLayerUploadRequest,
	CompleteLayerUploadResponse,
	InitiateLayerUploadRequest,
	InitiateLayerUploadResponse,
	UploadLayerPartRequest,
	UploadLayerPartResponse
} from '@aws-sdk/client-ecr';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, toHex } from '#base/bytes.ts';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import { layerKey, layers, layerUploads, type LayerUpload } from './layers.ts';
import { needOwn } from './registry.ts';

const PART_BYTES = 20 * 1024 * 1024;

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_InitiateLayerUpload.html */
export async function initiateLayerUpload(
	ctx: Context,
	{ registryId = ctx.accountId, repositoryName }: Given<InitiateLayerUploadRequest, 'repositoryName'>
): Promise<InitiateLayerUploadResponse> {
	const uploadId = ctx.rng.uuid();
	await ctx.store.transact((tx) => {
		needOwn(ctx, { tx }, registryId, repositoryName);
		tx.put(layerUploads, uploadId, { id: uploadId, repository: repositoryName, sizeBytes: 0, parts: [] });
	});
	return { uploadId, partSize: PART_BYTES };
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UploadLayerPart.html */
export async function uploadLayerPart(
	ctx: Context,
	input: Given<
		UploadLayerPartRequest,
		'repositoryName' | 'uploadId' | 'partFirstByte' | 'partLastByte' | 'layerPartBlob'
	>
): Promise<UploadLayerPartResponse> {
	const { registryId = ctx.accountId, repositoryName, uploadId, partFirstByte, partLastByte } = input;
	const bytes = input.layerPartBlob;
	return ctx.store.transact((tx) => {
		needOwn(ctx, { tx }, registryId, repositoryName);
		const upload = needUpload(tx.get(layerUploads, uploadId), repositoryName, uploadId);
		if (partFirstByte !== upload.sizeBytes || partLastByte - partFirstByte + 1 !== bytes.length) {
			throw new AwsError(
				'InvalidLayerPartException',
				`Layer part upload does not follow the bytes that are there: it holds ${bytes.length} bytes, from ${partFirstByte} to ${partLastByte}, and ${upload.sizeBytes} bytes have been received.`
			);
		}
		const part = `ecr-part/${uploadId}/${upload.parts.length}`;
		tx.putBytes(part, bytes.slice());
		const sizeBytes = upload.sizeBytes + bytes.length;
		tx.put(layerUploads, uploadId, { ...upload, sizeBytes, parts: [...upload.parts, part] });
		return { registryId, repositoryName, uploadId, lastByteReceived: sizeBytes - 1 };
	});
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CompleteLayerUpload.html */
export async function completeLayerUpload(
	ctx: Context,
	input: Given<CompleteLayerUploadRequest, 'repositoryName' | 'uploadId' | 'layerDigests'>
): Promise<CompleteLayerUploadResponse> {
	const { registryId = ctx.accountId, repositoryName, uploadId, layerDigests } = input;
	needOwn(ctx, ctx, registryId, repositoryName);
	const upload = needUpload(ctx.store.get(layerUploads, uploadId), repositoryName, uploadId);
	if (upload.sizeBytes === 0) {
		throw new AwsError('EmptyUploadException', `The upload '${uploadId}' has no layer parts.`);
	}
	const pieces: Uint8Array[] = [];
	for (const part of upload.parts) pieces.push((await ctx.store.bytes(part)) ?? new Uint8Array(0));
	const bytes = concatBytes(pieces);
	const digest = `sha256:${toHex(sha256(bytes))}`;
	if (!layerDigests.includes(digest)) {
		throw new AwsError(
			'InvalidLayerException',
			`The layer digest '${layerDigests[0]}' does not match the bytes that were uploaded, whose digest is '${digest}'.`
		);
	}
	return ctx.store.transact((tx) => {
		needUpload(tx.get(layerUploads, uploadId), repositoryName, uploadId);
		const key = layerKey(repositoryName, digest);
		if (tx.get(layers, key)) {
			throw new AwsError(
				'LayerAlreadyExistsException',
				`Layer with digest '${digest}' already exists in the repository with name '${repositoryName}' in registry with id '${registryId}'`
			);
		}
		for (const part of upload.parts) tx.removeBytes(part);
		tx.remove(layerUploads, uploadId);
		tx.put(layers, key, {
			repository: repositoryName,
			digest,
			sizeBytes: bytes.length,
			bytesId: `ecr-layer/${key}`
		});
		tx.putBytes(`ecr-layer/${key}`, bytes);
		return { registryId, repositoryName, uploadId, layerDigest: digest };
	});
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchCheckLayerAvailability.html */
export async function batchCheckLayerAvailability(
	ctx: Context,
	input: Given<BatchCheckLayerAvailabilityRequest, 'repositoryName' | 'layerDigests'>
): Promise<BatchCheckLayerAvailabilityResponse> {
	const { registryId = ctx.accountId, repositoryName, layerDigests } = input;
	needOwn(ctx, ctx, registryId, repositoryName);
	return {
		layers: layerDigests.map((layerDigest) => {
			const layer = ctx.store.get(layers, layerKey(repositoryName, layerDigest));
			return layer
				? { layerDigest, layerAvailability: 'AVAILABLE' as const, layerSize: layer.sizeBytes }
				: { layerDigest, layerAvailability: 'UNAVAILABLE' as const };
		}),
		failures: []
	};
}

function needUpload(upload: LayerUpload | undefined, repository: string, id: string): LayerUpload {
	if (upload?.repository === repository) return upload;
	throw new AwsError(
		'UploadNotFoundException',
		`The upload with id '${id}' does not exist in the repository with name '${repository}'`
	);
}
