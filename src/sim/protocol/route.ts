import { AwsError } from '#base/errors.ts';
import type { WireRequest } from '#base/wire.ts';
import type { Service } from '../core/service.ts';
import { readForm } from './query-read.ts';
import { matchRest } from './rest-match.ts';

/** Where a request belongs. */
export interface Route {
	readonly service: Service;
	readonly operation: string;
	/** Decoded labels of the path, for REST protocols. */
	readonly labels: Readonly<Record<string, string>>;
}

/**
 * The service that a request is for: by X-Amz-Target, then by the signature's scope or the host, then by path, then by
 * the form's Version; what nobody claims is S3's, as on AWS.
 */
export function serviceOf(request: WireRequest, services: readonly Service[]): Service {
	const target = request.headers['x-amz-target']?.split('.')[0];
	const byTarget = services.find(({ model }) => target && model.metadata.targetPrefix === target);
	if (byTarget) return byTarget;
	const byHost = services.find((service) => service.hosts.test(request.hostname));
	if (byHost) return byHost;
	const byScope = services.filter((service) => scopeOf(request) === signingNameOf(service));
	// Two services may sign under one name; the one with a target prefix has been ruled out by now.
	const scoped = byScope.find(({ model }) => model.metadata.targetPrefix === undefined) ?? byScope[0];
	if (scoped) return scoped;
	const byPath = services.find((s) => s.model.metadata.protocol === 'rest-json' && matchRest(s, request));
	if (byPath) return byPath;
	const version = isForm(request) ? readForm(request.body).get('Version') : undefined;
	const byVersion = services.find(({ model }) => version && model.metadata.apiVersion === version);
	const fallback = byVersion ?? services.find(({ model }) => model.metadata.protocol === 'rest-xml');
	if (fallback) return fallback;
	throw new AwsError('UnknownService', `No simulated service answers for ${request.hostname}.`, 404);
}

/**
 * The operation of `service` that a request asks for.
 * @throws AwsError UnknownOperationException or, for query, InvalidAction
 */
export function routeTo(service: Service, request: WireRequest): Route {
	switch (service.model.metadata.protocol) {
		case 'json': {
			const operation = request.headers['x-amz-target']?.split('.')[1] ?? '';
			return { service, operation: known(service, operation, 'UnknownOperationException'), labels: {} };
		}
		case 'query': {
			const operation = readForm(request.body).get('Action') ?? textOf(request.query['Action']) ?? '';
			return { service, operation: known(service, operation, 'InvalidAction'), labels: {} };
		}
		case 'rest-json':
		case 'rest-xml': {
			const match = matchRest(service, request);
			if (match) return { service, ...match };
			throw new AwsError(
				'UnknownOperationException',
				`${service.name} has no operation for ${request.method} ${request.path}.`,
				404
			);
		}
	}
}

function known(service: Service, operation: string, code: string): string {
	if (Object.hasOwn(service.model.operations, operation)) return operation;
	const name = operation === '' ? 'A request without an operation' : `The operation '${operation}'`;
	throw new AwsError(code, `${name} is unknown to the simulated ${service.name}.`);
}

function signingNameOf({ model }: Service): string {
	return model.metadata.signingName ?? model.metadata.endpointPrefix;
}

/** SERVICE of `Credential=KEY/DATE/REGION/SERVICE/aws4_request`, in the header or in a presigned URL. */
function scopeOf({ headers, query }: WireRequest): string | undefined {
	const credential =
		/Credential=([^,\s]+)/.exec(headers['authorization'] ?? '')?.[1] ?? textOf(query['X-Amz-Credential']);
	return credential?.split('/')[3];
}

function isForm({ headers }: WireRequest): boolean {
	return headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
}

function textOf(value: string | readonly string[] | null | undefined): string | undefined {
	return typeof value === 'string' ? value : undefined;
}
