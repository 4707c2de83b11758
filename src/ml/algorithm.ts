import type { Rng } from '#base/rng.ts';
import type { Crew, Helper } from './crew.ts';
import type { Dataset } from './data/dataset.ts';
import type { Absent } from './data/sparse-rows.ts';
import type { GpuHost } from './gpu/borrow.ts';
import type { Hyperparameters, Schema } from './hyperparameters/schema.ts';
import type { HyperparameterWording } from './hyperparameters/wording.ts';

/** A channel of training data that an algorithm reads. */
export interface ChannelSpec {
	readonly name: string;
	readonly required: boolean;
	/** What its rows are for. */
	readonly doc: string;
	/**
	 * How many leading columns of its CSV may be labels, the one recommended first. CSV that does not say its
	 * `label_size` has 1, as on AWS, whatever stands here. In recordIO a label is looked for where the first is 1.
	 * Default `[1]`.
	 */
	readonly labelSizes?: readonly (0 | 1)[];
	/** What it may be declared as, where that differs from the algorithm's other channels. */
	readonly contentTypes?: readonly string[];
}

/** A metric that is read from log lines, as CloudWatch does it. */
export interface MetricSpec {
	/** e.g. `validation:rmse` */
	readonly name: string;
	/** Null where neither is better. */
	readonly direction: 'Minimize' | 'Maximize' | null;
	/** Whether automatic model tuning may aim at it. Default true. */
	readonly isObjective?: boolean;
	/** Source of a regular expression; its first group is the value. */
	readonly regex: string;
}

/** Where AWS keeps an algorithm's images. */
export interface ImageRepository {
	/** e.g. `sagemaker-xgboost` */
	readonly repository: string;
	readonly tags: readonly string[];
	/** AWS account that owns the registry, by region. */
	readonly accounts: Readonly<Record<string, string>>;
}

/** All that is known about an algorithm without loading its trainer. */
export interface AlgorithmSpec {
	/** e.g. `xgboost` */
	readonly name: string;
	readonly title: string;
	/** The first repository and its first tag are the ones to recommend. */
	readonly images: readonly ImageRepository[];
	readonly hyperparameters: Schema;
	/** Names that the real container takes and this one refuses, with what each does there. */
	readonly notSimulated: Readonly<Record<string, string>>;
	readonly wording: HyperparameterWording;
	/**
	 * In which kind of container AWS ships it: built on the open toolkit (`toolkit`), or that of the first generation
	 * (`first`). They differ in their log lines, errors and answers.
	 */
	readonly container: 'toolkit' | 'first';
	/** The tag whose behaviour is simulated, whichever is asked for. */
	readonly simulatedTag: string;
	/** What a sparse row leaves out. With `zero` sparse rows stay sparse, with `missing` where they are many and wide. */
	readonly absentCells: Absent;
	/** What the cells of its rows are, in channels and in requests. Texts come as {@link Dataset.texts}. Default `numbers`. */
	readonly cells?: 'numbers' | 'texts';
	readonly channels: readonly ChannelSpec[];
	readonly metrics: readonly MetricSpec[];
	/** What a channel may be declared as; the first is assumed where none is declared. */
	readonly contentTypes: readonly string[];
	/** Shorter names that a channel may give for them. */
	readonly shortContentTypes: Readonly<Record<string, string>>;
	/** How a channel's files may reach the container. */
	readonly inputModes: readonly string[];
	/** What a request may be; the first is assumed where none is declared. */
	readonly requestTypes: readonly string[];
	/** What a response may be; the first is sent where none is asked for. */
	readonly acceptTypes: readonly string[];
	/** Whether a response can be asked for with `verbose=true`. Default false. */
	readonly hasVerboseAnswers?: boolean;
	/** Under which name a JSON answer lists the rows. Default `predictions`. */
	readonly answerList?: 'predictions' | 'projections' | 'scores';
	readonly load: () => Promise<Algorithm>;
}

