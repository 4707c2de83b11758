import type { Model } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import type { GpuHost } from '#ml/gpu/borrow.ts';

/** Seeded tables by name; the same bytes go to every program that is timed. */
export type Tables = Readonly<Record<string, Dataset>>;

/** One timed run, after which its result was judged. */
export interface Run {
	readonly seconds: number;
	/** In the workload's own measure; NaN where it has none. */
	readonly quality: number;
}

/** The runs of a workload on one processor. */
export interface Timed {
	readonly runs: readonly Run[];
	/** Of the graphics processor that did the work; null for the processor. */
	readonly gpu: string | null;
}

/** Where a workload is timed; `software` is a graphics processor that the processor plays. */
export type Place = 'cpu' | 'gpu' | 'software';

/** A native program that does the same work; see native/README.md. */
export interface Native {
	/** File under bench/ml/native: `.py` for Python with scikit-learn or XGBoost, `.c` for a C compiler. */
	readonly file: string;
	/** What is said beside the tables' folder, e.g. rounds. */
	readonly args?: readonly string[];
}

/** A library of the browser that does the same work; see peers/README.md. */
export interface Peer {
	/** File under bench/ml/peers. */
	readonly file: string;
	readonly args?: unknown;
	/** How often it runs where that is less than asked for, since it takes minutes. */
	readonly times?: number;
}

/** Work that is timed in the browser, and natively beside it. */
export interface Workload {
	/** e.g. `k-means 100k×32, k=10, 20 iterations` */
	readonly name: string;
	readonly tables: () => Tables;
	readonly run: (tables: Tables, host: BenchHost) => Promise<Run>;
	readonly native: readonly Native[];
	/** Whether the algorithm can do it on a graphics processor. Default false. */
	readonly hasGpu?: boolean;
	readonly peers?: readonly Peer[];
	/** Times the first native program's median that it may take. */
	readonly maxRatio: number;
	/** Seconds that it may take, where the bar is absolute. */
	readonly maxSeconds?: number;
	/**
	 * What is measured of the result, and how far it may be worse than the first native program's, as a share; or the most
	 * that it may be.
	 */
	readonly quality: {
		readonly name: string;
		readonly better: 'lower' | 'higher';
		readonly within?: number;
		readonly max?: number;
	} | null;
	/** How often it runs where that is less than asked for, since it takes minutes. */
	readonly times?: number;
}

/** What a run may use. */
export interface BenchHost {
	/** Milliseconds that go on while it computes. */
	now(): number;
	/** What answers on a graphics processor lean on; it has none where the workload is timed on the processor. */
	readonly gpuHost: GpuHost;
	/** Trains a built-in algorithm as its container would, and says how long that took. */
	train(
		algorithm: string,
		hyperparameters: Readonly<Record<string, string>>,
		channels: Tables,
		/** Threads beside this one; none unless told. */
		hands?: number
	): Promise<{ readonly model: Model; readonly seconds: number; readonly lines: readonly string[] }>;
}
