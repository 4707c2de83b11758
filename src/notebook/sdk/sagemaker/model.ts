import { CreateModelCommand } from '@aws-sdk/client-sagemaker';
import { deployEndpoint, type DeployOptions } from './deploy-endpoint.ts';
import { requireText } from './errors.ts';
import { baseFromImage } from './names.ts';
import type { Predictor } from './predictor.ts';
import { Printer } from './printer.ts';
import { Session } from './session.ts';
import { Transformer, type TransformerOptions } from './transformer.ts';

export interface ModelOptions {
	/** Address of the serving image: for built-in algorithms that of the training image. */
	readonly imageUri: string;
	/** `s3://…/model.tar.gz` */
	readonly modelData: string;
	/** ARN of the role under which the model is served. */
	readonly role: string;
	/** Default: the base name with a time stamp. */
	readonly name?: string;
	/** Beginning of the names that are made up. Default: from the image. */
	readonly baseName?: string;
	/** Environment variables of the container. */
	readonly env?: Readonly<Record<string, string>>;
	/** Default: a new Session. */
	readonly sagemakerSession?: Session;
}

/** A model that can be served: an image and the artefact that it loads. The Python SDK's `sagemaker.model.Model`. */
export class Model {
	readonly options: ModelOptions;
	readonly sagemakerSession: Session;
	#name: string | null = null;

	/** Throws a UserError `InvalidArgument` where a text is missing or has not been awaited. */
	constructor(options: ModelOptions) {
		for (const name of ['imageUri', 'modelData', 'role'] as const) requireText(name, options[name]);
		this.options = options;
		this.sagemakerSession = options.sagemakerSession ?? new Session();
	}

	/** Its name in SageMaker, null before it was deployed. */
	get name(): string | null {
		return this.#name;
	}

	/**
	 * Makes a model, an endpoint configuration and an endpoint, and waits until it is in service. From then on every
	 * second costs money, until `predictor.deleteEndpoint()`.
	 *
	 * Rejects with AWS's own error where something is refused, and with an UnexpectedStatusException where the endpoint
	 * fails.
	 */
	async deploy<In = unknown, Out = unknown>(options: DeployOptions<In, Out>): Promise<Predictor<In, Out>> {
		const base = this.options.baseName ?? baseFromImage(this.options.imageUri);
		return deployEndpoint(this.sagemakerSession, base, await this.#create(base), options);
	}

	/** Makes the model in SageMaker, unless it has been made, and a transformer that sends data through it. */
	async transformer(
		options: Omit<TransformerOptions, 'modelName' | 'sagemakerSession'>
	): Promise<Transformer> {
		const base = this.options.baseName ?? baseFromImage(this.options.imageUri);
		const modelName = this.#name ?? (await this.#create(base));
		const { sagemakerSession } = this;
		return new Transformer({ baseTransformJobName: base, ...options, modelName, sagemakerSession });
	}

	async #create(base: string): Promise<string> {
		const { imageUri, modelData, role, env = {} } = this.options;
		const session = this.sagemakerSession;
		const name = this.options.name ?? (await session.uniqueName(base));
		new Printer().line(`INFO:sagemaker:Creating model with name: ${name}`);
		await session.sagemakerClient.send(
			new CreateModelCommand({
				ModelName: name,
				ExecutionRoleArn: role,
				PrimaryContainer: { Image: imageUri, ModelDataUrl: modelData, Environment: { ...env } }
			})
		);
		this.#name = name;
		return name;
	}
}
