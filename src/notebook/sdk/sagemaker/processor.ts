import { CreateProcessingJobCommand } from '@aws-sdk/client-sagemaker';
import { requireText } from './errors.ts';
import { baseFromImage } from './names.ts';
import { Printer } from './printer.ts';
import type { ProcessingInput, ProcessingOutput } from './processing-data.ts';
import { ProcessingJob } from './processing-job.ts';
import { Session } from './session.ts';

export interface ProcessorOptions {
	/** Address of the image: `imageUris.retrieve({ framework: 'javascript' })`, or one of your own in ECR. */
	readonly imageUri: string;
	/** ARN of the role that the job takes on, from `await getExecutionRole()`. */
	readonly role: string;
	readonly instanceCount: number;
	/** e.g. `ml.m5.xlarge`; it decides the price. */
	readonly instanceType: string;
	/** The program and its first arguments. Default: what the image starts with. */
	readonly entrypoint?: readonly string[];
	/** Disk of each instance, GB. Default 30. */
	readonly volumeSizeInGb?: number;
	/** The job is stopped after so many seconds. Default a day. */
	readonly maxRuntimeInSeconds?: number;
	/** Environment variables of the container. */
	readonly env?: Readonly<Record<string, string>>;
	/** Beginning of the names of its jobs. Default: from the image. */
	readonly baseJobName?: string;
	/** Default: a new Session. */
	readonly sagemakerSession?: Session;
}

export interface RunOptions {
	readonly inputs?: readonly ProcessingInput[];
	readonly outputs?: readonly ProcessingOutput[];
	/** What follows the program's name. */
	readonly arguments?: readonly string[];
	/** Wait for the end of the job. Default true. */
	readonly wait?: boolean;
	/** Print the job's log lines while waiting. Default true. */
	readonly logs?: boolean;
	/** Default: the base name with a time stamp. */
	readonly jobName?: string;
}

/**
 * Runs a container on data in S3. The Python SDK's `sagemaker.processing.Processor`.
 *
 * @example
 * const processor = new Processor({ imageUri, role, instanceCount: 1, instanceType: 'ml.m5.xlarge' });
 * await processor.run({
 *   inputs: [new ProcessingInput({ source: rawUri, destination: '/opt/ml/processing/input' })],
 *   outputs: [new ProcessingOutput({ source: '/opt/ml/processing/output' })]
 * });
 */
export class Processor {
	readonly options: ProcessorOptions;
	readonly sagemakerSession: Session;
	#job: ProcessingJob | null = null;

	/** Throws a UserError `InvalidArgument` where a text is missing or has not been awaited. */
	constructor(options: ProcessorOptions) {
		for (const name of ['imageUri', 'role', 'instanceType'] as const) requireText(name, options[name]);
		this.options = options;
		this.sagemakerSession = options.sagemakerSession ?? new Session();
	}

	/** The job that `run` started last; null before. */
	get latestJob(): ProcessingJob | null {
		return this.#job;
	}

	/**
	 * Starts a processing job and, unless told otherwise, waits for its end while it prints the job's log.
	 *
	 * Rejects with AWS's own error where the job is refused, and with an UnexpectedStatusException that holds the
	 * FailureReason where it fails.
	 */
	async run(options: RunOptions = {}): Promise<void> {
		await this.start(await this.newJobName(options.jobName), this.options.entrypoint, options);
	}

	protected async newJobName(given: string | undefined): Promise<string> {
		return (
			given ??
			this.sagemakerSession.uniqueName(this.options.baseJobName ?? baseFromImage(this.options.imageUri))
		);
	}

	protected async start(
		name: string,
		entrypoint: readonly string[] | undefined,
		{ inputs = [], outputs = [], arguments: words, wait = true, logs = true }: RunOptions
	): Promise<void> {
		const { imageUri, role, instanceCount, instanceType, volumeSizeInGb, maxRuntimeInSeconds, env } =
			this.options;
		const session = this.sagemakerSession;
		const folder = `s3://${await session.defaultBucket()}/${name}`;
		const Outputs = outputs.map((output, i) => output.toMember(i + 1, folder));
		new Printer().line(`INFO:sagemaker:Creating processing-job with name ${name}`);
		await session.sagemakerClient.send(
			new CreateProcessingJobCommand({
				ProcessingJobName: name,
				RoleArn: role,
				AppSpecification: {
					ImageUri: imageUri,
					...(entrypoint === undefined ? {} : { ContainerEntrypoint: [...entrypoint] }),
					...(words === undefined ? {} : { ContainerArguments: [...words] })
				},
				ProcessingInputs: inputs.map((input, i) => input.toMember(i + 1)),
				ProcessingOutputConfig: { Outputs },
				ProcessingResources: {
					ClusterConfig: {
						InstanceType: instanceType as 'ml.m5.xlarge',
						InstanceCount: instanceCount,
						VolumeSizeInGB: volumeSizeInGb ?? 30
					}
				},
				StoppingCondition: { MaxRuntimeInSeconds: maxRuntimeInSeconds ?? 86_400 },
				...(env === undefined ? {} : { Environment: { ...env } })
			})
		);
		const places = Outputs.map(({ OutputName, S3Output }) => [OutputName!, S3Output!.S3Uri!] as const);
		this.#job = new ProcessingJob(session, name, Object.fromEntries(places));
		if (wait) await this.#job.wait({ logs });
	}
}
