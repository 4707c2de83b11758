/** The part of a Worker that its client uses. */
export type WorkerLike = Pick<
	Worker,
	'postMessage' | 'addEventListener' | 'removeEventListener' | 'terminate'
>;

type Listening = Parameters<WorkerLike['addEventListener']>;

/** A worker that starts after `delayMs`, so that a page can build itself first; what it is sent until then is kept. */
export class LateWorker implements WorkerLike {
	#worker: WorkerLike | null = null;
	#messages: [message: unknown, transfer: Transferable[]][] = [];
	#listening: Listening[] = [];
	readonly #timer: ReturnType<typeof setTimeout>;

	constructor(make: () => WorkerLike, delayMs: number) {
		this.#timer = setTimeout(() => this.#start(make), delayMs);
	}

	postMessage(message: unknown, transfer: Transferable[] | StructuredSerializeOptions = []): void {
		const moved = Array.isArray(transfer) ? transfer : (transfer.transfer ?? []);
		if (this.#worker) this.#worker.postMessage(message, moved);
		else this.#messages.push([message, moved]);
	}

	addEventListener(...listening: Listening): void {
		if (this.#worker) this.#worker.addEventListener(...listening);
		else this.#listening.push(listening);
	}

	removeEventListener(...listening: Listening): void {
		if (this.#worker) this.#worker.removeEventListener(...listening);
		else
			this.#listening = this.#listening.filter(
				([type, heard]) => type !== listening[0] || heard !== listening[1]
			);
	}

	terminate(): void {
		clearTimeout(this.#timer);
		this.#messages = [];
		this.#worker?.terminate();
	}

	#start(make: () => WorkerLike): void {
		const worker = make();
		this.#worker = worker;
		for (const listening of this.#listening) worker.addEventListener(...listening);
		for (const [message, transfer] of this.#messages) worker.postMessage(message, transfer);
		this.#listening = [];
		this.#messages = [];
	}
}
