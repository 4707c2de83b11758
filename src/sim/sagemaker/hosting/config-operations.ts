import type {
	CreateEndpointConfigInput,
	CreateEndpointConfigOutput,
	DescribeEndpointConfigInput,
	DescribeEndpointConfigOutput,
	ListEndpointConfigsInput,
	ListEndpointConfigsOutput
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { checkConfig, type ConfigInput } from './config-checks.ts';
import { alreadyExists, couldNotFind, resourceArn } from '../errors.ts';
import { endpointConfigs } from './hosting-records.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { refuseUnsupported } from '../unsupported.ts';

type OfConfig = Given<DescribeEndpointConfigInput, 'EndpointConfigName'>;

const UNSUPPORTED = [
	'AsyncInferenceConfig.OutputConfig.NotificationConfig',
	'ExplainerConfig',
	'ShadowProductionVariants',
	'MetricsConfig',
	'ProductionVariants.*.ServerlessConfig.ProvisionedConcurrency',
	'ProductionVariants.*.AcceleratorType',
	'ProductionVariants.*.InstancePools',
	'ProductionVariants.*.CoreDumpConfig',
	'ProductionVariants.*.EnableSSMAccess',
	'ProductionVariants.*.ManagedInstanceScaling',
	'ProductionVariants.*.CapacityReservationConfig'
];

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html */
export async function createEndpointConfig(
	ctx: Context,
	input: ConfigInput
): Promise<CreateEndpointConfigOutput> {
	const name = input.EndpointConfigName;
	refuseUnsupported('CreateEndpointConfig', input, UNSUPPORTED);
	checkConfig(ctx, input);
	const arn = resourceArn(ctx, 'endpoint-config', name);
	return ctx.store.transact((tx) => {
		if (tx.get(endpointConfigs, name)) throw alreadyExists(ctx, 'endpoint-config', name);
		tx.put(endpointConfigs, name, { name, request: withWeights(input), createdAt: tx.now });
		setTags(tx, arn, input.Tags ?? []);
		return { EndpointConfigArn: arn };
	});
}

function withWeights(input: ConfigInput): CreateEndpointConfigInput {
	const variants = input.ProductionVariants.map((variant) => ({ InitialVariantWeight: 1, ...variant }));
	return { ...input, ProductionVariants: variants };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpointConfig.html */
export async function describeEndpointConfig(
	ctx: Context,
	{ EndpointConfigName: name }: OfConfig
): Promise<DescribeEndpointConfigOutput> {
	const record = ctx.store.get(endpointConfigs, name);
	if (!record) throw couldNotFind(ctx, 'endpoint-config', name);
	const { Tags: _tags, ...echoed } = record.request;
	return {
		...echoed,
		EndpointConfigName: name,
		EndpointConfigArn: resourceArn(ctx, 'endpoint-config', name),
		ProductionVariants: record.request.ProductionVariants,
		CreationTime: new Date(record.createdAt)
	};
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpointConfigs.html */
export async function listEndpointConfigs(
	ctx: Context,
	input: ListEndpointConfigsInput
): Promise<ListEndpointConfigsOutput> {
	const { items, nextToken } = listPage(ctx, ctx.store.values(endpointConfigs), input);
	return {
		EndpointConfigs: items.map(({ name, createdAt }) => ({
			EndpointConfigName: name,
			EndpointConfigArn: resourceArn(ctx, 'endpoint-config', name),
			CreationTime: new Date(createdAt)
		})),
		NextToken: nextToken
	};
}

/** Endpoints made from it go on. */
export async function deleteEndpointConfig(
	ctx: Context,
	{ EndpointConfigName: name }: OfConfig
): Promise<object> {
	return ctx.store.transact((tx) => {
		if (!tx.get(endpointConfigs, name)) throw couldNotFind(ctx, 'endpoint-config', name);
		tx.remove(endpointConfigs, name);
		setTags(tx, resourceArn(ctx, 'endpoint-config', name), []);
		return {};
	});
}
