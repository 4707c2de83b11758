import {
	CreateTransformJobCommand,
	DeleteModelCommand,
	DescribeTransformJobCommand,
	StopTransformJobCommand,
	type DescribeTransformJobCommandOutput
} from '@aws-sdk/client-sagemaker';
import { UserError } from '#base/errors.ts';
import { requireText } from './errors.ts';
import { followTransformJob } from './follow-transform.ts';
import { Printer } from './printer.ts';
import { Session } from './session.ts';

export interface TransformerOptions {
	/** Name of a model in SageMaker; `estimator.transformer(…)` and `model.transformer(…)` fill it in. */
	readonly modelName: string;
	readonly instanceCount: number;
	/** e.g. `ml.m5.large`; it decides the price. */
	readonly instanceType: string;
	/** `MultiRecord` (default): as many lines in a request as fit. `SingleRecord`: one. */
	readonly strategy?: 'MultiRecord' | 'SingleRecord';
	/** `Line`: each answer ends with a line end. Default: the answers as they are, one behind the other. */
	readonly assembleWith?: 'None' | 'Line';
	/** `s3://…` under which the `.out` objects are stored. Default: a folder of the job in the session's default bucket. */
	readonly outputPath?: string;
	/** The type that the container should answer, e.g. `text/csv`. */
	readonly accept?: string;
	/** Requests at a time to one instance. Default 1. */
	readonly maxConcurrentTransforms?: number;
	/** Size of a request, MB. Default 6. */
	readonly maxPayload?: number;
	/** Environment variables of the container. */
	readonly env?: Readonly<Record<string, string>>;
	/** Beginning of the names of its jobs. Default: the model's name. */
	readonly baseTransformJobName?: string;
	/** Default: a new Session. */
	readonly sagemakerSession?: Session;
}

export interface TransformOptions {
	/** `s3://BUCKET/PREFIX`: every object whose key begins so is transformed. */
	readonly data: string;
	/** Default `S3Prefix`; `ManifestFile` where `data` names a list of objects. */
	readonly dataType?: 'S3Prefix' | 'ManifestFile';
	/** What the objects are, e.g. `text/csv`. */
	readonly contentType?: string;
	readonly compressionType?: 'None' | 'Gzip';
	/** `Line`: each line is a record. Default: an object goes into one request as it is. */
	readonly splitType?: 'None' | 'Line';
	/** Default: the base name with a time stamp. */
	readonly jobName?: string;
	/** JSONPath of what the model sees of a record: `$[1:]` leaves out the first column. */
	readonly inputFilter?: string;
	/** JSONPath of what is stored of a record and its prediction. */
	readonly outputFilter?: string;
	/** `Input`: the prediction is put beside the record that it was made for. */
	readonly joinSource?: 'None' | 'Input';
	/** Wait for the end of the job. Default true. */
	readonly wait?: boolean;
	/** Print the job's log lines while waiting. Default true. */
	readonly logs?: boolean;
}

/**
 * Sends data in S3 through a model, without an endpoint. The Python SDK's `sagemaker.transformer.Transformer`.
 *
 * @example
 * const transformer = await xgb.transformer({ instanceCount: 1, instanceType: 'ml.m5.large', assembleWith: 'Line' });
 * await transformer.transform({ data: testUri, contentType: 'text/csv', splitType: 'Line' });
 */
export class Transformer {
	readonly options: TransformerOptions;
	readonly sagemakerSession: Session;
	#jobName: string | null = null;
	#outputPath: string | null;

	/** Throws a UserError `InvalidArgument` where a text is missing or has not been awaited. */
	constructor(options: TransformerOptions) {
		for (const name of ['modelName', 'instanceType'] as const) requireText(name, options[name]);
		if (options.outputPath !== undefined) requireText('outputPath', options.outputPath);
		this.options = options;
		this.sagemakerSession = options.sagemakerSession ?? new Session();
		this.#outputPath = options.outputPath ?? null;
	}

	/** `s3://…` under which the latest job stores its output; null before there is one and none was given. */
	get outputPath(): string | null {
		return this.#outputPath;
	}

	/** Name of the latest job; null before there is one. */
	get latestTransformJobName(): string | null {
		return this.#jobName;
	}

