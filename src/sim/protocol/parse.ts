import { AwsError } from '#base/errors.ts';
import { decodeUtf8 } from '#base/bytes.ts';
import type { WireRequest } from '#base/wire.ts';
import { notSimulated } from '../core/not-simulated.ts';
import type { ServiceModel } from './model.ts';
import { formOf, readQuery } from './query-read.ts';
import { unboundParameters } from './rest-match.ts';
import { readRest } from './rest-read.ts';
import type { Route } from './route.ts';
import { readTree } from './tree.ts';
import { readXml } from './xml-read.ts';

/**
 * The native input of a routed request, not yet validated.
 * @throws AwsError SerializationException, MalformedXML, MalformedInput or InvalidArgument, as the protocol has it
 */
export function parseInput({ service, protocol, operation, labels }: Route, request: WireRequest): unknown {
	const { model } = service;
	const operationModel = model.operations[operation]!;
	const shape = operationModel.input?.shape;
	switch (protocol) {
		case 'json':
			return readTree(model, shape, parseJson(request.body), 'json');
		case 'query':
			return readQuery(model, shape, formOf(request));
		case 'rest-json':
			refuseUnbound(service.name, model, operation, request);
			return readRest(model, shape, request, labels, (name, body) =>
				readTree(model, name, parseJson(body), 'rest-json')
			);
		case 'rest-xml':
			refuseUnbound(service.name, model, operation, request);
			return readRest(model, shape, request, labels, (name, body) => readXml(model, name, body));
	}
}

function parseJson(body: Uint8Array): unknown {
	const text = decodeUtf8(body);
	if (text.trim() === '') return {};
	try {
		return JSON.parse(text) as unknown;
	} catch (cause) {
		throw new AwsError('SerializationException', `The body is no JSON: ${String(cause)}`, 400, { cause });
	}
}

/** `GET /bucket?acl` asks for more than `GET /bucket`: answering the latter would be a lie. */
function refuseUnbound(service: string, model: ServiceModel, operation: string, request: WireRequest): void {
	const unbound = unboundParameters(model, model.operations[operation]!, request);
	if (unbound.length === 0) return;
	const what = `The parameter '${unbound[0]}' of ${request.method} ${request.path} (${service})`;
	throw notSimulated(what, `Without it the request is ${operation}.`);
}
