import type { WireRequest } from '#base/wire.ts';
import { bridge } from '../../kernel/bridge.ts';

/** The part of the AWS SDK's HttpRequest that travels. */
interface SdkRequest {
	readonly method: string;
	readonly hostname: string;
	readonly path: string;
	readonly query?: WireRequest['query'] | undefined;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: unknown;
}

/** The part of the AWS SDK's HttpResponse that its deserialisers read. */
interface SdkResponse {
	readonly statusCode: number;
	readonly headers: Record<string, string>;
	readonly body: ReadableStream<Uint8Array> | null;
}

interface HandlerOptions {
	readonly abortSignal?: AbortSignal | undefined;
}

/** What an AWS client calls instead of the network: every request goes to the simulated region, and nowhere else. */
export const requestHandler = {
	async handle(request: SdkRequest, options: HandlerOptions = {}): Promise<{ response: SdkResponse }> {
		const { abortSignal } = options;
		if (abortSignal?.aborted) throw abortError();
		const wire = await toWire(request);
		const answer = await untilAborted(bridge().request(wire), abortSignal);
		return {
			response: {
				statusCode: answer.status,
				headers: { ...answer.headers },
				// A stream is the one kind of body that every deserialiser of the SDK accepts, in browsers and in Node.
				body: new Response(Uint8Array.from(answer.body)).body
			}
		};
	}
};

async function toWire(request: SdkRequest): Promise<WireRequest> {
	const { method, hostname, path, query = {} } = request;
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
	return { method, hostname, path, query: { ...query }, headers, body: await bodyBytes(request.body) };
}

/** Bytes of whatever the SDK accepts as a body: nothing, text, bytes, a Blob or a stream. */
async function bodyBytes(body: unknown): Promise<Uint8Array> {
	if (body === undefined || body === null) return new Uint8Array();
	if (typeof body === 'string') return new TextEncoder().encode(body);
	// The SDK hands over subclasses of Uint8Array, which structured clone would not keep.
	if (ArrayBuffer.isView(body)) {
		return Uint8Array.from(new Uint8Array(body.buffer, body.byteOffset, body.byteLength));
	}
	if (body instanceof ArrayBuffer || body instanceof Blob || body instanceof ReadableStream) {
		return new Uint8Array(await new Response(body).arrayBuffer());
	}
	throw new TypeError(
		'The body of a request is text, a Uint8Array, an ArrayBuffer, a Blob or a ReadableStream.'
	);
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
	if (!signal) return promise;
	return new Promise((resolve, reject) => {
		const abort = (): void => reject(abortError());
		signal.addEventListener('abort', abort, { once: true });
		promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
	});
}

function abortError(): Error {
	return Object.assign(new Error('Request aborted'), { name: 'AbortError' });
}
