type Listener = (...given: never[]) => void;

/** The part of Node's EventEmitter that programs use. */
export class EventEmitter {
	readonly #heard = new Map<string, { readonly listener: Listener; readonly once: boolean }[]>();

	on(event: string, listener: Listener): this {
		return this.#add(event, listener, false);
	}

	once(event: string, listener: Listener): this {
		return this.#add(event, listener, true);
	}

	off(event: string, listener: Listener): this {
		const left = (this.#heard.get(event) ?? []).filter((each) => each.listener !== listener);
		this.#heard.set(event, left);
		return this;
	}

	listenerCount(event: string): number {
		return this.#heard.get(event)?.length ?? 0;
	}

	/** Whether anybody heard. */
	emit(event: string, ...given: unknown[]): boolean {
		const heard = this.#heard.get(event) ?? [];
		for (const each of [...heard]) {
			if (each.once) this.off(event, each.listener);
			each.listener.apply(this, given as never[]);
		}
		return heard.length > 0;
	}

	#add(event: string, listener: Listener, once: boolean): this {
		const heard = this.#heard.get(event) ?? [];
		this.#heard.set(event, [...heard, { listener, once }]);
		return this;
	}
}
