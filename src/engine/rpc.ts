import { PlatformError, fromErrorRecord, toErrorRecord, type ErrorRecord } from '#base/errors.ts';

/**
 * Calls over a message port: symmetric, typed, with notes while a call runs and a way to stop it. Every call settles:
 * with its result, with the callee's error, or with the reason given to `close` when the other side died.
 */

/** What one side offers, by method name. `note` is what it may send while a call runs. */
export type Contract = Record<string, { params: unknown; result: unknown; note?: unknown }>;

type NoteOf<M> = M extends { note: infer N } ? N : never;

export interface CallContext<N> {
	/** Aborted when the caller gave up or went away. */
	readonly stop: AbortSignal;
	note(value: N, transfer?: Transferable[]): void;
}

export type Handlers<C extends Contract> = {
	readonly [M in keyof C]: (
		params: C[M]['params'],
		context: CallContext<NoteOf<C[M]>>
	) => C[M]['result'] | Promise<C[M]['result']>;
};

export interface CallOptions<N> {
	readonly stop?: AbortSignal | undefined;
	readonly onNote?: ((value: N) => void) | undefined;
	readonly transfer?: Transferable[] | undefined;
}

/** The part of Worker, MessagePort and worker scope that a peer needs. */
export interface Wire {
	postMessage(message: unknown, transfer: Transferable[]): void;
	addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
	removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
	start?(): void;
}

type Message =
	| { readonly rpc: 'call'; readonly id: number; readonly method: string; readonly params: unknown }
	| { readonly rpc: 'stop'; readonly id: number }
	| { readonly rpc: 'note'; readonly id: number; readonly value: unknown }
	| { readonly rpc: 'done'; readonly id: number; readonly result: unknown }
	| { readonly rpc: 'failed'; readonly id: number; readonly error: ErrorRecord };

interface Pending {
	resolve(value: unknown): void;
	reject(error: unknown): void;
	onNote: ((value: never) => void) | undefined;
	settle(): void;
}

/** Wraps a handler's result whose buffers should move instead of being copied. */
export class Transferred<T> {
	readonly value: T;
	readonly transfer: Transferable[];

	constructor(value: T, transfer: Transferable[]) {
		this.value = value;
		this.transfer = transfer;
	}
}

/** Marks the buffers of a handler's result for transfer; typed as the result itself. */
export function transferred<T>(value: T, transfer: Transferable[]): T {
	return new Transferred(value, transfer) as unknown as T;
}

/** The callee's error; whatever is none, from a side that is not ours, becomes one that says so. */
function thrownOf(record: unknown): Error {
	const nonsense = new PlatformError('BadMessage', 'The other side failed without a proper error.');
	if (typeof record !== 'object' || record === null) return nonsense;
	const { code, message, hint } = record as Partial<ErrorRecord>;
	const isText = typeof code === 'string' && typeof message === 'string';
	if (!isText || (hint !== undefined && typeof hint !== 'string')) return nonsense;
	return (fromErrorRecord(record as ErrorRecord) as Error | undefined) ?? nonsense;
}

/** A call that is being answered. Few handlers ask for its signal, and a browser takes its time to make one. */
class RunningCall {
	#controller: AbortController | null = null;

	get stop(): AbortSignal {
		return (this.#controller ??= new AbortController()).signal;
	}

	abort(reason: unknown): void {
		this.#controller ??= new AbortController();
		this.#controller.abort(reason);
	}
}

/** One side of a connection: offers `Mine`, calls `Theirs`. */
export class Peer<Mine extends Contract, Theirs extends Contract> {
	readonly #wire: Wire;
	readonly #handlers: Handlers<Mine>;
	readonly #pending = new Map<number, Pending>();
	readonly #running = new Map<number, RunningCall>();
	#nextId = 1;
	#closed: unknown = null;

	constructor(wire: Wire, handlers: Handlers<Mine>) {
		this.#wire = wire;
		this.#handlers = handlers;
		wire.addEventListener('message', this.#receive);
		wire.start?.();
	}

	/** Calls the other side. Rejects with the callee's error, with `stop`'s reason, or with the reason of `close`. */
	call<M extends keyof Theirs & string>(
		method: M,
		params: Theirs[M]['params'],
		options: CallOptions<NoteOf<Theirs[M]>> = {}
	): Promise<Theirs[M]['result']> {
		const { stop, onNote, transfer = [] } = options;
		if (this.#closed !== null) return Promise.reject(this.#closed as Error);
		if (stop?.aborted) return Promise.reject(stop.reason as Error);
		const id = this.#nextId++;
		return new Promise((resolve, reject) => {
			const abort = (): void => {
				this.#pending.delete(id);
				this.#wire.postMessage({ rpc: 'stop', id } satisfies Message, []);
				reject(stop?.reason as Error);
			};
			stop?.addEventListener('abort', abort, { once: true });
			const settle = (): void => stop?.removeEventListener('abort', abort);
			this.#pending.set(id, { resolve: resolve as Pending['resolve'], reject, onNote, settle });
			this.#wire.postMessage({ rpc: 'call', id, method, params } satisfies Message, transfer);
		});
	}

	/** Ends the connection: all calls under way reject with `reason`, all handlers under way are stopped. */
	close(reason: unknown = new PlatformError('ConnectionClosed', 'The connection was closed.')): void {
		if (this.#closed !== null) return;
		this.#closed = reason;
		this.#wire.removeEventListener('message', this.#receive);
		for (const pending of this.#pending.values()) {
			pending.settle();
			pending.reject(reason);
		}
		this.#pending.clear();
		for (const running of this.#running.values()) running.abort(reason);
	}

	readonly #receive = (event: MessageEvent): void => {
		const message = event.data as Message | null;
		if (typeof message !== 'object' || message === null || !('rpc' in message)) return;
		switch (message.rpc) {
			case 'call':
				void this.#answer(message.id, message.method, message.params);
				return;
			case 'stop':
				this.#running.get(message.id)?.abort(new PlatformError('Stopped', 'The caller gave up.'));
				return;
			case 'note':
				this.#pending.get(message.id)?.onNote?.(message.value as never);
				return;
			case 'done':
				this.#settle(message.id)?.resolve(message.result);
				return;
			case 'failed':
				this.#settle(message.id)?.reject(thrownOf(message.error));
		}
	};

	#settle(id: number): Pending | undefined {
		const pending = this.#pending.get(id);
		this.#pending.delete(id);
		pending?.settle();
		return pending;
	}

	async #answer(id: number, method: string, params: unknown): Promise<void> {
		const running = new RunningCall();
		this.#running.set(id, running);
		const context: CallContext<unknown> = {
			get stop() {
				return running.stop;
			},
			note: (value, transfer = []) =>
				this.#wire.postMessage({ rpc: 'note', id, value } satisfies Message, transfer)
		};
		try {
			if (!Object.hasOwn(this.#handlers, method)) {
				throw new PlatformError('UnknownMethod', `There is no method '${method}' on this connection.`);
			}
			const result: unknown = await this.#handlers[method]!(params, context as CallContext<never>);
			const [value, transfer] =
				result instanceof Transferred ? [result.value as unknown, result.transfer] : [result, []];
			this.#wire.postMessage({ rpc: 'done', id, result: value } satisfies Message, transfer);
		} catch (error) {
			this.#wire.postMessage({ rpc: 'failed', id, error: toErrorRecord(error) } satisfies Message, []);
		} finally {
			this.#running.delete(id);
		}
	}
}
