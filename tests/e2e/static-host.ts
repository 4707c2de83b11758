import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript',
	'.css': 'text/css',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.webmanifest': 'application/manifest+json'
};

/** A static host that keeps nothing in any HTTP cache, serves under a sub-path, and can be switched off. */
export class StaticHost {
	/** What is served; may be changed at any time, as a new deployment does. */
	folder: string;
	readonly #server: Server;
	readonly #path: string;

	constructor(folder: string, path: string) {
		this.folder = folder;
		this.#path = path;
		this.#server = createServer((request, response) => {
			const { pathname } = new URL(request.url ?? '/', 'http://host');
			const name = pathname.slice(path.length) || 'index.html';
			const isOurs = pathname.startsWith(path) && !name.includes('..');
			readFile(join(this.folder, isOurs ? name : 'nothing')).then(
				(bytes) => {
					const type = TYPES[extname(name)] ?? 'application/octet-stream';
					response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(bytes);
				},
				() => response.writeHead(404).end()
			);
		});
	}

	/** Begins to serve; returns the address of the page. */
	async open(): Promise<string> {
		await new Promise<void>((resolve) => this.#server.listen(0, 'localhost', resolve));
		return `http://localhost:${(this.#server.address() as AddressInfo).port}${this.#path}`;
	}

	/** Ends every connection and takes no more: the host cannot be reached. */
	async close(): Promise<void> {
		this.#server.closeAllConnections();
		await new Promise((resolve) => this.#server.close(resolve));
	}
}
