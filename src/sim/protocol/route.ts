import { AwsError } from '#base/errors.ts';
import type { WireRequest } from '#base/wire.ts';
import type { Service } from '../core/service.ts';
import type { Protocol } from './model.ts';
import { protocolOf } from './protocol-of.ts';
import { formOf } from './query-read.ts';
import { matchRest } from './rest-match.ts';
import { signedServiceOf } from './signature.ts';

/** Where a request belongs. */
export interface Route {
	readonly service: Service;
	readonly protocol: Protocol;
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
	const scope = signedServiceOf(request);
	const found =
		byPath(
			services.filter((service) => service.hosts.test(request.hostname)),
			request
		) ??
		byPath(
			services.filter((service) => scope !== undefined && signingNameOf(service) === scope),
			request
		) ??
		services.find(({ paths }) => paths?.test(request.path)) ??
		byVersion(services, request) ??
		services.find(({ model }) => model.metadata.protocol === 'rest-xml');
	if (found) return found;
	throw new AwsError('UnknownService', `No simulated service answers for ${request.hostname}.`, 404);
}

/** Services may share a host or a signing name: the path tells them apart, and one without paths of its own is the rest's. */
function byPath(services: readonly Service[], { path }: WireRequest): Service | undefined {
	return (
		services.find(({ paths }) => paths?.test(path)) ??
		services.find(({ paths }) => paths === undefined) ??
		services[0]
	);
}

function byVersion(services: readonly Service[], request: WireRequest): Service | undefined {
	const version = formOf(request).get('Version');
	return services.find(({ model }) => version !== undefined && model.metadata.apiVersion === version);
}

/**
 * The operation of `service` that a request asks for.
 * @throws AwsError UnknownOperationException or, for query, InvalidAction
 */
export function routeTo(service: Service, request: WireRequest): Route {
	const protocol = protocolOf(service.model, request);
	switch (protocol) {
		case 'json': {
			const [prefix, operation = ''] = request.headers['x-amz-target']?.split('.') ?? [];
			const name = prefix === service.model.metadata.targetPrefix ? operation : '';
			return { service, protocol, operation: known(service, name, 'UnknownOperationException'), labels: {} };
		}
		case 'query': {
			const operation = formOf(request).get('Action') ?? '';
			return { service, protocol, operation: known(service, operation, 'InvalidAction'), labels: {} };
		}
		case 'rest-json':
		case 'rest-xml': {
			const match = matchRest(service, request);
			if (match) return { service, protocol, ...match };
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
