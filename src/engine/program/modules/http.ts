import { concatBytes } from '#base/bytes.ts';
import type { ProgramRequest, ProgramResponse } from '../program-contract.ts';
import { asBuffer, decodeText, encodeText } from './buffer.ts';
import { EventEmitter } from './events.ts';

/** A request that waits for its answer. */
export interface Exchange {
	readonly request: ProgramRequest;
	readonly answer: (response: Omit<ProgramResponse, 'id'>) => void;
}

/** What servers need of the program they are in. */
export interface Serving {
	/** A server began to listen, and takes what comes to its port from now on. */
	listen(port: number, take: (exchange: Exchange) => void): void;
	close(port: number): void;
	/** Runs what Node would run in a turn of its own. */
	later(run: () => void): void;
}

class IncomingMessage extends EventEmitter {
	readonly httpVersion = '1.1';
	readonly method: string;
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly #body: Uint8Array;
	#encoding: string | null = null;

	constructor({ method, url, headers, body }: ProgramRequest) {
		super();
		this.method = method;
		this.url = url;
		this.headers = headers;
		this.#body = body;
	}

	setEncoding(encoding: string): this {
		this.#encoding = encoding;
		return this;
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
		if (this.#body.length > 0) yield this.#piece();
	}

	/** Tells those who listen; called once, after the handler has had its turn. */
	deliver(): void {
		if (this.#body.length > 0) this.emit('data', this.#piece());
		this.emit('end');
		this.emit('close');
	}

	#piece(): unknown {
		return this.#encoding === null ? asBuffer(this.#body.slice()) : decodeText(this.#body, this.#encoding);
	}
}

class ServerResponse extends EventEmitter {
	statusCode = 200;
	headersSent = false;
	writableEnded = false;
	readonly #headers = new Map<string, string>();
	readonly #pieces: Uint8Array[] = [];
	readonly #answer: Exchange['answer'];

	constructor(answer: Exchange['answer']) {
		super();
		this.#answer = answer;
	}

	setHeader(name: string, value: unknown): this {
		this.#headers.set(name.toLowerCase(), String(value));
		return this;
	}

	getHeader(name: string): string | undefined {
		return this.#headers.get(name.toLowerCase());
	}

	writeHead(status: number, ...rest: readonly unknown[]): this {
		this.statusCode = status;
		const headers = rest.find((each) => typeof each === 'object' && each !== null) ?? {};
		for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
		this.headersSent = true;
		return this;
	}

	write(piece: string | Uint8Array, encoding: unknown = 'utf8'): boolean {
		if (this.writableEnded) throw new Error('write after end');
		const coded = typeof encoding === 'string' ? encoding : 'utf8';
		this.#pieces.push(typeof piece === 'string' ? encodeText(piece, coded) : Uint8Array.from(piece));
		this.headersSent = true;
		return true;
	}

	end(...given: readonly unknown[]): this {
		if (this.writableEnded) return this;
		const [piece, encoding] = given;
		if (typeof piece === 'string' || piece instanceof Uint8Array) this.write(piece, encoding);
		this.writableEnded = true;
		const headers = Object.fromEntries(this.#headers);
		this.#answer({ status: Number(this.statusCode) || 500, headers, body: concatBytes(this.#pieces) });
		this.emit('finish');
		return this;
	}
}

/** `node:http`: servers that answer what SageMaker sends to their port. There is nothing to send requests to. */
export function httpModule(serving: Serving): Record<string, unknown> {
	class Server extends EventEmitter {
		#port: number | null = null;

		listen(...given: readonly unknown[]): this {
			const [first] = given;
			const named = typeof first === 'object' && first !== null ? (first as { port?: unknown }).port : first;
			const port = Number(named ?? 0);
			this.#port = port;
			serving.listen(port, ({ request, answer }) => this.#take(request, answer));
			const ready = given.find((each) => typeof each === 'function') as (() => void) | undefined;
			serving.later(() => {
				this.emit('listening');
				ready?.();
			});
			return this;
		}

		address(): unknown {
			return this.#port === null ? null : { address: '0.0.0.0', family: 'IPv4', port: this.#port };
		}

		close(done?: () => void): this {
			if (this.#port !== null) serving.close(this.#port);
			this.#port = null;
			serving.later(() => {
				this.emit('close');
				done?.();
			});
			return this;
		}

		#take(incoming: ProgramRequest, answer: Exchange['answer']): void {
			const request = new IncomingMessage(incoming);
			this.emit('request', request, new ServerResponse(answer));
			serving.later(() => request.deliver());
		}
	}
	const createServer = (...given: readonly unknown[]): Server => {
		const server = new Server();
		const handler = given.find((each) => typeof each === 'function');
		if (handler) server.on('request', handler as never);
		return server;
	};
	return { createServer, Server, IncomingMessage, ServerResponse };
}
