import { gzipSync } from 'fflate';
import { encodeUtf8 } from '#base/bytes.ts';
import { writeTar } from '#sim/core/tar.ts';

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
