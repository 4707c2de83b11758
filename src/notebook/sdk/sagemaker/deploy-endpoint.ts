import {
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	type CreateEndpointConfigCommandInput,
	type ProductionVariant
} from '@aws-sdk/client-sagemaker';
import { UserError } from '#base/errors.ts';
import { waitForEndpoint } from './follow-endpoint.ts';
import type { AsyncInferenceConfig, ServerlessInferenceConfig } from './inference-configs.ts';
import { Predictor } from './predictor.ts';
import { Printer } from './printer.ts';
import type { Deserializer, Serializer } from './serializers.ts';
import type { Session } from './session.ts';

export interface DeployOptions<In = unknown, Out = unknown> {
	/** Needed, unless the endpoint is serverless. */
	readonly initialInstanceCount?: number;
	/** e.g. `ml.m5.large`; it decides the price per hour. Needed, unless the endpoint is serverless. */
	readonly instanceType?: string;
	/** Serve without instances of its own. */
	readonly serverlessInferenceConfig?: ServerlessInferenceConfig;
	/** Take requests into a queue; wrap the predictor in an AsyncPredictor to call it. */
	readonly asyncInferenceConfig?: AsyncInferenceConfig;
	/** How `predict` writes its data. Default: text or bytes as they are. */
	readonly serializer?: Serializer<In>;
	/** How `predict` reads the answer. Default: the bytes as they are. */
	readonly deserializer?: Deserializer<Out>;
	/** Default: the base name with a time stamp. */
	readonly endpointName?: string;
	/** Wait until the endpoint is in service. Default true. */
	readonly wait?: boolean;
}

/** Puts a model that is in SageMaker behind an endpoint of its own, and waits until it is in service. */
export async function deployEndpoint<In, Out>(
	session: Session,
	base: string,
	modelName: string,
	options: DeployOptions<In, Out>
): Promise<Predictor<In, Out>> {
	const { wait = true, serializer, deserializer, asyncInferenceConfig } = options;
	const endpointName = options.endpointName ?? (await session.uniqueName(base));
	await createConfig(session, {
		EndpointConfigName: endpointName,
		ProductionVariants: [variantOf(modelName, options)],
		...(asyncInferenceConfig ? { AsyncInferenceConfig: asyncInferenceConfig.toMember() } : {})
	});
	new Printer().line(`INFO:sagemaker:Creating endpoint with name ${endpointName}`);
	await session.sagemakerClient.send(
		new CreateEndpointCommand({ EndpointName: endpointName, EndpointConfigName: endpointName })
	);
	if (wait) await waitForEndpoint(session, endpointName);
	return new Predictor<In, Out>({
		endpointName,
		sagemakerSession: session,
		...(serializer ? { serializer } : {}),
		...(deserializer ? { deserializer } : {})
	});
}

async function createConfig(session: Session, input: CreateEndpointConfigCommandInput): Promise<void> {
	new Printer().line(`INFO:sagemaker:Creating endpoint-config with name ${input.EndpointConfigName}`);
	await session.sagemakerClient.send(new CreateEndpointConfigCommand(input));
}

function variantOf(modelName: string, options: DeployOptions<never>): ProductionVariant {
	const { initialInstanceCount, instanceType, serverlessInferenceConfig } = options;
	const common = { VariantName: 'AllTraffic', ModelName: modelName, InitialVariantWeight: 1 };
	if (serverlessInferenceConfig) {
		return { ...common, ServerlessConfig: serverlessInferenceConfig.toMember() };
	}
	if (initialInstanceCount === undefined || instanceType === undefined) {
		throw new UserError('InvalidArgument', 'deploy needs initialInstanceCount and instanceType.', {
			hint: "Pass { initialInstanceCount: 1, instanceType: 'ml.m5.large' }, or a serverlessInferenceConfig."
		});
	}
	return {
		...common,
		InitialInstanceCount: initialInstanceCount,
		InstanceType: instanceType as 'ml.m5.large'
	};
}
