/** A list of listeners for one kind of event. A listener that throws does not keep the others from hearing. */
export class Emitter<T> {
	readonly #listeners = new Set<(event: T) => void>();

	/** Adds a listener; returns its removal. */
	on(listener: (event: T) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	emit(event: T): void {
		const failures: unknown[] = [];
		for (const listener of [...this.#listeners]) {
			try {
				listener(event);
			} catch (error) {
				failures.push(error);
			}
		}
		if (failures.length > 0) throw failures[0];
	}
}
