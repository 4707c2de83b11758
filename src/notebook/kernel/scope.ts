/** The names that cells share: properties of the kernel's global object, which code in cells sees as plain variables. */
export class NotebookScope {
	readonly #global: object;
	/** What stood there before, for {@link dispose}. */
	readonly #former = new Map<string, PropertyDescriptor | undefined>();
	/** Names that cells put here, not the kernel. */
	readonly #defined = new Set<string>();

	constructor(global: object) {
		this.#global = global;
	}

	/** Exports values; those of a `const` cannot be assigned to, but may be declared again. */
	readonly define = (kind: 'const' | 'function', values: Readonly<Record<string, unknown>>): void => {
		for (const [name, value] of Object.entries(values)) {
			this.#own(name, { value, writable: kind === 'function', configurable: true, enumerable: true });
		}
	};

	/** Declares names as `let` does: reading one before it is assigned throws a ReferenceError. */
	readonly declare = (...names: string[]): void => {
		for (const name of names) {
			const set = (value: unknown): void =>
				this.#own(name, { value, writable: true, configurable: true, enumerable: true });
			const get = (): never => {
				throw new ReferenceError(`Cannot access '${name}' before initialization`);
			};
			this.#own(name, { get, set, configurable: true, enumerable: true });
		}
	};

	/** Declares names as `var` does. */
	readonly hoist = (...names: string[]): void => {
		for (const name of names) {
			this.#own(name, { value: undefined, writable: true, configurable: true, enumerable: true });
		}
	};

	/** Gives cells a name of the kernel's own, which they may declare over. */
	provide(name: string, descriptor: PropertyDescriptor): void {
		this.#put(name, { ...descriptor, configurable: true });
	}

	/** The names that cells have defined, in the order in which they first did. */
	names(): Iterable<string> {
		return this.#defined;
	}

	/** Takes every name away again and puts back what it covered. */
	dispose(): void {
		for (const [name, former] of this.#former) {
			if (former) Object.defineProperty(this.#global, name, former);
			else Reflect.deleteProperty(this.#global, name);
		}
		this.#former.clear();
	}

	#own(name: string, descriptor: PropertyDescriptor): void {
		this.#put(name, descriptor);
		this.#defined.add(name);
	}

	#put(name: string, descriptor: PropertyDescriptor): void {
		const former = Object.getOwnPropertyDescriptor(this.#global, name);
		if (former && !former.configurable) {
			throw new TypeError(`The name '${name}' belongs to the language and cannot be declared in a cell.`);
		}
		if (!this.#former.has(name)) this.#former.set(name, former);
		Object.defineProperty(this.#global, name, descriptor);
	}
}
