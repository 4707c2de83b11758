import { concatBytes } from './bytes.ts';

/** Bytes that come piece by piece, so that a large body need not be in memory whole. It can be read once. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** All of it in one array; rejects with the stream's own error. */
export async function collectBytes(stream: ByteStream): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	for await (const piece of stream) pieces.push(piece);
	return pieces.length === 1 ? pieces[0]! : concatBytes(pieces);
}

/** A stream of pieces that are at hand. */
export async function* streamOf(...pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void> {
	yield* pieces;
}

export function isByteStream(value: unknown): value is ByteStream {
	return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
