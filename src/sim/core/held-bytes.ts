import { collectBytes, streamOf, type ByteStream } from '#base/byte-stream.ts';
import type { StagedBytes } from '../ports.ts';

/** Staged bytes that wait in memory, for storages that have no other place. */
export class HeldBytes implements StagedBytes {
	readonly bytes: Uint8Array;

	private constructor(bytes: Uint8Array) {
		this.bytes = bytes;
	}

	static async of(pieces: ByteStream): Promise<HeldBytes> {
		return new HeldBytes(await collectBytes(pieces));
	}

	get sizeBytes(): number {
		return this.bytes.length;
	}

	discard(): Promise<void> {
		return Promise.resolve();
	}
}

/** What a change's value is once it is stored. */
export function settledValue(value: unknown): unknown {
	return value instanceof HeldBytes ? value.bytes : value;
}

/** A part of a stored value as a stream; undefined where the value is no bytes. */
export function partOf(value: unknown, start = 0, end?: number): ByteStream | undefined {
	return value instanceof Uint8Array ? streamOf(value.subarray(start, end)) : undefined;
}
