import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Region } from '#sim/region.ts';
import { refusalOf } from './visitors.ts';
import { readWireRequest } from './wire-request.ts';
import { sendWireResponse } from './wire-response.ts';

/** Clients keep their connections; one that the server closes first costs them a failed request. */
const KEEP_ALIVE_MS = 120_000;
const LONGEST_HEAD_BYTES = 64 * 1024;

export interface HostOptions {
	readonly region: Pick<Region, 'exchange' | 'reset'>;
	/** 0 lets the system choose. */
	readonly port: number;
	/** Hears of each request that was answered. */
	readonly onAnswer?: (line: string) => void;
}

export interface Host {
	readonly port: number;
	/** Ends all connections. */
	close(): Promise<void>;
}

/** Serves a region over HTTP on loopback. Rejects with the system's error, e.g. where the port is taken. */
export async function startHost({ region, port, onAnswer }: HostOptions): Promise<Host> {
	const server = createServer(
		// An upload may take as long as it takes.
		{ keepAliveTimeout: KEEP_ALIVE_MS, maxHeaderSize: LONGEST_HEAD_BYTES, requestTimeout: 0 },
		(request, response) => {
			const began = onAnswer ? performance.now() : 0;
			answer(region, request, response).then(
				() => onAnswer?.(lineOf(request, response, performance.now() - began)),
				// The client went away in the middle of its request.
				() => response.destroy()
			);
		}
	);
	await listen(server, port);
	return {
		port: (server.address() as AddressInfo).port,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			})
	};
}

function listen(server: Server, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen({ port, host: '127.0.0.1' }, () => {
			server.off('error', reject);
			resolve();
		});
	});
}

async function answer(
	region: HostOptions['region'],
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	const refusal = refusalOf(request);
	if (refusal !== null) {
		response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end(`${refusal}\n`);
	} else if (request.method === 'POST' && request.url === '/moto-api/reset') {
		await region.reset();
		response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
	} else {
		await sendWireResponse(response, await region.exchange(await readWireRequest(request)));
	}
	// What was not read of a refused upload would block the connection for the next request.
	request.resume();
}

function lineOf(request: IncomingMessage, response: ServerResponse, tookMs: number): string {
	const target = request.headers['x-amz-target'];
	const what = typeof target === 'string' ? target : `${request.method} ${request.url}`;
	return `${what} ${response.statusCode} ${tookMs.toFixed(1)} ms`;
}
