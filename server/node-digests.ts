import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Digest, HostDigests } from '#sim/ports.ts';

/** Node's own digests: several times as fast as JavaScript's. */
export const NODE_DIGESTS: HostDigests = {
	MD5: () => createHash('md5'),
	SHA1: () => createHash('sha1'),
	SHA256: () => createHash('sha256'),
	SHA512: () => createHash('sha512'),
	CRC32: () => new NodeCrc32()
};

class NodeCrc32 implements Digest {
	#sum = 0;

	update(bytes: Uint8Array): void {
		this.#sum = crc32(bytes, this.#sum);
	}

	digest(): Uint8Array {
		const bytes = new Uint8Array(4);
		new DataView(bytes.buffer).setUint32(0, this.#sum);
		return bytes;
	}
}
