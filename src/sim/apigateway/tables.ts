import type { EndpointConfiguration, Method, UsagePlan } from '@aws-sdk/client-api-gateway';
import { defineTable, type Store, type Table } from '../core/table.ts';

export interface RestApiRecord {
	readonly id: string;
	readonly name: string;
	readonly description: string | undefined;
	readonly version: string | undefined;
	readonly createdAt: number;
	readonly binaryMediaTypes: readonly string[];
	readonly minimumCompressionSize: number | undefined;
	readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
	readonly endpoint: EndpointConfiguration;
	readonly executeDisabled: boolean;
	readonly rootId: string;
	readonly tags: Readonly<Record<string, string>>;
}

/** One node of the tree of paths; the root has no parent and no part. */
export interface ResourceRecord {
	readonly apiId: string;
	readonly id: string;
	readonly parentId: string | null;
	readonly pathPart: string | null;
	readonly path: string;
	/** By HTTP method; with integration and responses, as AWS shows them. */
	readonly methods: Readonly<Record<string, Method>>;
}

/** What a stage serves: the API as it was when it was deployed. */
export interface DeploymentRecord {
	readonly apiId: string;
	readonly id: string;
	readonly description: string | undefined;
	readonly createdAt: number;
	readonly resources: readonly ResourceRecord[];
}

export interface StageRecord {
	readonly apiId: string;
	readonly name: string;
	readonly deploymentId: string;
	readonly description: string | undefined;
	readonly variables: Readonly<Record<string, string>>;
	readonly tags: Readonly<Record<string, string>>;
	readonly createdAt: number;
	readonly updatedAt: number;
}

export interface ApiKeyRecord {
	readonly id: string;
	readonly name: string | undefined;
	readonly value: string;
	readonly description: string | undefined;
	readonly customerId: string | undefined;
	readonly enabled: boolean;
	readonly tags: Readonly<Record<string, string>>;
	readonly createdAt: number;
}

export interface UsagePlanRecord {
	readonly id: string;
	readonly plan: UsagePlan;
	readonly keyIds: readonly string[];
}

/** By id. */
export const restApis = defineTable<RestApiRecord>('restApis');
/** By {@link inApi} with the id. */
export const resources = defineTable<ResourceRecord>('restApiResources');
/** By {@link inApi} with the id. */
export const deployments = defineTable<DeploymentRecord>('restApiDeployments');
/** By {@link inApi} with the name. */
export const stages = defineTable<StageRecord>('restApiStages');
/** By id. */
export const apiKeys = defineTable<ApiKeyRecord>('apiKeys');
/** By id. */
export const usagePlans = defineTable<UsagePlanRecord>('usagePlans');

export const APIGATEWAY_TABLES = [restApis, resources, deployments, stages, apiKeys, usagePlans];

/** Key of what belongs to an API. */
export function inApi(apiId: string, part: string): string {
	return `${apiId}/${part}`;
}

/** Everything of one table that belongs to an API. */
export function allIn<T>(store: Pick<Store, 'entries'>, table: Table<T>, apiId: string): T[] {
	return store.entries(table).flatMap(([key, value]) => (key.startsWith(inApi(apiId, '')) ? [value] : []));
}
