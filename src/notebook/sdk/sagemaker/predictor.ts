import {
	CreateEndpointConfigCommand,
	DeleteEndpointCommand,
	DeleteEndpointConfigCommand,
	DeleteModelCommand,
	DescribeEndpointCommand,
	DescribeEndpointConfigCommand,
	UpdateEndpointCommand
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { UserError } from '#base/errors.ts';
import { requireText } from './errors.ts';
import { waitForEndpoint } from './follow-endpoint.ts';
import { Printer } from './printer.ts';
import { BytesDeserializer, IdentitySerializer, type Deserializer, type Serializer } from './serializers.ts';
import { Session } from './session.ts';

export interface PredictorOptions<In = unknown, Out = unknown> {
	readonly endpointName: string;
	/** Default: a new Session. */
	readonly sagemakerSession?: Session;
	/** Default: text or bytes as they are. */
	readonly serializer?: Serializer<In>;
	/** Default: the bytes as they are. */
	readonly deserializer?: Deserializer<Out>;
}

export interface PredictOptions {
	/** Send the request to this variant, whatever the weights say. */
	readonly targetVariant?: string;
	/** Send it to this model of a multi-model endpoint. */
	readonly targetModel?: string;
	/** An id of your own, to find the request in captured data again. */
	readonly inferenceId?: string;
}

export interface UpdateEndpointOptions {
	/** What is left out stays as it is. */
	readonly initialInstanceCount?: number;
	readonly instanceType?: string;
	/** Name of another model in SageMaker. */
	readonly modelName?: string;
	/** Wait until the endpoint is in service again. Default true. */
	readonly wait?: boolean;
}

/** Calls an endpoint. The Python SDK's `sagemaker.predictor.Predictor`. */
export class Predictor<In = unknown, Out = unknown> {
	readonly endpointName: string;
	readonly sagemakerSession: Session;
	serializer: Serializer<In>;
	deserializer: Deserializer<Out>;
	#remembered: { readonly config: string; readonly models: readonly string[] } | null = null;

	/** Throws a UserError `InvalidArgument` where the name is missing or has not been awaited. */
	constructor(options: PredictorOptions<In, Out>) {
		this.endpointName = requireText('endpointName', options.endpointName);
		this.sagemakerSession = options.sagemakerSession ?? new Session();
		this.serializer = options.serializer ?? (new IdentitySerializer() as Serializer<In>);
		this.deserializer =
			options.deserializer ?? (new BytesDeserializer() as Deserializer as Deserializer<Out>);
	}

	/**
	 * Sends data to the endpoint and gives its answer, read by the deserializer.
	 *
	 * Rejects with AWS's own error: ValidationException where there is no such endpoint or it is not in service,
	 * ModelError where the container could not make anything of the data.
	 *
	 * @param data what the serializer takes: one row or many for a CSVSerializer
	 */
	async predict(data: In, options: PredictOptions = {}): Promise<Out> {
		const { targetVariant, targetModel, inferenceId } = options;
		const { Body, ContentType } = await this.sagemakerSession.sagemakerRuntimeClient.send(
			new InvokeEndpointCommand({
				EndpointName: this.endpointName,
				ContentType: this.serializer.contentType,
				Accept: this.deserializer.accept,
				Body: this.serializer.serialize(data),
				...(targetVariant === undefined ? {} : { TargetVariant: targetVariant }),
				...(targetModel === undefined ? {} : { TargetModel: targetModel }),
				...(inferenceId === undefined ? {} : { InferenceId: inferenceId })
			})
		);
		return this.deserializer.deserialize(Body ?? new Uint8Array(), ContentType ?? '');
	}

	/**
	 * Gives the endpoint other instances or another model, without a request lost: makes a new configuration from the
	 * present one, and waits until it serves.
	 *
	 * Rejects with a UserError `InvalidArgument` where the endpoint has several variants, with AWS's own error where
	 * something is refused, and with an UnexpectedStatusException where the endpoint fails.
	 */
	async updateEndpoint(options: UpdateEndpointOptions): Promise<void> {
		const { initialInstanceCount, instanceType, modelName, wait = true } = options;
		const session = this.sagemakerSession;
		const { EndpointConfigName } = await session.sagemakerClient.send(
			new DescribeEndpointCommand({ EndpointName: this.endpointName })
		);
		const { ProductionVariants = [] } = await session.sagemakerClient.send(
			new DescribeEndpointConfigCommand({ EndpointConfigName })
		);
		const [variant] = ProductionVariants;
		if (!variant || ProductionVariants.length > 1) {
			throw new UserError('InvalidArgument', 'updateEndpoint is for endpoints of one variant.', {
				hint: 'Make a configuration by CreateEndpointConfigCommand, and use it by UpdateEndpointCommand.'
			});
		}
		const name = await session.uniqueName(this.endpointName);
		await session.sagemakerClient.send(
			new CreateEndpointConfigCommand({
				EndpointConfigName: name,
				ProductionVariants: [
					{
						...variant,
						...(initialInstanceCount === undefined ? {} : { InitialInstanceCount: initialInstanceCount }),
						...(instanceType === undefined ? {} : { InstanceType: instanceType as 'ml.m5.large' }),
						...(modelName === undefined ? {} : { ModelName: modelName })
					}
				]
			})
		);
		await session.sagemakerClient.send(
			new UpdateEndpointCommand({ EndpointName: this.endpointName, EndpointConfigName: name })
		);
		this.#remembered = null;
		if (wait) await waitForEndpoint(session, this.endpointName);
	}

	/**
	 * Deletes the endpoint: from then on it costs nothing.
	 *
	 * @param options.deleteEndpointConfig delete its configuration too; default true
	 */
	async deleteEndpoint({
		deleteEndpointConfig = true
	}: { readonly deleteEndpointConfig?: boolean } = {}): Promise<void> {
		const { sagemakerClient } = this.sagemakerSession;
		const printer = new Printer();
		const { config } = await this.#behind();
		if (deleteEndpointConfig) {
			printer.line(`INFO:sagemaker:Deleting endpoint configuration with name: ${config}`);
			await sagemakerClient.send(new DeleteEndpointConfigCommand({ EndpointConfigName: config }));
		}
		printer.line(`INFO:sagemaker:Deleting endpoint with name: ${this.endpointName}`);
		await sagemakerClient.send(new DeleteEndpointCommand({ EndpointName: this.endpointName }));
	}

	/** Deletes the models behind the endpoint; works before `deleteEndpoint` and after it. Models cost nothing. */
	async deleteModel(): Promise<void> {
		const printer = new Printer();
		for (const name of (await this.#behind()).models) {
			printer.line(`INFO:sagemaker:Deleting model with name: ${name}`);
			await this.sagemakerSession.sagemakerClient.send(new DeleteModelCommand({ ModelName: name }));
		}
	}

	/** The configuration and the models of the endpoint, remembered, since after its deletion nobody knows them. */
	async #behind(): Promise<{ readonly config: string; readonly models: readonly string[] }> {
		if (this.#remembered) return this.#remembered;
		const { sagemakerClient } = this.sagemakerSession;
		const { EndpointConfigName: config = '' } = await sagemakerClient.send(
			new DescribeEndpointCommand({ EndpointName: this.endpointName })
		);
		const { ProductionVariants = [] } = await sagemakerClient.send(
			new DescribeEndpointConfigCommand({ EndpointConfigName: config })
		);
		this.#remembered = { config, models: ProductionVariants.flatMap(({ ModelName }) => ModelName ?? []) };
		return this.#remembered;
	}
}
