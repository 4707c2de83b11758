import type {
	CreateEndpointConfigInput,
	CreateEndpointConfigOutput,
	DescribeEndpointConfigInput,
	DescribeEndpointConfigOutput,
	ListEndpointConfigsInput,
	ListEndpointConfigsOutput,
	ProductionVariant
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import type { Given } from '../../core/service.ts';
import { validationMessage, violation } from '../../protocol/validate.ts';
import { alreadyExists, couldNotFind, resourceArn, validationException } from '../errors.ts';
import { endpointConfigs, models } from './hosting-records.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { refuseUnsupported } from '../unsupported.ts';

type OfConfig = Given<DescribeEndpointConfigInput, 'EndpointConfigName'>;
type Input = Given<CreateEndpointConfigInput, 'EndpointConfigName' | 'ProductionVariants'>;

const UNSUPPORTED = [
	'DataCaptureConfig.EnableCapture',
	'AsyncInferenceConfig',
	'ExplainerConfig',
	'ShadowProductionVariants',
	'MetricsConfig',
	'ProductionVariants.*.ServerlessConfig',
	'ProductionVariants.*.AcceleratorType',
	'ProductionVariants.*.InstancePools',
	'ProductionVariants.*.CoreDumpConfig',
	'ProductionVariants.*.ManagedInstanceScaling',
	'ProductionVariants.*.CapacityReservationConfig'
];

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html */
export async function createEndpointConfig(ctx: Context, input: Input): Promise<CreateEndpointConfigOutput> {
	const name = input.EndpointConfigName;
	refuseUnsupported('CreateEndpointConfig', input, UNSUPPORTED);
	checkVariants(ctx, input.ProductionVariants);
	const arn = resourceArn(ctx, 'endpoint-config', name);
	return ctx.store.transact((tx) => {
		if (tx.get(endpointConfigs, name)) throw alreadyExists(ctx, 'endpoint-config', name);
		tx.put(endpointConfigs, name, { name, request: withWeights(input), createdAt: tx.now });
		setTags(tx, arn, input.Tags ?? []);
		return { EndpointConfigArn: arn };
	});
}

function withWeights(input: Input): CreateEndpointConfigInput {
	const variants = input.ProductionVariants.map((variant) => ({ InitialVariantWeight: 1, ...variant }));
	return { ...input, ProductionVariants: variants };
}

function checkVariants(ctx: Context, variants: readonly ProductionVariant[]): void {
	const violations = variants.flatMap(({ InitialInstanceCount, InstanceType }, i) => {
		const path = `productionVariants.${i + 1}.member`;
		const required: [string, unknown][] = [
			['initialInstanceCount', InitialInstanceCount],
			['instanceType', InstanceType]
		];
		return required
			.filter(([, value]) => value === undefined)
			.map(([member]) => violation(`${path}.${member}`, undefined, 'Member must not be null'));
	});
	if (violations.length > 0) throw validationException(validationMessage(violations));
	const names = variants.map(({ VariantName }) => VariantName);
	const twice = names.find((name, i) => names.indexOf(name) !== i);
	if (twice !== undefined)
		throw validationException(`The variant name '${twice}' is given twice in ProductionVariants.`);
	for (const { VariantName, ModelName } of variants) {
		if (ModelName === undefined) {
			throw notSimulated(`The variant '${VariantName}' without a model`, 'Give it a ModelName.');
		}
		if (!ctx.store.get(models, ModelName)) throw couldNotFind(ctx, 'model', ModelName);
	}
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
