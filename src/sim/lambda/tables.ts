import type { Cors, EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { defineTable, type Store } from '../core/table.ts';

/** What UpdateFunctionConfiguration may change. */
export interface Settings {
	readonly runtime: string;
	readonly handler: string;
	readonly roleArn: string;
	readonly description: string;
	readonly timeoutSeconds: number;
	readonly memoryMb: number;
	/** Null where none were given. */
	readonly variables: Readonly<Record<string, string>> | null;
	readonly storageMb: number;
	readonly logging: {
		readonly format: 'Text' | 'JSON';
		readonly group: string;
		readonly applicationLevel: string | null;
		readonly systemLevel: string | null;
	};
}

export interface CodeRecord {
	/** Id of the zip's bytes in the storage; versions with the same code share it. */
	readonly bytesId: string;
	/** Base64. */
	readonly sha256: string;
	readonly sizeBytes: number;
}

/** One version of a function: `$LATEST`, or a published one, which stays as it is. */
export interface VersionRecord {
	readonly version: string;
	readonly settings: Settings;
	readonly code: CodeRecord;
	readonly architecture: 'x86_64' | 'arm64';
	readonly state: 'Pending' | 'Active';
	/** Null until the function is active for the first time. */
	readonly lastUpdate: 'Successful' | 'InProgress' | null;
	readonly modifiedAt: number;
	readonly revisionId: string;
}

export interface FunctionRecord {
	readonly name: string;
	/** Differs for a later function of the same name. */
	readonly uid: string;
	readonly latest: VersionRecord;
	/** Numbers are never used again, not even after a version was deleted. */
	readonly nextVersion: number;
	/** What `$LATEST` was when the last version was published, see `versions/publish.ts`. */
	readonly published: { readonly version: string; readonly likeness: string } | null;
	readonly reservedConcurrency: number | null;
	readonly tags: Readonly<Record<string, string>>;
}

export interface AliasRecord {
	readonly functionName: string;
	readonly name: string;
	readonly version: string;
	readonly description: string;
	/** Share of the calls by version, for those that do not go to `version`. */
	readonly weights: Readonly<Record<string, number>> | null;
	readonly revisionId: string;
}

/** One statement of a resource policy, as JSON. */
export interface PolicyStatement {
	readonly Sid: string;
	readonly Effect: 'Allow';
	readonly Principal: string | { readonly [kind: string]: string };
	readonly Action: string;
	readonly Resource: string;
	readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface MappingRecord {
	readonly uuid: string;
	readonly functionName: string;
	readonly functionArn: string;
	readonly sourceArn: string;
	readonly state: 'Creating' | 'Enabled' | 'Disabled' | 'Deleting';
	/** What it is on its way to. */
	readonly enabled: boolean;
	readonly modifiedAt: number;
	/** How it reads its source, in the words of the answer. */
	readonly reading: Omit<
		EventSourceMappingConfiguration,
		'UUID' | 'EventSourceArn' | 'FunctionArn' | 'State' | 'LastModified'
	>;
}

export interface UrlRecord {
	readonly functionName: string;
	readonly qualifier: string | null;
	readonly urlId: string;
	readonly authType: 'NONE' | 'AWS_IAM';
	readonly invokeMode: 'BUFFERED' | 'RESPONSE_STREAM';
	readonly cors: Cors | null;
	readonly createdAt: number;
}

/** By name. */
export const functions = defineTable<FunctionRecord>('lambdaFunctions');
/** The published ones, by {@link partKey} with the number. */
export const versions = defineTable<VersionRecord>('lambdaVersions');
/** By {@link partKey} with the alias. */
export const aliases = defineTable<AliasRecord>('lambdaAliases');
/** By {@link partKey} with the qualifier, which is empty for the function itself. */
export const policies = defineTable<readonly PolicyStatement[]>('lambdaPolicies');
/** By {@link partKey} with the alias, which is empty for the function itself. */
export const urls = defineTable<UrlRecord>('lambdaUrls');
/** By UUID. */
export const mappings = defineTable<MappingRecord>('lambdaMappings');

export const LAMBDA_TABLES = [functions, versions, aliases, policies, urls, mappings];

/** Names have no colon. */
export function partKey(functionName: string, part: string): string {
	return `${functionName}:${part}`;
}

/** The published versions of a function, in the order of their numbers. */
export function publishedOf(store: Pick<Store, 'entries'>, functionName: string): VersionRecord[] {
	return store
		.entries(versions)
		.flatMap(([key, version]) => (key.startsWith(`${functionName}:`) ? [version] : []))
		.sort((a, b) => Number(a.version) - Number(b.version));
}

/** Ids of all bytes that Lambda holds in the storage. */
export function lambdaBytes(store: Store): string[] {
	const all = [...store.values(functions).map(({ latest }) => latest), ...store.values(versions)];
	return [...new Set(all.map(({ code }) => code.bytesId))];
}
