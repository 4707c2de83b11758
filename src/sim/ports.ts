import type { ByteStream } from '#base/byte-stream.ts';

/**
 * What the simulated region needs from its host. The engine implements these with workers, the tests inline; nothing in
 * sim knows which. All times are simulated.
 */

/** One input channel as the container sees it under /opt/ml/input/data/NAME. */
export interface ChannelInput {
	readonly name: string;
	/** As given in InputDataConfig; undefined where the caller gave none. */
	readonly contentType: string | undefined;
	/** `File`, `FastFile` or `Pipe`, of the channel or else of the job; undefined where neither says. */
	readonly inputMode?: string | undefined;
	/** The objects under the channel's S3 prefix, in key order. */
	readonly files: readonly { readonly key: string; readonly bytes: Uint8Array }[];
}

export interface TrainingTask {
	readonly jobName: string;
	/** Registry URI of the training image. */
	readonly image: string;
	/** Strings, as they travel in CreateTrainingJob. */
	readonly hyperparameters: Readonly<Record<string, string>>;
	readonly channels: readonly ChannelInput[];
	readonly instanceType: string;
	readonly instanceCount: number;
}

export interface TrainingOutcome {
	/** `stopped`: the container was told to stop and kept what it had learnt. */
	readonly kind: 'completed' | 'stopped';
	/** Bytes of model.tar.gz; null when it was stopped before there was any model. */
	readonly modelArchive: Uint8Array | null;
	/** Bytes of output.tar.gz, where the container left files under /opt/ml/output/data. */
	readonly outputArchive?: Uint8Array | null;
}

export interface TrainingRun {
	/**
	 * Settles once: an outcome, or a UserError (the learner's data or hyperparameters), AlgorithmError (ours) or
	 * PlatformError (the instance died).
	 */
	readonly finished: Promise<TrainingOutcome>;
	/** SIGTERM: asks the container to stop within a round. */
	stop(): void;
	/** SIGKILL: takes the instance away at once. `finished` rejects with a PlatformError. */
	kill(): void;
}

/** Trains on an instance of its own. */
export interface TrainingRunner {
	/**
	 * Why nothing is trained, where the host keeps records alone: no job ever says how well it did, so searches over
	 * training jobs fail by this.
	 */
	readonly trainsNothing?: string;
	/** @param onLog hears each line that the container writes, without its line end, while it runs */
	start(task: TrainingTask, onLog: (line: string) => void): TrainingRun;
}

export interface InferenceModel {
	readonly image: string;
	/** Bytes of model.tar.gz; null for a container without model data. */
	readonly modelArchive: Uint8Array | null;
	readonly environment: Readonly<Record<string, string>>;
	/** e.g. `ml.m5.large`; absent where no instance is said to serve it, as for serverless endpoints. */
	readonly instanceType?: string | undefined;
}

export interface InvocationInput {
	readonly body: Uint8Array;
	readonly contentType: string | undefined;
	readonly accept: string | undefined;
	/** X-Amzn-SageMaker-Custom-Attributes: between caller and container alone. */
	readonly customAttributes?: string | undefined;
}

/** What the container answered to POST /invocations; `status` is its HTTP status, errors too. */
export interface InvocationOutput {
	readonly status: number;
	readonly contentType: string;
	readonly body: Uint8Array;
	readonly customAttributes?: string | undefined;
}

/** One running serving container. */
export interface InferenceInstance {
	/** Rejects with a PlatformError when the instance died. */
	invoke(input: InvocationInput): Promise<InvocationOutput>;
	close(): void;
}

/** Starts serving containers, each on an instance of its own. */
export interface InferenceRunner {
	/** Resolves when /ping answers; rejects with a UserError or PlatformError when the container cannot start. */
	start(model: InferenceModel, onLog: (line: string) => void): Promise<InferenceInstance>;
}

/** Runs the functions of the simulated Lambda, for those who call them without waiting for an answer. */
export interface FunctionRunner {
	/** Resolves when the function has taken the event; rejects when it failed, or is not there. */
	invoke(functionArn: string, event: unknown): Promise<void>;
}

