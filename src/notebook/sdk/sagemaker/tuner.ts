import {
	CreateHyperParameterTuningJobCommand,
	DescribeHyperParameterTuningJobCommand,
	StopHyperParameterTuningJobCommand,
	type DescribeHyperParameterTuningJobCommandOutput
} from '@aws-sdk/client-sagemaker';
import { UserError } from '#base/errors.ts';
import { requireText } from './errors.ts';
import { Estimator } from './estimator.ts';
import { followTuningJob } from './follow-tuning.ts';
import type { DeployOptions } from './deploy-endpoint.ts';
import { baseFromImage, shortTimestampedName } from './names.ts';
import { toParameterRanges, type HyperparameterRanges } from './parameter-ranges.ts';
import type { Predictor } from './predictor.ts';
import { Printer } from './printer.ts';
import { type Session } from './session.ts';
import { toChannels, type FitInputs } from './training-input.ts';
import { HyperparameterTuningJobAnalytics } from './tuning-analytics.ts';
import { bridge } from '../../kernel/bridge.ts';

export interface HyperparameterTunerOptions {
	/** What trains; its hyperparameters stay as they are where no range takes their place. */
	readonly estimator: Estimator;
	/** e.g. `validation:rmse`; one of the algorithm's metrics. */
	readonly objectiveMetricName: string;
	/** What is searched, by the name of the hyperparameter. */
	readonly hyperparameterRanges: HyperparameterRanges;
	/** For images of your own: where the metrics stand in the log. */
	readonly metricDefinitions?: readonly { readonly Name: string; readonly Regex: string }[];
	/** `Bayesian` (default) learns from the jobs before; `Random` draws; `Grid` tries every combination of choices. */
	readonly strategy?: 'Bayesian' | 'Random' | 'Grid';
	/** Default `Maximize`. */
	readonly objectiveType?: 'Maximize' | 'Minimize';
	/** How many training jobs in all. Default 1; a grid needs none. */
	readonly maxJobs?: number;
	/** How many at once. Default 1. */
	readonly maxParallelJobs?: number;
	/** The search is stopped after so many seconds. */
	readonly maxRuntimeInSeconds?: number;
	/** `Auto` gives up jobs that do worse than the median of those before. Default `Off`. */
	readonly earlyStoppingType?: 'Off' | 'Auto';
	/** Same seed, same trials. Default: drawn. */
	readonly randomSeed?: number;
	/** Beginning of the names of its jobs. Default: from the image. */
	readonly baseTuningJobName?: string;
}

export interface TuneOptions {
	/** Wait for the end of the search. Default true. */
	readonly wait?: boolean;
	/** At most 32 characters. Default: the base name with a time stamp. */
	readonly jobName?: string;
}

/**
 * Searches the hyperparameters of an estimator. The Python SDK's `sagemaker.tuner.HyperparameterTuner`.
 *
 * @example
 * const tuner = new HyperparameterTuner({
 * 	estimator: xgb,
 * 	objectiveMetricName: 'validation:rmse',
 * 	objectiveType: 'Minimize',
 * 	hyperparameterRanges: { eta: new ContinuousParameter(0.05, 0.5), max_depth: new IntegerParameter(2, 8) },
 * 	maxJobs: 12,
 * 	maxParallelJobs: 3
 * });
 * await tuner.fit({ train, validation });
 * console.table(await tuner.analytics().dataframe());
 */
export class HyperparameterTuner {
	readonly options: HyperparameterTunerOptions;
	readonly sagemakerSession: Session;
	#name: string | null = null;

	/** Throws a UserError `InvalidArgument` where the metric's name is missing. */
	constructor(options: HyperparameterTunerOptions) {
		requireText('objectiveMetricName', options.objectiveMetricName);
		this.options = options;
		this.sagemakerSession = options.estimator.sagemakerSession;
	}

	/** The tuning job that `fit` started last; null before. */
	get latestTuningJob(): string | null {
		return this.#name;
	}

