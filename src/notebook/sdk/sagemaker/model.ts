import {
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	CreateModelCommand
} from '@aws-sdk/client-sagemaker';
import { requireText } from './errors.ts';
import { waitForEndpoint } from './follow-endpoint.ts';
import { baseFromImage } from './names.ts';
import { Predictor } from './predictor.ts';
import { Printer } from './printer.ts';
import type { Deserializer, Serializer } from './serializers.ts';
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

export interface DeployOptions<In = unknown, Out = unknown> {
	readonly initialInstanceCount: number;
	/** e.g. `ml.m5.large`; it decides the price per hour. */
	readonly instanceType: string;
	/** How `predict` writes its data. Default: text or bytes as they are. */
	readonly serializer?: Serializer<In>;
	/** How `predict` reads the answer. Default: the bytes as they are. */
	readonly deserializer?: Deserializer<Out>;
	/** Default: the base name with a time stamp. */
	readonly endpointName?: string;
	/** Wait until the endpoint is in service. Default true. */
	readonly wait?: boolean;
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
		const { wait = true, serializer, deserializer } = options;
		const session = this.sagemakerSession;
		const base = this.options.baseName ?? baseFromImage(this.options.imageUri);
		const modelName = await this.#create(base);
		const endpointName = options.endpointName ?? (await session.uniqueName(base));
		await this.#createEndpoint(endpointName, modelName, options);
		if (wait) await waitForEndpoint(session, endpointName);
		return new Predictor<In, Out>({
			endpointName,
			sagemakerSession: session,
			...(serializer ? { serializer } : {}),
			...(deserializer ? { deserializer } : {})
		});
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

	async #createEndpoint(
		endpointName: string,
		modelName: string,
		options: DeployOptions<never>
	): Promise<void> {
		const { sagemakerClient } = this.sagemakerSession;
		const printer = new Printer();
		printer.line(`INFO:sagemaker:Creating endpoint-config with name ${endpointName}`);
		await sagemakerClient.send(
			new CreateEndpointConfigCommand({
				EndpointConfigName: endpointName,
				ProductionVariants: [
					{
						VariantName: 'AllTraffic',
						ModelName: modelName,
						InitialInstanceCount: options.initialInstanceCount,
						InstanceType: options.instanceType as 'ml.m5.large',
						InitialVariantWeight: 1
					}
				]
			})
		);
		printer.line(`INFO:sagemaker:Creating endpoint with name ${endpointName}`);
		await sagemakerClient.send(
			new CreateEndpointCommand({ EndpointName: endpointName, EndpointConfigName: endpointName })
		);
	}
}
