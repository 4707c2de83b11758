import { gunzipSync } from 'fflate';
import { UserError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { readTar } from '../../core/tar.ts';
import type { ContainerFile } from '../../ports.ts';
import { parseS3Uri, readObject } from '../../s3/index.ts';
import { bucketAccess } from '../../iam/index.ts';
import { stepFailed } from '../failure-reason.ts';

/**
 * The learner's source code in a container: the archive at `uri`, laid into `folder`.
 * @throws UserError BadSourceArchive, DataTransferFailed
 */
export async function downloadSource(
	ctx: Context,
	uri: string,
	folder: string,
	roleArn: string | undefined
): Promise<ContainerFile[]> {
	const place = parseS3Uri(uri);
	if (!place)
		throw new UserError(
			'BadSourceArchive',
			`The source code '${uri}' is at no address like s3://bucket/key.`
		);
	let bytes: Uint8Array;
	try {
		bucketAccess(ctx, roleArn).needRead(place.bucket, place.key);
		bytes = (await readObject(ctx, place.bucket, place.key)).bytes;
	} catch (error) {
		throw stepFailed(`Download of the source code ${uri} failed`, error);
	}
	return unpack(bytes, uri).map(({ path, bytes: content }) => ({ path: `${folder}${path}`, bytes: content }));
}

/** The files of a gzipped tar archive. @throws UserError BadSourceArchive */
export function unpack(bytes: Uint8Array, name: string): ContainerFile[] {
	try {
		return readTar(gunzipSync(bytes));
	} catch (cause) {
		throw new UserError('BadSourceArchive', `'${name}' is no gzipped tar archive.`, {
			hint: 'The Python SDK and this notebook make one of your source folder: sourcedir.tar.gz.',
			cause
		});
	}
}