	/**
	 * Starts the search and, unless told otherwise, waits for its end. Rejects with AWS's own error where it is refused.
	 * Stopping the cell does not stop the search; `stopTuningJob` does.
	 */
	async fit(inputs: FitInputs, { wait = true, jobName }: TuneOptions = {}): Promise<void> {
		const { objectiveMetricName, objectiveType = 'Maximize', strategy = 'Bayesian' } = this.options;
		const { randomSeed, earlyStoppingType = 'Off', maxRuntimeInSeconds, maxParallelJobs = 1 } = this.options;
		const session = this.sagemakerSession;
		const { estimator } = this.options;
		const base =
			this.options.baseTuningJobName ??
			estimator.options.baseJobName ??
			baseFromImage(estimator.options.imageUri);
		const name = jobName ?? shortTimestampedName(base, (await bridge().clock()).now);
		new Printer().line(`INFO:sagemaker:Creating hyperparameter tuning job with name: ${name}`);
		const maxJobs = strategy === 'Grid' ? this.options.maxJobs : (this.options.maxJobs ?? 1);
		await session.sagemakerClient.send(
			new CreateHyperParameterTuningJobCommand({
				HyperParameterTuningJobName: name,
				HyperParameterTuningJobConfig: {
					Strategy: strategy,
					HyperParameterTuningJobObjective: { Type: objectiveType, MetricName: objectiveMetricName },
					ResourceLimits: {
						MaxParallelTrainingJobs: maxParallelJobs,
						...(maxJobs === undefined ? {} : { MaxNumberOfTrainingJobs: maxJobs }),
						...(maxRuntimeInSeconds === undefined ? {} : { MaxRuntimeInSeconds: maxRuntimeInSeconds })
					},
					ParameterRanges: toParameterRanges(this.options.hyperparameterRanges),
					TrainingJobEarlyStoppingType: earlyStoppingType,
					...(randomSeed === undefined ? {} : { RandomSeed: randomSeed })
				},
				TrainingJobDefinition: await this.#definition(inputs)
			})
		);
		this.#name = name;
		if (wait) await this.wait();
	}

	/** Waits for the end of the search. Rejects with an UnexpectedStatusException where it failed. */
	async wait(): Promise<void> {
		await followTuningJob(this.sagemakerSession, this.#needName());
	}

	/** Stops the search and what it trains; what was found so far is kept. */
	async stopTuningJob(): Promise<void> {
		await this.sagemakerSession.sagemakerClient.send(
			new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: this.#needName() })
		);
	}

	/** What DescribeHyperParameterTuningJob says of it now. */
	describe(): Promise<DescribeHyperParameterTuningJobCommandOutput> {
		return this.sagemakerSession.sagemakerClient.send(
			new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: this.#needName() })
		);
	}

	/** Name of the best training job so far. Rejects with a UserError `NotTrained` while there is none. */
	async bestTrainingJob(): Promise<string> {
		const { BestTrainingJob } = await this.describe();
		if (BestTrainingJob?.TrainingJobName) return BestTrainingJob.TrainingJobName;
		throw new UserError('NotTrained', `The tuning job '${this.#name}' has no best training job yet.`, {
			hint: 'Wait for its end: `await tuner.wait()`.'
		});
	}

	/** An estimator attached to the best training job. */
	async bestEstimator(): Promise<Estimator> {
		return Estimator.attach(await this.bestTrainingJob(), this.sagemakerSession);
	}

	/** All training jobs as a table: `await tuner.analytics().dataframe()`. */
	analytics(): HyperparameterTuningJobAnalytics {
		return new HyperparameterTuningJobAnalytics(this.#needName(), this.sagemakerSession);
	}

	/**
	 * Puts the model of the best training job behind an endpoint. From then on every second costs money, until
	 * `predictor.deleteEndpoint()`.
	 */
	async deploy<In = unknown, Out = unknown>(options: DeployOptions<In, Out>): Promise<Predictor<In, Out>> {
		return (await this.bestEstimator()).deploy(options);
	}

	async #definition(inputs: FitInputs) {
		const { estimator, hyperparameterRanges, metricDefinitions } = this.options;
		const { imageUri, role, inputMode, instanceType, instanceCount, volumeSize, maxRun, outputPath } =
			estimator.options;
		const statics = Object.entries(estimator.hyperparameters()).filter(
			([name]) => !Object.hasOwn(hyperparameterRanges, name)
		);
		return {
			AlgorithmSpecification: {
				TrainingImage: imageUri,
				TrainingInputMode: inputMode ?? ('File' as const),
				...(metricDefinitions ? { MetricDefinitions: metricDefinitions.map((each) => ({ ...each })) } : {})
			},
			RoleArn: role,
			InputDataConfig: toChannels(inputs),
			OutputDataConfig: {
				S3OutputPath: outputPath ?? `s3://${await this.sagemakerSession.defaultBucket()}/`
			},
			ResourceConfig: {
				InstanceType: instanceType as 'ml.m5.xlarge',
				InstanceCount: instanceCount,
				VolumeSizeInGB: volumeSize ?? 30
			},
			StoppingCondition: { MaxRuntimeInSeconds: maxRun ?? 86_400 },
			StaticHyperParameters: Object.fromEntries(statics)
		};
	}

	#needName(): string {
		if (this.#name !== null) return this.#name;
		throw new UserError('NotTrained', 'This tuner has no tuning job yet.', {
			hint: 'Call `await tuner.fit(…)` first.'
		});
	}
}