/** One file of a container, by its absolute path. */
export interface ContainerFile {
	readonly path: string;
	readonly bytes: Uint8Array;
}

/** A learner's own program, to be run in a sandbox with files around it and nothing else. */
export interface ScriptTask {
	readonly jobName: string;
	readonly image: string;
	/** Entry point and arguments. */
	readonly command: readonly string[];
	readonly environment: Readonly<Record<string, string>>;
	/** Where the command begins; `/` unless told. */
	readonly workingFolder?: string;
	/** What lies there when it begins, e.g. under `/opt/ml/processing/input`. */
	readonly files: readonly ContainerFile[];
	/** Folders that are there from the beginning, also where no file lies in them. */
	readonly folders?: readonly string[];
	/** Folders whose files are wanted when it has ended. */
	readonly outputFolders: readonly string[];
	readonly instanceType: string;
}

export interface ScriptOutcome {
	/** 0 is success. */
	readonly exitCode: number;
	/** What it wrote to `/opt/ml/output/message`; null where it wrote nothing. */
	readonly exitMessage: string | null;
	/** Files of the output folders. */
	readonly files: readonly ContainerFile[];
}

export interface ScriptRun {
	/** Settles once: an outcome, or a UserError (a script that cannot begin) or PlatformError (the instance died). */
	readonly finished: Promise<ScriptOutcome>;
	/** SIGTERM, and SIGKILL soon after: `finished` settles. */
	stop(): void;
	/** SIGKILL: takes the instance away at once. `finished` rejects with a PlatformError. */
	kill(): void;
}

/** Runs scripts of learners, each in a sandbox of its own. */
export interface ScriptRunner {
	/** @param onLog hears each line that the script writes, without its line end, while it runs */
	start(task: ScriptTask, onLog: (line: string) => void): ScriptRun;
	/**
	 * Starts one that serves HTTP on port 8080. Resolves when it answers GET /ping with 200; rejects with a UserError where
	 * it does not.
	 */
	serve(task: ScriptTask, onLog: (line: string) => void): Promise<InferenceInstance>;
}

/** Sums bytes up as they come; `digest` ends it. */
export interface Digest {
	update(bytes: Uint8Array): unknown;
	digest(): Uint8Array;
}

/** Digests that the host makes faster than the region does by itself. */
export type HostDigests = Readonly<
	Partial<Record<'MD5' | 'SHA1' | 'SHA256' | 'SHA512' | 'CRC32', () => Digest>>
>;

/** One change to the stored state; `value` undefined removes the entry, {@link StagedBytes} become its bytes. */
export interface StorageChange {
	readonly table: string;
	readonly key: string;
	readonly value: unknown;
}

/**
 * Bytes that the storage has taken in and that no entry names yet. They become an entry's value when a write names them
 * as such, once; those that none names go with `discard`, or when the process dies.
 */
export interface StagedBytes {
	readonly sizeBytes: number;
	/** Gives them up. Does nothing once they are stored. */
	discard(): Promise<void>;
}

/** Durable key–value tables. Values are whatever structured clone accepts; bytes are Uint8Array. */
export interface RegionStorage {
	entries(table: string): Promise<readonly (readonly [key: string, value: unknown])[]>;
	/** The keys alone, in the order of `entries`. */
	keys(table: string): Promise<readonly string[]>;
	get(table: string, key: string): Promise<unknown>;
	/** All of the changes or none; resolves when they are durable. Rejects with a PlatformError when storage is full. */
	write(changes: readonly StorageChange[]): Promise<void>;
	/**
	 * Takes bytes in piece by piece, where the host can without holding them all in memory. Rejects with the error of
	 * `pieces`, or with a PlatformError when storage is full; then nothing is left of them.
	 */
	stage(pieces: ByteStream): Promise<StagedBytes>;
	/**
	 * The bytes `start` (inclusive) to `end` (exclusive) of a value that is bytes, all of them unless told; undefined where
	 * there is none. What has been found can be read to its end, also when the entry is replaced or removed meanwhile.
	 */
	read(table: string, key: string, start?: number, end?: number): Promise<ByteStream | undefined>;
}
