import type { ByteStream } from '#base/byte-stream.ts';

/** Pieces up to here wait in memory; a browser may put a blob's bytes on the disk. */
const GATHERED_BYTES = 8 * 1024 * 1024;
const PIECE_BYTES = 1024 * 1024;

/** A stream's bytes as a file that the page can offer. */
export async function blobOf(pieces: ByteStream): Promise<Blob> {
	const done: Blob[] = [];
	let gathered: BlobPart[] = [];
	let size = 0;
	for await (const piece of pieces) {
		gathered.push(piece as Uint8Array<ArrayBuffer>);
		size += piece.length;
		if (size < GATHERED_BYTES) continue;
		done.push(new Blob(gathered));
		gathered = [];
		size = 0;
	}
	return new Blob([...done, ...gathered], { type: 'application/zip' });
}

/** A file's bytes, read as they are asked for. */
export async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array, void> {
	for (let at = 0; at < file.size; at += PIECE_BYTES) {
		yield new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer());
	}
}

/** Tells, now and then, how many bytes have passed, and at the end how many there were. */
export async function* counted(
	pieces: ByteStream,
	tell: (doneBytes: number) => void
): AsyncGenerator<Uint8Array, void> {
	let done = 0;
	let told = 0;
	for await (const piece of pieces) {
		done += piece.length;
		yield piece;
		if (done - told < PIECE_BYTES) continue;
		told = done;
		tell(done);
	}
	tell(done);
}
