type Hold = (lock: Lock | null) => Promise<unknown>;

interface Holder {
	steal(): void;
}

/** `navigator.locks` of one browser, exclusive locks only, with `signal`, `steal`, `ifAvailable` and a queue. */
export class FakeLocks {
	/** How long a page waits for any answer, milliseconds. */
	slowness = 0;
	readonly #holders = new Map<string, Holder>();
	readonly #queues = new Map<string, (() => void)[]>();

	async request(name: string, options: LockOptions, hold: Hold): Promise<unknown> {
		if (this.slowness > 0) await new Promise((resolve) => setTimeout(resolve, this.slowness));
		if (options.ifAvailable && this.#holders.has(name)) return hold(null);
		if (options.steal) {
			this.#holders.get(name)?.steal();
			this.#holders.delete(name);
		}
		return new Promise((resolve, reject) => {
			const begin = (): void => {
				if (options.signal?.aborted) return this.#next(name);
				const holder: Holder = { steal: () => reject(new DOMException('stolen', 'AbortError')) };
				this.#holders.set(name, holder);
				void hold({ name, mode: 'exclusive' }).then((value) => {
					resolve(value);
					if (this.#holders.get(name) !== holder) return;
					this.#holders.delete(name);
					this.#next(name);
				}, reject);
			};
			if (!this.#holders.has(name)) return begin();
			options.signal?.addEventListener('abort', () => reject(new DOMException('late', 'AbortError')));
			this.#queues.set(name, [...(this.#queues.get(name) ?? []), begin]);
		});
	}

	#next(name: string): void {
		const [begin, ...rest] = this.#queues.get(name) ?? [];
		this.#queues.set(name, rest);
		begin?.();
	}
}

/** `BroadcastChannel` within one page: every other channel of the name hears. */
export class FakeChannel extends EventTarget {
	static readonly #all = new Set<FakeChannel>();
	readonly name: string;

	constructor(name: string) {
		super();
		this.name = name;
		FakeChannel.#all.add(this);
	}

	postMessage(data: unknown): void {
		for (const other of FakeChannel.#all) {
			if (other === this || other.name !== this.name) continue;
			void Promise.resolve().then(() => other.dispatchEvent(new MessageEvent('message', { data })));
		}
	}

	close(): void {
		FakeChannel.#all.delete(this);
	}
}
