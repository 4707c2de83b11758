import { PutObjectCommand } from '@aws-sdk/client-s3';
import { gzipSync } from 'fflate';
import { encodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import { writeTar } from '#sim/core/tar.ts';
import type { Session } from './session.ts';

/** Files of a source folder: their texts, by their names in it. */
export type SourceFiles = Readonly<Record<string, string>>;

/**
 * Packs a source folder and puts it into S3, where a job in script mode looks for it: `…/JOB/source/sourcedir.tar.gz`.
 * @throws UserError InvalidArgument where the script to start is not among the files
 */
export async function uploadSource(
	session: Session,
	jobName: string,
	entryPoint: string,
	files: SourceFiles
): Promise<string> {
	if (!Object.hasOwn(files, entryPoint)) {
		throw new UserError('InvalidArgument', `The entry point '${entryPoint}' is not among the source files.`, {
			hint: `Write sourceFiles: { '${entryPoint}': text }.`
		});
	}
	const packed = Object.entries(files).map(([path, text]) => ({ path, bytes: encodeUtf8(text) }));
	const Bucket = await session.defaultBucket();
	const Key = `${jobName}/source/sourcedir.tar.gz`;
	await session.s3Client.send(
		new PutObjectCommand({ Bucket, Key, Body: gzipSync(writeTar(packed), { mtime: 0 }) })
	);
	return `s3://${Bucket}/${Key}`;
}
