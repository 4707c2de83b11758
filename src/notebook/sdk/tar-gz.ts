import { gunzipSync, gzipSync } from 'fflate';
import { encodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import { readTar, writeTar } from '#sim/core/tar.ts';

/**
 * A gzipped tar archive of files: their texts or bytes, by their names in it. SageMaker wants models and source code so.
 *
 * @example
 * const archive = tarGz({ 'xgboost-model': await files.bytes('data/model.json') });
 */
export function tarGz(content: Readonly<Record<string, string | Uint8Array>>): Uint8Array<ArrayBuffer> {
	const packed = Object.entries(content).map(([path, each]) => ({
		path,
		bytes: typeof each === 'string' ? encodeUtf8(each) : each
	}));
	return Uint8Array.from(gzipSync(writeTar(packed), { mtime: 0 }));
}

/**
 * The files of a gzipped tar archive, by their names in it.
 * @throws UserError `BadModelArchive` for bytes that are none
 *
 * @example
 * const model = untarGz(await S3Downloader.readBytes(estimator.modelData))['xgboost-model'];
 */
export function untarGz(archive: Uint8Array): Record<string, Uint8Array> {
	return Object.fromEntries(readTar(unzipped(archive)).map(({ path, bytes }) => [path.slice(1), bytes]));
}

function unzipped(archive: Uint8Array): Uint8Array {
	try {
		return gunzipSync(archive);
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new UserError('BadModelArchive', `The archive cannot be unpacked: it is not gzip (${reason}).`, {
			hint: 'Give the bytes of a .tar.gz file, such as a job leaves in S3.',
			cause
		});
	}
}
