import { UserError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { Transaction } from '../../core/table.ts';
import { bucketAccess } from '../../iam/index.ts';
import type { ContainerFile } from '../../ports.ts';
import { buckets, objectsUnder, parseS3Uri, putObjectIn, readObject } from '../../s3/index.ts';
import { shardOf, type Host } from '../containers/host.ts';
import { below } from '../containers/local-path.ts';
import type { ProcessingInput } from './processing-record.ts';

const ROOT = '/opt/ml/processing';

/** What one input lays into the containers. */
export interface InputFiles {
	readonly folder: string;
	readonly isSharded: boolean;
	/** In the order of their keys. */
	readonly files: readonly ContainerFile[];
}

/**
 * What the inputs lay into the containers: each object under an input's S3Uri below its LocalPath.
 * @throws AwsError AccessDenied, or UserError DataDownloadFailed for an absent bucket, or no object there
 */
export async function downloadInputs(ctx: Context, request: ProcessingInput): Promise<InputFiles[]> {
	const inputs: InputFiles[] = [];
	const access = bucketAccess(ctx, request.RoleArn);
	for (const { InputName: name = '', S3Input } of request.ProcessingInputs ?? []) {
		const uri = S3Input?.S3Uri ?? '';
		const place = parseS3Uri(uri);
		const isThere = place !== null && ctx.store.get(buckets, place.bucket) !== undefined;
		if (isThere) access.needList(place.bucket, place.key);
		const found = isThere
			? objectsUnder(ctx, place.bucket, place.key).filter(({ key }) => !key.endsWith('/'))
			: [];
		if (found.length === 0) {
			throw new UserError(
				'DataDownloadFailed',
				`Data download failed: for the input '${name}' no S3 objects were found under '${uri}'.`,
				{ hint: 'Put the data there, or correct the address.' }
			);
		}
		const folder = (S3Input?.LocalPath ?? `${ROOT}/input/${name}`).replace(/\/+$/, '');
		const files: ContainerFile[] = [];
		for (const { key } of found) {
			access.needRead(place!.bucket, key);
			const { bytes } = await readObject(ctx, place!.bucket, key);
			files.push({ path: `${folder}/${below(key, place!.key)}`, bytes });
		}
		inputs.push({ folder, isSharded: S3Input?.S3DataDistributionType === 'ShardedByS3Key', files });
	}
	return inputs;
}

/** The files that lie on one host. */
export function filesOn(host: Host, inputs: readonly InputFiles[]): ContainerFile[] {
	return inputs.flatMap(({ isSharded, files }) => (isSharded ? shardOf(files, host) : files));
}

interface OutputPlace {
	readonly folder: string;
	readonly uri: string;
}

/** Where the outputs lie in the container, and where they go. */
export function outputPlaces(request: ProcessingInput): OutputPlace[] {
	return (request.ProcessingOutputConfig?.Outputs ?? []).map(({ OutputName = '', S3Output }) => ({
		folder: (S3Output?.LocalPath ?? `${ROOT}/output/${OutputName}`).replace(/\/+$/, ''),
		uri: (S3Output?.S3Uri ?? '').replace(/\/+$/, '')
	}));
}

/**
 * Stores the files of one host's output folders. Those of all hosts come to the same place: of two with one name the
 * later stays.
 * @throws AwsError NoSuchBucket, AccessDenied
 */
export function uploadOutputs(
	tx: Transaction,
	ctx: Context,
	request: ProcessingInput,
	files: readonly ContainerFile[]
): void {
	const access = bucketAccess(ctx, request.RoleArn);
	for (const { folder, uri } of outputPlaces(request)) {
		for (const { path, bytes } of files) {
			if (!path.startsWith(`${folder}/`)) continue;
			const place = parseS3Uri(`${uri}/${path.slice(folder.length + 1)}`)!;
			access.needWrite(place.bucket, place.key);
			putObjectIn(tx, ctx, { ...place, bytes, contentType: 'application/octet-stream' });
		}
	}
}
