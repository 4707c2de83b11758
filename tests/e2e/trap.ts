import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';

/**
 * A server of another origin that answers whoever asks, with every permission there is, and remembers all of it: the
 * judge of whether a notebook has reached the network. Connections count too, even where no request followed.
 */
export class Trap {
	readonly #server: Server;
	readonly #heard: string[] = [];

	constructor() {
		this.#server = createServer((request, response) => {
			this.#heard.push(`${request.method} ${request.url}`);
			response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
			response.setHeader('access-control-allow-headers', '*');
			response.setHeader('cross-origin-resource-policy', 'cross-origin');
			response.setHeader('content-type', request.url?.endsWith('.css') ? 'text/css' : 'text/javascript');
			response.end('globalThis.reached = true;');
		});
		this.#server.on('upgrade', (request, socket) => {
			this.#heard.push(`upgrade ${request.url}`);
			socket.destroy();
		});
		this.#server.on('connection', () => this.#heard.push('connection'));
	}

	/** Begins to listen; returns `host:port`. */
	async open(): Promise<string> {
		await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
		return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	expectUntouched(): void {
		expect(this.#heard).toEqual([]);
	}

	/** What was heard so far. */
	get heard(): readonly string[] {
		return this.#heard;
	}

	async close(): Promise<void> {
		this.#server.closeAllConnections();
		await new Promise((resolve) => this.#server.close(resolve));
	}
}
