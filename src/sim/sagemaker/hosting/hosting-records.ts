import type {
	AsyncInferenceConfig,
	CreateEndpointConfigInput,
	CreateModelInput,
	DataCaptureConfig
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import { defineTable, type Table, type Transaction } from '../../core/table.ts';
import type { EndpointView } from '../../events.ts';

export interface ModelRecord {
	readonly name: string;
	/** With containers in the place of model packages. */
	readonly request: CreateModelInput;
	/** As it was asked for; absent in records of earlier releases, which know no packages. */
	readonly asked?: CreateModelInput;
	readonly createdAt: number;
}

export interface EndpointConfigRecord {
	readonly name: string;
	readonly request: CreateEndpointConfigInput;
	readonly createdAt: number;
}

/** One container with all that it needs to serve: later changes to its model do not reach it. */
export interface ContainerRecord {
	/** ContainerHostname; `container-N` where the model gives none. */
	readonly hostname: string;
	readonly image: string;
	readonly environment: Readonly<Record<string, string>>;
	/** Of a multi-model container the prefix under which its archives lie. */
	readonly modelDataUrl: string | null;
	readonly isMultiModel: boolean;
	/** Whether a multi-model container keeps what it has loaded. */
	readonly keepsModels: boolean;
	/** The instance's own copy of the archive; null for a container without one, and until it is downloaded. */
	readonly archiveId: string | null;
}

export interface ServerlessRecord {
	readonly memoryMb: number;
	readonly maxConcurrency: number;
}

/** One variant with all that it needs to serve. */
export interface VariantRecord {
	readonly name: string;
	/** Names its instances: each update of an endpoint makes new ones. */
	readonly fleet: string;
	readonly modelName: string;
	/** ExecutionRoleArn of its model; absent where that has none, and in records of earlier releases. */
	readonly roleArn?: string | undefined;
	/** `serverless` where it has no instances of its own. */
	readonly instanceType: string;
	/** 0 for a serverless variant. */
	readonly instanceCount: number;
	readonly weight: number;
	readonly routing: 'RANDOM' | 'LEAST_OUTSTANDING_REQUESTS';
	readonly containers: readonly ContainerRecord[];
	/** Direct: the caller names the container. Serial: each one gets what the one before it gave. */
	readonly execution: 'Serial' | 'Direct';
	readonly serverless: ServerlessRecord | null;
	/** Its line on the bill; null while it costs nothing by the hour. */
	readonly meterId: string | null;
}

/** What an endpoint is about to become. */
export interface EndpointPlan {
	readonly configName: string;
	readonly variants: readonly VariantRecord[];
	readonly dataCapture: DataCaptureConfig | null;
	readonly asyncInference: AsyncInferenceConfig | null;
}

export interface EndpointRecord extends EndpointPlan {
	readonly name: string;
	/** Names come again; this does not. */
	readonly id: string;
	readonly status: EndpointView['status'];
	readonly createdAt: number;
	readonly modifiedAt: number;
	readonly failureReason: string | null;
	/** While it is Updating; null at all other times. */
	readonly next: EndpointPlan | null;
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

/** Names of the stored archives that these variants serve from. */
export function archiveIdsOf(variants: readonly VariantRecord[]): string[] {
	return variants.flatMap(({ containers }) => containers.flatMap(({ archiveId }) => archiveId ?? []));
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
