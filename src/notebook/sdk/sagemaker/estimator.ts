import { CreateTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import { UserError } from '#base/errors.ts';
import type { DeployOptions } from './deploy-endpoint.ts';
import { requireText } from './errors.ts';
import { Model } from './model.ts';
import { baseFromImage } from './names.ts';
import type { Predictor } from './predictor.ts';
import { Printer } from './printer.ts';
import { Session } from './session.ts';
import { uploadSource, type SourceFiles } from './source-dir.ts';
import { TrainingJob } from './training-job.ts';
import { toChannels, type FitInputs } from './training-input.ts';
import type { Transformer, TransformerOptions } from './transformer.ts';

/** Values are turned into texts: hyperparameters travel as texts. */
export type Hyperparameters = Readonly<Record<string, string | number | boolean>>;

export interface EstimatorOptions {
	/** Address of the training image, from `imageUris.retrieve`. */
	readonly imageUri: string;
	/** ARN of the role that the job takes on, from `await getExecutionRole()`. */
	readonly role: string;
	/** How many instances train together. */
	readonly instanceCount: number;
	/** e.g. `ml.m5.xlarge`; it decides the price. */
	readonly instanceType: string;
	/** Disk of each instance, GB. Default 30. */
	readonly volumeSize?: number;
	/** The job is stopped after so many seconds. Default a day. */
	readonly maxRun?: number;
	/** Default `File`: the data are copied to the instance before training begins. */
	readonly inputMode?: 'File' | 'Pipe' | 'FastFile';
	/** `s3://…` under which the model is stored. Default: the session's default bucket. */
	readonly outputPath?: string;
	/** Beginning of the names of its jobs. Default: from the image, e.g. `sagemaker-xgboost`. */
	readonly baseJobName?: string;
	/** Default: a new Session. */
	readonly sagemakerSession?: Session;
	readonly hyperparameters?: Hyperparameters;
	/** Script mode: the script to start, one of `sourceFiles`. Its image is that of `imageUris.retrieve({ framework: 'javascript' })`. */
	readonly entryPoint?: string;
	/** Script mode: the texts of the source folder's files, by name. */
	readonly sourceFiles?: SourceFiles;
	/** For scripts and containers of your own: what to read out of log lines; the expression's first group is the value. */
	readonly metricDefinitions?: readonly { readonly name: string; readonly regex: string }[];
}

export interface FitOptions {
	/** Wait for the end of the job. Default true. */
	readonly wait?: boolean;
	/** Print the container's log lines while waiting. Default true. */
	readonly logs?: boolean;
	/** Default: the base name with a time stamp. */
	readonly jobName?: string;
}

/**
 * Trains a model with an algorithm's container image and deploys it. The Python SDK's `sagemaker.estimator.Estimator`.
 *
 * @example
 * const xgb = new Estimator({ imageUri, role, instanceCount: 1, instanceType: 'ml.m5.xlarge' });
 * xgb.setHyperparameters({ objective: 'reg:squarederror', num_round: 100 });
 * await xgb.fit({ train: new TrainingInput({ s3Data: trainUri, contentType: 'text/csv' }) });
 * const predictor = await xgb.deploy({ initialInstanceCount: 1, instanceType: 'ml.t2.medium' });
 */
export class Estimator {
	readonly options: EstimatorOptions;
	readonly sagemakerSession: Session;
	#hyperparameters: Readonly<Record<string, string>>;
	#job: TrainingJob | null = null;
	#modelData: string | null = null;
	#source: string | null = null;

	/** Throws a UserError `InvalidArgument` where a text is missing or has not been awaited. */
	constructor(options: EstimatorOptions) {
		for (const name of ['imageUri', 'role', 'instanceType'] as const) requireText(name, options[name]);
		if (options.outputPath !== undefined) requireText('outputPath', options.outputPath);
		this.options = options;
		this.sagemakerSession = options.sagemakerSession ?? new Session();
		this.#hyperparameters = toTexts(options.hyperparameters ?? {});
	}

	/**
	 * An estimator for a training job that is there already, as if it had started it; waits for the job if it still
	 * runs.
	 */
	static async attach(trainingJobName: string, sagemakerSession = new Session()): Promise<Estimator> {
		const job = new TrainingJob(sagemakerSession, requireText('trainingJobName', trainingJobName));
		const { AlgorithmSpecification, RoleArn, ResourceConfig, OutputDataConfig, HyperParameters } =
			await job.describe();
		const estimator = new Estimator({
			imageUri: AlgorithmSpecification?.TrainingImage ?? '',
			role: RoleArn ?? '',
			instanceCount: ResourceConfig?.InstanceCount ?? 1,
			instanceType: ResourceConfig?.InstanceType ?? '',
			outputPath: OutputDataConfig?.S3OutputPath ?? '',
			hyperparameters: HyperParameters ?? {},
			sagemakerSession
		});
		estimator.#job = job;
		await estimator.logs();
		return estimator;
	}

	/** Adds hyperparameters to those that are set, or replaces them. */
	setHyperparameters(hyperparameters: Hyperparameters): void {
		this.#hyperparameters = { ...this.#hyperparameters, ...toTexts(hyperparameters) };
	}

	/** Those that are set, as the texts that travel. */
	hyperparameters(): Readonly<Record<string, string>> {
		return this.#hyperparameters;
	}

	/** The job that `fit` started last, or to which this was attached; null before. */
	get latestTrainingJob(): TrainingJob | null {
		return this.#job;
	}

	/** Where the trained model lies: `s3://…/JOB/output/model.tar.gz`. Throws a UserError before the first `fit`. */
	get modelData(): string {
		if (this.#modelData !== null) return this.#modelData;
		throw new UserError('NotTrained', 'This estimator has no trained model yet.', {
			hint: 'Call `await estimator.fit(…)` first, and let it wait for the end of the job.'
		});
	}

	/**
	 * Starts a training job and, unless told otherwise, waits for its end while it prints the job's progress.
	 *
	 * Rejects with AWS's own error where the job is refused (ValidationException, ResourceInUse …), and with an
	 * UnexpectedStatusException that holds the FailureReason where it fails. Stopping the cell does not stop the job.
	 *
	 * @param inputs data by channel: `{ train, validation }` for XGBoost
	 */
	async fit(inputs: FitInputs, { wait = true, logs = true, jobName }: FitOptions = {}): Promise<void> {
		const { imageUri, role, instanceType, instanceCount, inputMode, volumeSize, maxRun } = this.options;
		const { metricDefinitions } = this.options;
		const session = this.sagemakerSession;
		const InputDataConfig = toChannels(inputs);
		const name = jobName ?? (await session.uniqueName(this.#baseName()));
		const outputPath = this.options.outputPath ?? `s3://${await session.defaultBucket()}/`;
		new Printer().line(`INFO:sagemaker:Creating training-job with name: ${name}`);
		await session.sagemakerClient.send(
			new CreateTrainingJobCommand({
				TrainingJobName: name,
				AlgorithmSpecification: {
					TrainingImage: imageUri,
					TrainingInputMode: inputMode ?? 'File',
					...(metricDefinitions
						? {
								MetricDefinitions: metricDefinitions.map(({ name: Name, regex: Regex }) => ({ Name, Regex }))
							}
						: {})
				},
				RoleArn: role,
				InputDataConfig,
				OutputDataConfig: { S3OutputPath: outputPath },
				ResourceConfig: {
					InstanceType: instanceType as 'ml.m5.xlarge',
					InstanceCount: instanceCount,
					VolumeSizeInGB: volumeSize ?? 30
				},
				StoppingCondition: { MaxRuntimeInSeconds: maxRun ?? 86_400 },
				HyperParameters: await this.#sentHyperparameters(name)
			})
		);
		this.#job = new TrainingJob(session, name);
		this.#modelData = `${outputPath.replace(/\/+$/, '')}/${name}/output/model.tar.gz`;
		if (wait) await this.logs({ logs });
	}

	/** Prints the progress of the latest job from its beginning and waits for its end. */
	async logs(options: { readonly logs?: boolean } = {}): Promise<void> {
		if (!this.#job) throw notFitted();
		const { ModelArtifacts } = await this.#job.wait(options);
		if (ModelArtifacts?.S3ModelArtifacts) this.#modelData = ModelArtifacts.S3ModelArtifacts;
	}

	/** The trained model, to be deployed by itself. */
	createModel(): Model {
		const { imageUri, role, entryPoint } = this.options;
		const { sagemakerSession } = this;
		return new Model({
			imageUri,
			role,
			modelData: this.modelData,
			sagemakerSession,
			...(this.#source === null
				? {}
				: { env: { SAGEMAKER_PROGRAM: entryPoint ?? '', SAGEMAKER_SUBMIT_DIRECTORY: this.#source } }),
			baseName: this.#baseName()
		});
	}

	/**
	 * Puts the trained model behind an endpoint: makes a model, an endpoint configuration and an endpoint, and waits
	 * until it is in service. From then on every second costs money, until `predictor.deleteEndpoint()`.
	 */
	deploy<In = unknown, Out = unknown>(options: DeployOptions<In, Out>): Promise<Predictor<In, Out>> {
		return this.createModel().deploy(options);
	}

	/**
	 * Makes a model of what was trained, and a transformer that sends data in S3 through it, without an endpoint.
	 * It outlives its jobs, and costs nothing; `transformer.deleteModel()` takes it away.
	 */
	transformer(options: Omit<TransformerOptions, 'modelName' | 'sagemakerSession'>): Promise<Transformer> {
		return this.createModel().transformer(options);
	}

	/** As they are, or with what script mode needs: the script, its archive, and each value as JSON. */
	async #sentHyperparameters(jobName: string): Promise<Record<string, string>> {
		const { entryPoint, sourceFiles = {} } = this.options;
		if (entryPoint === undefined) return { ...this.#hyperparameters };
		this.#source = await uploadSource(this.sagemakerSession, jobName, entryPoint, sourceFiles);
		const all = {
			...this.#hyperparameters,
			sagemaker_program: entryPoint,
			sagemaker_submit_directory: this.#source,
			sagemaker_job_name: jobName,
			sagemaker_region: this.sagemakerSession.region
		};
		return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, JSON.stringify(value)]));
	}

	#baseName(): string {
		return this.options.baseJobName ?? baseFromImage(this.options.imageUri);
	}
}

function toTexts(hyperparameters: Hyperparameters): Record<string, string> {
	return Object.fromEntries(Object.entries(hyperparameters).map(([name, value]) => [name, String(value)]));
}

function notFitted(): UserError {
	return new UserError('NotTrained', 'This estimator has no training job yet.', {
		hint: 'Call `await estimator.fit(…)` first.'
	});
}
