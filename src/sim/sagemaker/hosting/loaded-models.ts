import type { InferenceInstance } from '../../ports.ts';

interface Loaded {
	readonly starting: Promise<InferenceInstance>;
	sizeBytes: number;
	busy: number;
}

/** A model's archive, and how to start a server for it. */
export interface ModelSource {
	read(): Promise<Uint8Array>;
	start(archive: Uint8Array): Promise<InferenceInstance>;
}

export interface ModelLimits {
	readonly models: number;
	readonly bytes: number;
}

/**
 * The models that a multi-model container has in memory. The first request for one loads it; when there are too many, or
 * they are too large together, those that nobody has asked for longest are unloaded. A model at work stays.
 */
export class LoadedModels {
	/** Least recently used first. */
	readonly #models = new Map<string, Loaded>();
	readonly #limits: ModelLimits;

	constructor(limits: ModelLimits) {
		this.#limits = limits;
	}

	/** Names of what is loaded, least recently used first. */
	get names(): readonly string[] {
		return [...this.#models.keys()];
	}

	/** Runs `work` with the model of that name. A model that cannot be loaded rejects and is forgotten. */
	async use<T>(
		name: string,
		source: ModelSource,
		work: (model: InferenceInstance) => Promise<T>
	): Promise<T> {
		const loaded = this.#models.get(name) ?? this.#load(source);
		this.#models.delete(name);
		this.#models.set(name, loaded);
		loaded.busy++;
		try {
			const model = await loaded.starting;
			this.#makeRoom();
			return await work(model);
		} catch (error) {
			this.#drop(name, loaded);
			throw error;
		} finally {
			loaded.busy--;
			this.#makeRoom();
		}
	}

	/** Unloads everything. */
	close(): void {
		for (const [name, loaded] of this.#models) this.#drop(name, loaded);
	}

	#load({ read, start }: ModelSource): Loaded {
		const begin = async (): Promise<InferenceInstance> => {
			const archive = await read();
			loaded.sizeBytes = archive.length;
			return start(archive);
		};
		const loaded: Loaded = {
			starting: Promise.resolve().then(begin),
			sizeBytes: 0,
			busy: 0
		};
		return loaded;
	}

	#makeRoom(): void {
		for (const [name, loaded] of this.#models) {
			const bytes = [...this.#models.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
			if (this.#models.size <= this.#limits.models && bytes <= this.#limits.bytes) return;
			if (loaded.busy === 0) this.#drop(name, loaded);
		}
	}

	#drop(name: string, loaded: Loaded): void {
		if (this.#models.get(name) === loaded) this.#models.delete(name);
		loaded.starting.then(
			(model) => model.close(),
			() => {}
		);
	}
}
