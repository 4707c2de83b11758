import { CreateModelCommand } from '@aws-sdk/client-sagemaker';
import { deployEndpoint, type DeployOptions } from './deploy-endpoint.ts';
import { requireText } from './errors.ts';
import type { Model } from './model.ts';
import { baseFromImage } from './names.ts';
import type { Predictor } from './predictor.ts';
import { Printer } from './printer.ts';
import { Session } from './session.ts';
import { Transformer, type TransformerOptions } from './transformer.ts';

export interface PipelineModelOptions {
	/** In the order in which a request goes through them, 2 to 15. */
	readonly models: readonly Model[];
	/** ARN of the role under which they are served. */
	readonly role: string;
	/** Default: the first image's name with a time stamp. */
	readonly name?: string;
	/** Default: a new Session. */
	readonly sagemakerSession?: Session;
}

/**
 * Models in a row: each gets what the one before it gave. The Python SDK's `sagemaker.pipeline.PipelineModel`.
 *
 * @example
 * const both = new PipelineModel({ models: [prepare, predict], role });
 * const predictor = await both.deploy({ initialInstanceCount: 1, instanceType: 'ml.m5.large' });
 */
export class PipelineModel {
	readonly options: PipelineModelOptions;
	readonly sagemakerSession: Session;
	#name: string | null = null;

	/** Throws a UserError `InvalidArgument` where the role is missing or has not been awaited. */
	constructor(options: PipelineModelOptions) {
		requireText('role', options.role);
		this.options = options;
		this.sagemakerSession = options.sagemakerSession ?? new Session();
	}

	/** Its name in SageMaker, null before it was made. */
	get name(): string | null {
		return this.#name;
	}

	/** Makes the model, unless it has been made, and an endpoint for it. @see Model.deploy */
	async deploy<In = unknown, Out = unknown>(options: DeployOptions<In, Out>): Promise<Predictor<In, Out>> {
		return deployEndpoint(this.sagemakerSession, this.#base(), await this.#create(), options);
	}

	/** Makes the model, unless it has been made, and a transformer that sends data through it. */
	async transformer(
		options: Omit<TransformerOptions, 'modelName' | 'sagemakerSession'>
	): Promise<Transformer> {
		const { sagemakerSession } = this;
		return new Transformer({ ...options, modelName: await this.#create(), sagemakerSession });
	}

	#base(): string {
		return baseFromImage(this.options.models[0]?.options.imageUri ?? 'pipeline');
	}

	async #create(): Promise<string> {
		if (this.#name !== null) return this.#name;
		const { models, role, name: given } = this.options;
		const name = given ?? (await this.sagemakerSession.uniqueName(this.#base()));
		new Printer().line(`INFO:sagemaker:Creating model with name: ${name}`);
		await this.sagemakerSession.sagemakerClient.send(
			new CreateModelCommand({
				ModelName: name,
				ExecutionRoleArn: role,
				Containers: models.map(({ options: { imageUri, modelData, env = {} } }) => ({
					Image: imageUri,
					ModelDataUrl: modelData,
					Environment: { ...env }
				}))
			})
		);
		this.#name = name;
		return name;
	}
}
