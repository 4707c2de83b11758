import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
	CompleteMultipartUploadCommand,
	CreateBucketCommand,
	CreateMultipartUploadCommand,
	GetObjectCommand,
	S3Client,
	UploadPartCommand
} from '@aws-sdk/client-s3';
import type { RegionProcess } from './region-process.ts';

const MB = 2 ** 20;
const PART_BYTES = 64 * MB;

export interface LargeObjectReport {
	/** Memory of the server before, and the most that it ever had, in MB. */
	readonly beforeMb: number;
	readonly peakMb: number;
	readonly uploadSeconds: number;
	readonly downloadSeconds: number;
	readonly sizeBytes: number;
	/** Of what went in. */
	readonly sha1: string;
	/** Whether what came back is what went in. */
	readonly comesBack: boolean;
}

const WHERE = { Bucket: 'large', Key: 'object' };

/** Uploads an object of so many bytes in parts by AWS's client, downloads it again, and looks at the server's memory. */
export async function sendLargeObject(server: RegionProcess, sizeBytes: number): Promise<LargeObjectReport> {
	const s3 = clientOf(server);
	await s3.send(new CreateBucketCommand({ Bucket: WHERE.Bucket }));
	const beforeMb = memoryMb(server, 'VmRSS');
	const sent = createHash('sha1');
	const began = performance.now();
	const { UploadId } = await s3.send(new CreateMultipartUploadCommand(WHERE));
	const parts: { PartNumber: number; ETag: string | undefined }[] = [];
	for (let at = 0; at < sizeBytes; at += PART_BYTES) {
		const PartNumber = parts.length + 1;
		const Body = partOf(PartNumber, Math.min(PART_BYTES, sizeBytes - at));
		sent.update(Body);
		const { ETag } = await s3.send(new UploadPartCommand({ ...WHERE, UploadId, PartNumber, Body }));
		parts.push({ PartNumber, ETag });
	}
	const MultipartUpload = { Parts: parts };
	await s3.send(new CompleteMultipartUploadCommand({ ...WHERE, UploadId, MultipartUpload }));
	const uploaded = performance.now();
	s3.destroy();
	const received = await receiveLargeObject(server);
	const downloaded = performance.now();
	const sha1 = sent.digest('hex');
	return {
		beforeMb,
		peakMb: memoryMb(server, 'VmHWM'),
		uploadSeconds: (uploaded - began) / 1000,
		downloadSeconds: (downloaded - uploaded) / 1000,
		sizeBytes: received.sizeBytes,
		sha1,
		comesBack: sha1 === received.sha1
	};
}

/** Downloads that object. */
export async function receiveLargeObject(
	server: RegionProcess
): Promise<{ sha1: string; sizeBytes: number }> {
	const s3 = clientOf(server);
	const received = createHash('sha1');
	const { Body } = await s3.send(new GetObjectCommand(WHERE));
	let sizeBytes = 0;
	for await (const piece of Body as AsyncIterable<Uint8Array>) {
		received.update(piece);
		sizeBytes += piece.length;
	}
	s3.destroy();
	return { sha1: received.digest('hex'), sizeBytes };
}

function clientOf(server: RegionProcess): S3Client {
	return new S3Client({
		endpoint: server.url,
		region: 'us-east-1',
		forcePathStyle: true,
		credentials: { accessKeyId: 'simulated', secretAccessKey: 'simulated' },
		maxAttempts: 1
	});
}

/** No part is like another. */
function partOf(number: number, sizeBytes: number): Buffer {
	const bytes = Buffer.alloc(sizeBytes);
	for (let at = 0; at < sizeBytes; at += MB) bytes.writeUInt32LE((number * 4096 + at / MB) >>> 0, at);
	return bytes;
}

/** What Linux says of the server's memory. */
function memoryMb({ process }: RegionProcess, field: 'VmRSS' | 'VmHWM'): number {
	const status = readFileSync(`/proc/${process.pid}/status`, 'utf8');
	return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)![1]) / 1024;
}
