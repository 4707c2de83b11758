import { Worker, type Transferable as NodeTransferable } from 'node:worker_threads';
import type { InstanceWorker } from '#engine/instance.ts';

type Listener = (event: never) => void;

/** A worker thread that looks like a browser's worker, as far as an instance needs one. */
export class NodeWorker implements InstanceWorker {
	readonly #worker: Worker;
	readonly #heard = new Map<Listener, (data: unknown) => void>();
	#terminated = false;

	/** @param name of the thread, for debuggers */
	constructor(url: URL, name: string) {
		this.#worker = new Worker(url, { name });
		// An instance that waits for a call must not keep the server alive.
		this.#worker.unref();
	}

	postMessage(message: unknown, transfer: Transferable[]): void {
		this.#worker.postMessage(message, transfer as unknown as NodeTransferable[]);
	}

	addEventListener(type: 'message' | 'error', listener: Listener): void {
		if (type === 'error') this.#listenToEnd(listener as (event: { message: string }) => void);
		else {
			const hear = (data: unknown): void => listener({ data } as never);
			this.#heard.set(listener, hear);
			this.#worker.on('message', hear);
		}
	}

	removeEventListener(_type: 'message', listener: Listener): void {
		const hear = this.#heard.get(listener);
		if (hear) this.#worker.off('message', hear);
		this.#heard.delete(listener);
	}

	terminate(): void {
		this.#terminated = true;
		void this.#worker.terminate();
	}

	#listenToEnd(listener: (event: { message: string; preventDefault(): void }) => void): void {
		const tell = (message: string): void => {
			if (!this.#terminated) listener({ message, preventDefault: () => {} });
		};
		this.#worker.on('error', (error: Error) => tell(error.message));
		this.#worker.on('exit', (code) => tell(`its thread ended with code ${code}`));
	}
}
