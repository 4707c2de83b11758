import { inflateSync } from 'fflate';
import { collectBytes, type ByteStream } from '#base/byte-stream.ts';
import { decodeUtf8 } from '#base/bytes.ts';
import { Crc, CRC32 } from '#base/crc.ts';
import { UserError } from '#base/errors.ts';
import { ByteReader } from './byte-reader.ts';

export interface ZipEntry {
	readonly name: string;
	/** To be read to its end before the next entry. Rejects with `BadAccountArchive` where it is not what was written. */
	readonly pieces: ByteStream;
}

/**
 * The entries of a zip that tells each entry's length beforehand, in their order.
 * @throws UserError BadAccountArchive
 */
export async function* readZip(zip: ByteStream): AsyncGenerator<ZipEntry, void> {
	const reader = new ByteReader(zip);
	for (;;) {
		const head = await reader.take(30);
		const view = new DataView(head.buffer, head.byteOffset, head.length);
		const signature = head.length >= 4 ? view.getUint32(0, true) : 0;
		// The directory, or its end where it is empty: all entries have been there.
		if (signature === 0x02014b50 || signature === 0x06054b50) return;
		if (signature !== 0x04034b50 || head.length < 30) throw badArchive('it is no zip, or was cut short');
		const [flags, method] = [view.getUint16(6, true), view.getUint16(8, true)];
		if ((flags & 9) !== 0 || (method !== 0 && method !== 8)) {
			throw badArchive('it was packed by another program; give it as it was exported');
		}
		const name = decodeUtf8(await reader.take(view.getUint16(26, true)));
		const long = zip64Sizes(await reader.take(view.getUint16(28, true)));
		const packed = reader.stream(long ? long.packedBytes : view.getUint32(18, true));
		const sizeBytes = long ? long.sizeBytes : view.getUint32(22, true);
		const plain = method === 0 ? packed : inflated(packed);
		yield { name, pieces: checked(plain, name, view.getUint32(14, true), sizeBytes) };
	}
}

/** The lengths of an entry that its plain fields cannot hold. */
function zip64Sizes(extra: Uint8Array): { sizeBytes: number; packedBytes: number } | null {
	const view = new DataView(extra.buffer, extra.byteOffset, extra.length);
	for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
		if (view.getUint16(at, true) !== 1 || at + 20 > extra.length) continue;
		const [sizeBytes, packedBytes] = [view.getBigUint64(at + 4, true), view.getBigUint64(at + 12, true)];
		return { sizeBytes: Number(sizeBytes), packedBytes: Number(packedBytes) };
	}
	return null;
}

/** Deflated entries are tables, which the region holds in memory anyway. */
async function* inflated(packed: ByteStream): AsyncGenerator<Uint8Array, void> {
	const whole = await collectBytes(packed);
	try {
		yield inflateSync(whole);
	} catch (cause) {
		throw badArchive(String(cause));
	}
}

async function* checked(
	pieces: ByteStream,
	name: string,
	crc: number,
	sizeBytes: number
): AsyncGenerator<Uint8Array, void> {
	const found = new Crc(CRC32);
	let size = 0;
	for await (const piece of pieces) {
		found.update(piece);
		size += piece.length;
		yield piece;
	}
	if (size !== sizeBytes || found.word !== crc) throw badArchive(`${name} is not whole`);
}

export function badArchive(why: string): UserError {
	return new UserError('BadAccountArchive', `The file is no archive of an account: ${why}.`, {
		hint: 'Export the account again.'
	});
}