	/**
	 * Starts a transform job and, unless told otherwise, waits for its end while it prints the job's log.
	 *
	 * Rejects with AWS's own error where the job is refused, and with an UnexpectedStatusException that holds the
	 * FailureReason where it fails. Stopping the cell does not stop the job.
	 */
	async transform(options: TransformOptions): Promise<void> {
		const { wait = true, logs = true } = options;
		requireText('data', options.data);
		const session = this.sagemakerSession;
		const base = this.options.baseTransformJobName ?? this.options.modelName;
		const name = options.jobName ?? (await session.uniqueName(base));
		this.#outputPath = this.options.outputPath ?? `s3://${await session.defaultBucket()}/${name}`;
		new Printer().line(`INFO:sagemaker:Creating transform job with name: ${name}`);
		await session.sagemakerClient.send(
			new CreateTransformJobCommand({
				TransformJobName: name,
				...this.#jobMembers(this.#outputPath),
				...inputMembers(options)
			})
		);
		this.#jobName = name;
		if (wait) await this.wait({ logs });
	}

	/** Waits for the end of the latest job and prints its log from the beginning. */
	async wait({ logs = true }: { readonly logs?: boolean } = {}): Promise<void> {
		await followTransformJob(this.sagemakerSession, this.#needJob(), logs);
	}

	/** What DescribeTransformJob says of the latest job now. */
	describe(): Promise<DescribeTransformJobCommandOutput> {
		return this.sagemakerSession.sagemakerClient.send(
			new DescribeTransformJobCommand({ TransformJobName: this.#needJob() })
		);
	}

	/** Asks the latest job to stop. Objects that are done keep their output. */
	async stopTransformJob(): Promise<void> {
		await this.sagemakerSession.sagemakerClient.send(
			new StopTransformJobCommand({ TransformJobName: this.#needJob() })
		);
	}

	/** Deletes the model. What it has predicted stays. */
	async deleteModel(): Promise<void> {
		const { modelName } = this.options;
		new Printer().line(`INFO:sagemaker:Deleting model with name: ${modelName}`);
		await this.sagemakerSession.sagemakerClient.send(new DeleteModelCommand({ ModelName: modelName }));
	}

	#needJob(): string {
		if (this.#jobName !== null) return this.#jobName;
		throw new UserError('NotTransformed', 'This transformer has no transform job yet.', {
			hint: 'Call `await transformer.transform({ data, … })` first.'
		});
	}

	#jobMembers(outputPath: string) {
		const { modelName, instanceCount, instanceType, strategy, assembleWith, accept, env } = this.options;
		const { maxConcurrentTransforms, maxPayload } = this.options;
		return {
			ModelName: modelName,
			TransformOutput: {
				S3OutputPath: outputPath,
				...(assembleWith === undefined ? {} : { AssembleWith: assembleWith }),
				...(accept === undefined ? {} : { Accept: accept })
			},
			TransformResources: { InstanceType: instanceType as 'ml.m5.large', InstanceCount: instanceCount },
			...(strategy === undefined ? {} : { BatchStrategy: strategy }),
			...(maxConcurrentTransforms === undefined ? {} : { MaxConcurrentTransforms: maxConcurrentTransforms }),
			...(maxPayload === undefined ? {} : { MaxPayloadInMB: maxPayload }),
			...(env === undefined ? {} : { Environment: { ...env } })
		};
	}
}

function inputMembers(options: TransformOptions) {
	const { data, dataType = 'S3Prefix', contentType, compressionType, splitType } = options;
	const { inputFilter, outputFilter, joinSource } = options;
	const isProcessed = [inputFilter, outputFilter, joinSource].some((each) => each !== undefined);
	return {
		TransformInput: {
			DataSource: { S3DataSource: { S3DataType: dataType, S3Uri: data } },
			...(contentType === undefined ? {} : { ContentType: contentType }),
			...(compressionType === undefined ? {} : { CompressionType: compressionType }),
			...(splitType === undefined ? {} : { SplitType: splitType })
		},
		...(isProcessed
			? {
					DataProcessing: {
						...(inputFilter === undefined ? {} : { InputFilter: inputFilter }),
						...(outputFilter === undefined ? {} : { OutputFilter: outputFilter }),
						...(joinSource === undefined ? {} : { JoinSource: joinSource })
					}
				}
			: {})
	};
}
