import type { Cors, CreateIntegrationResult, Route, RouteSettings } from '@aws-sdk/client-apigatewayv2';
import { defineTable } from '../core/table.ts';

export interface HttpApiRecord {
	readonly id: string;
	readonly name: string;
	readonly description: string | undefined;
	readonly version: string | undefined;
	readonly cors: Cors | undefined;
	readonly executeDisabled: boolean;
	readonly ipAddressType: 'ipv4' | 'dualstack';
	readonly tags: Readonly<Record<string, string>>;
	readonly createdAt: number;
}

/** As AWS shows it. */
export type IntegrationRecord = Omit<CreateIntegrationResult, '$metadata' | 'IntegrationId'> & {
	readonly IntegrationId: string;
};

/** As AWS shows it. */
export type RouteRecord = Route & { readonly RouteId: string; readonly RouteKey: string };

/** What a stage serves: routes and integrations as they were. */
export interface HttpDeploymentRecord {
	readonly apiId: string;
	readonly id: string;
	readonly description: string | undefined;
	readonly auto: boolean;
	readonly createdAt: number;
	readonly routes: readonly RouteRecord[];
	readonly integrations: readonly IntegrationRecord[];
}

export interface HttpStageRecord {
	readonly apiId: string;
	readonly name: string;
	readonly autoDeploy: boolean;
	/** Made with the API, by a quick create. */
	readonly managed: boolean;
	readonly deploymentId: string | undefined;
	readonly lastMessage: string | undefined;
	readonly description: string | undefined;
	readonly variables: Readonly<Record<string, string>>;
	readonly defaultSettings: RouteSettings;
	readonly routeSettings: Readonly<Record<string, RouteSettings>>;
	readonly tags: Readonly<Record<string, string>>;
	readonly createdAt: number;
	readonly updatedAt: number;
}

/** By id. */
export const httpApis = defineTable<HttpApiRecord>('httpApis');
/** By API and id, as the tables of REST APIs. */
export const integrations = defineTable<IntegrationRecord>('httpApiIntegrations');
export const routes = defineTable<RouteRecord>('httpApiRoutes');
export const httpDeployments = defineTable<HttpDeploymentRecord>('httpApiDeployments');
/** By API and name. */
export const httpStages = defineTable<HttpStageRecord>('httpApiStages');

export const APIGATEWAYV2_TABLES = [httpApis, integrations, routes, httpDeployments, httpStages];
