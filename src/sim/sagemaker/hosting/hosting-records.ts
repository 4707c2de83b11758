import type { CreateEndpointConfigInput, CreateModelInput } from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import { defineTable, type Table, type Transaction } from '../../core/table.ts';
import type { EndpointView } from '../../events.ts';

export interface ModelRecord {
	readonly name: string;
	readonly request: CreateModelInput;
	readonly createdAt: number;
}

export interface EndpointConfigRecord {
	readonly name: string;
	readonly request: CreateEndpointConfigInput;
	readonly createdAt: number;
}

/** One variant with all that it needs to serve: later changes to its model or its artefact do not reach it. */
export interface VariantRecord {
	readonly name: string;
	readonly modelName: string;
	readonly instanceType: string;
	readonly instanceCount: number;
	readonly weight: number;
	readonly image: string;
	readonly environment: Readonly<Record<string, string>>;
	readonly modelDataUrl: string | null;
	/** The instance's own copy of the archive; null for a container without model data, and until it is downloaded. */
	readonly archiveId: string | null;
}

export interface EndpointRecord {
	readonly name: string;
	/** Names come again; this does not. */
	readonly id: string;
	readonly configName: string;
	readonly status: 'Creating' | 'InService' | 'Deleting' | 'Failed';
	readonly createdAt: number;
	readonly modifiedAt: number;
	readonly failureReason: string | null;
	readonly variants: readonly VariantRecord[];
}

export const models = defineTable<ModelRecord>('models');
export const endpointConfigs = defineTable<EndpointConfigRecord>('endpointConfigs');
export const endpoints = defineTable<EndpointRecord>('endpoints');
/** Requests answered, by the endpoint's id. */
export const invocationCounts = defineTable<number>('invocationCounts');

export const HOSTING_TABLES: readonly Table<unknown>[] = [
	models,
	endpointConfigs,
	endpoints,
	invocationCounts
];

/** Names a variant of one life of an endpoint. */
export function variantKey(endpoint: EndpointRecord, variant: string): string {
	return `${endpoint.id}/${variant}`;
}

/** An endpoint as watchers see it. */
export function endpointView(ctx: Pick<Context, 'store'>, endpoint: EndpointRecord): EndpointView {
	return {
		name: endpoint.name,
		status: endpoint.status,
		configName: endpoint.configName,
		variants: endpoint.variants.map(({ name, modelName, instanceType, instanceCount, weight }) => ({
			name,
			modelName,
			instanceType,
			instanceCount,
			weight
		})),
		createdAt: endpoint.createdAt,
		failureReason: endpoint.failureReason,
		invocations: ctx.store.get(invocationCounts, endpoint.id) ?? 0
	};
}

/** Writes a changed record and tells the watchers. */
export function putEndpoint(tx: Transaction, ctx: Pick<Context, 'store'>, record: EndpointRecord): void {
	const endpoint = { ...record, modifiedAt: tx.now };
	tx.put(endpoints, record.name, endpoint);
	tx.emit({ type: 'endpoint', name: record.name, endpoint: endpointView(ctx, endpoint) });
}

/** Counts one answered request. */
export function countInvocation(ctx: Context, endpoint: EndpointRecord): void {
	const count = (ctx.store.get(invocationCounts, endpoint.id) ?? 0) + 1;
	const view = { ...endpointView(ctx, endpoint), invocations: count };
	ctx.store.putLater(invocationCounts, endpoint.id, count, {
		type: 'endpoint',
		name: endpoint.name,
		endpoint: view
	});
}
