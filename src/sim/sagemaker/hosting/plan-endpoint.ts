import type { ContainerDefinition, ProductionVariant } from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Transaction } from '../../core/table.ts';
import { couldNotFind } from '../errors.ts';
import {
	endpointConfigs,
	endpoints,
	models,
	type ContainerRecord,
	type EndpointPlan,
	type EndpointRecord,
	type VariantRecord
} from './hosting-records.ts';
import { containersOf } from './model-operations.ts';
import { checkQuota } from '../quota.ts';

/**
 * What an endpoint of that configuration is: copies of all that it is made of, with instances of its own.
 * @throws AwsError ValidationException where the configuration or one of its models is not there
 */
export function planEndpoint(tx: Transaction, ctx: Context, configName: string): EndpointPlan {
	const config = tx.get(endpointConfigs, configName);
	if (!config) throw couldNotFind(ctx, 'endpoint-config', configName);
	const { ProductionVariants = [], DataCaptureConfig, AsyncInferenceConfig } = config.request;
	return {
		configName,
		variants: ProductionVariants.map((variant) => newVariant(tx, ctx, variant)),
		dataCapture: DataCaptureConfig ?? null,
		asyncInference: AsyncInferenceConfig ?? null
	};
}

function newVariant(tx: Transaction, ctx: Context, variant: ProductionVariant): VariantRecord {
	const model = tx.get(models, variant.ModelName!);
	if (!model) throw couldNotFind(ctx, 'model', variant.ModelName!);
	const { ServerlessConfig: serverless } = variant;
	return {
		name: variant.VariantName!,
		fleet: ctx.rng.hex(16),
		modelName: model.name,
		roleArn: model.request.ExecutionRoleArn,
		instanceType: variant.InstanceType ?? 'serverless',
		instanceCount: variant.InitialInstanceCount ?? 0,
		weight: variant.InitialVariantWeight ?? 1,
		routing: (variant.RoutingConfig?.RoutingStrategy as VariantRecord['routing'] | undefined) ?? 'RANDOM',
		containers: containersOf(model.request).map(newContainer),
		execution: model.request.InferenceExecutionConfig?.Mode ?? 'Serial',
		serverless: serverless
			? { memoryMb: serverless.MemorySizeInMB!, maxConcurrency: serverless.MaxConcurrency! }
			: null,
		meterId: null
	};
}

/** A container of a model as it is when somebody begins to serve it. */
export function newContainer(
	{ ContainerHostname, Image, Environment, ModelDataUrl, Mode, MultiModelConfig }: ContainerDefinition,
	i: number
): ContainerRecord {
	return {
		hostname: ContainerHostname ?? `container-${i + 1}`,
		image: Image!,
		environment: Environment ?? {},
		modelDataUrl: ModelDataUrl ?? null,
		isMultiModel: Mode === 'MultiModel',
		keepsModels: MultiModelConfig?.ModelCacheSetting !== 'Disabled',
		archiveId: null
	};
}

/**
 * Whether the account may have these instances besides those that it has.
 * @throws AwsError ResourceLimitExceeded
 */
export function checkInstances(ctx: Context, more: readonly VariantRecord[]): void {
	const running = ctx.store
		.values(endpoints)
		.filter(hasInstances)
		.flatMap(({ variants, next }) => [
			...variants,
			...(next?.variants ?? []).filter(({ fleet }) => !variants.some((each) => each.fleet === fleet))
		]);
	for (const type of new Set(more.map(({ instanceType }) => instanceType))) {
		if (type !== 'serverless')
			checkQuota(ctx, type, 'endpoint', instancesOf(running, type), instancesOf(more, type));
	}
}

function hasInstances({ status }: EndpointRecord): boolean {
	return status !== 'Failed' && status !== 'Deleting';
}

function instancesOf(variants: readonly VariantRecord[], instanceType: string): number {
	return variants.reduce((n, v) => n + (v.instanceType === instanceType ? v.instanceCount : 0), 0);
}