/** One training run, as an algorithm sees it. */
export interface Task<P> extends GpuHost {
	readonly hyperparameters: P;
	/** By channel name. */
	readonly channels: Readonly<Record<string, Dataset>>;
	/** For algorithms whose hyperparameters have no seed; the others draw from their own. */
	readonly rng: Rng;
	/** Once true, training ends within a round and keeps what it has. */
	readonly stop: { readonly aborted: boolean };
	/** Progress is log lines and nothing else: metrics are read from them. */
	log(line: string): void;
	/** Milliseconds that go on while it computes, for what it says of its speed; where there are none it says nothing. */
	now?(): number;
	/** Further threads of the instance, for work that is worth sharing out; absent where there are none. */
	readonly crew?: Crew;
	/** Awaited once per round: lets the host hear that it should stop. */
	breathe(): Promise<void>;
}

/** One of the things that a model says of each row. */
export interface AnswerField {
	/** As AWS's answers call it, e.g. `score`, `predicted_label`, `closest_cluster`. */
	readonly name: string;
	/** Numbers per row. */
	readonly width: number;
	/** Row-major, `width` per row. */
	readonly values: Float32Array;
	/** Written as a list even where `width` is 1. */
	readonly isList?: boolean;
	/** Written without a decimal point. */
	readonly isWhole?: boolean;
}

/** What a model says of the rows, field by field; the first is the main one. */
export interface Predictions {
	readonly rows: number;
	readonly fields: readonly AnswerField[];
}

export interface PredictOptions {
	/** With what the answer rests on, for algorithms that can say it: `Accept: application/json; verbose=true`. */
	readonly verbose?: boolean;
}

/** Answers as a model does, and takes its time for it. */
export interface Predictor {
	/** @see Model.predict */
	predict(data: Dataset, options?: PredictOptions): Promise<Predictions>;
}

/** Files inside model.tar.gz, by name. */
export type ModelFiles = Readonly<Record<string, Uint8Array>>;

/** A trained model. Immutable. */
export interface Model {
	/** Columns that `predict` needs. */
	readonly features: number;
	/**
	 * Scores of each row, independent of the other rows. Labels are not looked at; a missing value is NaN.
	 * @throws UserError `FeatureMismatch` where the number of columns is another than `features`
	 */
	predict(data: Dataset, options?: PredictOptions): Predictions;
	/**
	 * What was chosen to be said of each row, as AWS calls selectable inference; where the algorithm has it. A key that
	 * means nothing for the model gives NaN.
	 * @throws UserError `InvalidSelection` for a model that has no such answers
	 */
	select?(data: Dataset, keys: readonly string[]): Predictions;
	/**
	 * Answers with the instance's graphics processor where a batch is worth it, and else by {@link Model.predict}; for models
	 * that can. What it places there stays until the graphics processor is closed.
	 */
	predictorOn?(host: GpuHost): Predictor;
	toFiles(): ModelFiles;
	/** What training leaves beside the model, for output.tar.gz; absent where it is nothing. */
	readonly outputFiles?: ModelFiles;
	/** Of several models that answer as one, the first; with SAGEMAKER_INFERENCE_ENSEMBLE=false it answers alone. */
	readonly first?: Model;
}

/** A built-in algorithm. */
export interface Algorithm<S extends Schema = Schema> {
	readonly name: string;
	readonly hyperparameters: S;
	/** Rules across hyperparameters; throws UserError. */
	check(hyperparameters: Hyperparameters<S>): void;
	/** The model; null where it was stopped before there was any. Throws UserError for data that it cannot learn from. */
	train(task: Task<Hyperparameters<S>>): Promise<Model | null>;
	/** What the hands of a crew run, for algorithms that hire some. */
	createHelper?(): Helper;
	/** Rebuilds a model. Throws UserError `BadModel` for files that are none. */
	load(files: ModelFiles): Model;
}
