import { collectBytes, isByteStream } from '#base/byte-stream.ts';
import type { StreamedRequest, StreamedResponse, WireRequest, WireResponse } from '#base/wire.ts';
import type { Service } from './core/service.ts';
import { shapeOf } from './protocol/model.ts';
import { parseInput } from './protocol/parse.ts';
import { isForm } from './protocol/query-read.ts';
import { routeTo, serviceOf, type Route } from './protocol/route.ts';
import { unzipBody } from './protocol/unzip-body.ts';
import { SERVICES } from './services.ts';

const NOTHING = new Uint8Array(0);

export interface ReadRequest {
	readonly route: Route;
	readonly input: unknown;
}

/**
 * Routes and parses a request. A streamed body is handed on as it is to the operations that take one, and gathered for
 * all others.
 * @param found hears of the service before anything else can go wrong, for it decides how errors look; is waited for
 * @throws AwsError as {@link routeTo} and {@link parseInput}
 */
export async function readRequest(
	request: StreamedRequest,
	found: (service: Service) => Promise<void>
): Promise<ReadRequest> {
	const { body } = request;
	if (body instanceof Uint8Array) return readWhole({ ...request, body }, found);
	// Only REST knows its operation without the body; a form may even be needed to know the service.
	if (isForm(request)) return readWhole({ ...request, body: await collectBytes(body) }, found);
	const head: WireRequest = { ...request, body: NOTHING };
	const service = serviceOf(head, SERVICES);
	await found(service);
	if (service.streamed !== undefined) {
		const route = routeTo(service, head);
		if (service.streamed.includes(route.operation)) {
			const input = parseInput(route, head) as Record<string, unknown>;
			const { model } = service;
			const { payload } = shapeOf(model, model.operations[route.operation]!.input?.shape);
			return { route, input: payload === undefined ? input : { ...input, [payload]: body } };
		}
	}
	return readWhole({ ...request, body: await collectBytes(body) }, found);
}

async function readWhole(
	sent: WireRequest,
	found: (service: Service) => Promise<void>
): Promise<ReadRequest> {
	const service = serviceOf(sent, SERVICES);
	await found(service);
	const request = unzipBody(sent);
	const route = routeTo(service, request);
	service.checkBody?.(route.operation, request);
	return { route, input: parseInput(route, request) };
}

/** An answer with its body in one array. */
export async function gathered(response: StreamedResponse): Promise<WireResponse> {
	const { body } = response;
	return { ...response, body: body instanceof Uint8Array ? body : await collectBytes(body) };
}

/** A native output whose streams have become bytes. */
export async function gatheredOutput(
	output: Readonly<Record<string, unknown>>
): Promise<Readonly<Record<string, unknown>>> {
	const stream = Object.entries(output).find(([, value]) => isByteStream(value));
	if (!stream) return output;
	const [name, value] = stream;
	return { ...output, [name]: isByteStream(value) ? await collectBytes(value) : value };
}
