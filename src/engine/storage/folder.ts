import type { ByteStream } from '#base/byte-stream.ts';

/**
 * A folder of files as a host has one: Node's file system, or the browser's own (OPFS). Paths have slashes; folders on the
 * way to a file are made when the file is. All errors are the host's own; {@link storageError} puts them into our words.
 */
export interface Folder {
	/** Names of what lies in a folder of it, files and folders; none where there is no such folder. */
	names(path: string): Promise<readonly string[]>;
	/** Undefined where there is no such file. */
	readFile(path: string): Promise<Uint8Array | undefined>;
	/** Opens a file for random access, and makes it where there is none. Nobody else may have it open. */
	open(path: string): Promise<OpenFile>;
	/**
	 * Writes a new file as its bytes come, and resolves with its length. Rejects with the stream's error or its own, and
	 * leaves nothing then.
	 * @param durable whether it must survive a power failure when the promise resolves
	 */
	writeFile(path: string, pieces: ByteStream, durable: boolean): Promise<number>;
	/** A part of a file, read as it is asked for; undefined where there is no such file. */
	readStream(path: string, start: number, end: number): Promise<ByteStream | undefined>;
	/** Brings a written file to the disk itself, where the host can. */
	flush(path: string): Promise<void>;
	/** A file that is not there is removed already. */
	remove(path: string): Promise<void>;
	/** Whether this error is one of its own, and not one of a stream that it was given. */
	isOwnError(error: unknown): boolean;
}

/** A file that is open: both hosts read and write it without waiting. */
export interface OpenFile {
	readonly sizeBytes: number;
	/** Fewer bytes at the end of the file. */
	read(at: number, sizeBytes: number): Uint8Array;
	/** Writes all of the bytes at its end, or throws; then some may be there, and the next bytes take their place. */
	append(bytes: Uint8Array): void;
	truncate(sizeBytes: number): void;
	/** Resolves when what was written so far lies on the disk itself. */
	flush(): Promise<void>;
	close(): void;
}
