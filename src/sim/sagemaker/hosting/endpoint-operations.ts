import type {
	CreateEndpointInput,
	CreateEndpointOutput,
	DescribeEndpointInput,
	DescribeEndpointOutput,
	ListEndpointsInput,
	ListEndpointsOutput,
	ProductionVariant,
	ProductionVariantSummary
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { bringDown, bringUp, shutDown } from './endpoint-life.ts';
import { alreadyExists, couldNotFind, resourceArn, validationException } from '../errors.ts';
import {
	endpointConfigs,
	endpoints,
	models,
	putEndpoint,
	type EndpointRecord,
	type VariantRecord
} from './hosting-records.ts';
import { listPage } from '../listing.ts';
import { containerOf } from './model-operations.ts';
import { checkQuota } from '../quota.ts';
import { setTags } from '../tags.ts';
import { refuseUnsupported } from '../unsupported.ts';

type OfEndpoint = Given<DescribeEndpointInput, 'EndpointName'>;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html */
export async function createEndpoint(
	ctx: Context,
	input: Given<CreateEndpointInput, 'EndpointName' | 'EndpointConfigName'>
): Promise<CreateEndpointOutput> {
	refuseUnsupported('CreateEndpoint', input, ['DeploymentConfig']);
	const { EndpointName: name, EndpointConfigName: configName } = input;
	const arn = resourceArn(ctx, 'endpoint', name);
	const record = await ctx.store.transact((tx) => {
		if (tx.get(endpoints, name)) throw alreadyExists(ctx, 'endpoint', name);
		const config = tx.get(endpointConfigs, configName);
		if (!config) throw couldNotFind(ctx, 'endpoint-config', configName);
		const variants = config.request.ProductionVariants!.map((variant) => newVariant(tx, ctx, variant));
		checkQuotas(ctx, variants);
		const created: EndpointRecord = {
			name,
			id: ctx.rng.hex(16),
			configName,
			status: 'Creating',
			createdAt: tx.now,
			modifiedAt: tx.now,
			failureReason: null,
			variants
		};
		putEndpoint(tx, ctx, created);
		setTags(tx, arn, input.Tags ?? []);
		return created;
	});
	void bringUp(ctx, record);
	return { EndpointArn: arn };
}

function newVariant(tx: Transaction, ctx: Context, variant: ProductionVariant): VariantRecord {
	const model = tx.get(models, variant.ModelName!);
	if (!model) throw couldNotFind(ctx, 'model', variant.ModelName!);
	const container = containerOf(model.request);
	return {
		name: variant.VariantName!,
		modelName: model.name,
		instanceType: variant.InstanceType!,
		instanceCount: variant.InitialInstanceCount!,
		weight: variant.InitialVariantWeight ?? 1,
		image: container.Image!,
		environment: container.Environment ?? {},
		modelDataUrl: container.ModelDataUrl ?? null,
		archiveId: null
	};
}

function checkQuotas(ctx: Context, variants: readonly VariantRecord[]): void {
	const running = ctx.store
		.values(endpoints)
		.filter(({ status }) => status === 'Creating' || status === 'InService')
		.flatMap((endpoint) => endpoint.variants);
	for (const type of new Set(variants.map(({ instanceType }) => instanceType))) {
		checkQuota(type, 'endpoint', instancesOf(running, type), instancesOf(variants, type));
	}
}

function instancesOf(variants: readonly VariantRecord[], instanceType: string): number {
	return variants.reduce((n, v) => n + (v.instanceType === instanceType ? v.instanceCount : 0), 0);
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html */
export async function describeEndpoint(
	ctx: Context,
	{ EndpointName: name }: OfEndpoint
): Promise<DescribeEndpointOutput> {
	const record = ctx.store.get(endpoints, name);
	if (!record) throw couldNotFind(ctx, 'endpoint', name);
	return {
		EndpointName: name,
		EndpointArn: resourceArn(ctx, 'endpoint', name),
		EndpointConfigName: record.configName,
		ProductionVariants: record.variants.map((variant) => variantSummary(record, variant)),
		EndpointStatus: record.status,
		FailureReason: record.failureReason ?? undefined,
		CreationTime: new Date(record.createdAt),
		LastModifiedTime: new Date(record.modifiedAt)
	};
}

function variantSummary(
	{ status, createdAt }: EndpointRecord,
	{ name, image, weight, instanceCount }: VariantRecord
): ProductionVariantSummary {
	return {
		VariantName: name,
		DeployedImages: [{ SpecifiedImage: image, ResolvedImage: image, ResolutionTime: new Date(createdAt) }],
		CurrentWeight: weight,
		DesiredWeight: weight,
		CurrentInstanceCount: status === 'InService' ? instanceCount : 0,
		DesiredInstanceCount: instanceCount,
		...(status === 'Creating' ? { VariantStatus: [{ Status: 'Creating' }] } : {})
	};
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpoints.html */
export async function listEndpoints(ctx: Context, input: ListEndpointsInput): Promise<ListEndpointsOutput> {
	const { items, nextToken } = listPage(ctx, ctx.store.values(endpoints), input);
	return {
		Endpoints: items.map((record) => ({
			EndpointName: record.name,
			EndpointArn: resourceArn(ctx, 'endpoint', record.name),
			CreationTime: new Date(record.createdAt),
			LastModifiedTime: new Date(record.modifiedAt),
			EndpointStatus: record.status
		})),
		NextToken: nextToken
	};
}

/** It costs nothing from now on, and is gone a little later. */
export async function deleteEndpoint(ctx: Context, { EndpointName: name }: OfEndpoint): Promise<object> {
	const record = await ctx.store.transact((tx) => {
		const endpoint = tx.get(endpoints, name);
		if (!endpoint) throw couldNotFind(ctx, 'endpoint', name);
		if (endpoint.status === 'Creating' || endpoint.status === 'Deleting') {
			throw validationException(
				`Cannot update in-progress endpoint "${resourceArn(ctx, 'endpoint', name)}".`
			);
		}
		shutDown(tx, ctx, endpoint);
		const deleting: EndpointRecord = { ...endpoint, status: 'Deleting' };
		putEndpoint(tx, ctx, deleting);
		setTags(tx, resourceArn(ctx, 'endpoint', name), []);
		return deleting;
	});
	void bringDown(ctx, record);
	return {};
}
