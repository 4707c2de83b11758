import type { RequestPath } from '#sim/paths/request-path.ts';

/** So many are shown at most. */
const MOST = 100;

/** The ways of the latest requests, as they are answered. */
export class RequestPaths {
	#paths = $state.raw<readonly RequestPath[]>([]);

	/** The latest first. */
	get all(): readonly RequestPath[] {
		return this.#paths;
	}

	/** The way of one request; null once so many came after it that it is forgotten. */
	find(number: number | null): RequestPath | null {
		return this.#paths.find((path) => path.number === number) ?? null;
	}

	/** Takes paths in, in the order in which their requests were answered. */
	add(paths: readonly RequestPath[]): void {
		this.#paths = [...[...paths].reverse(), ...this.#paths].slice(0, MOST);
	}

	forget(): void {
		this.#paths = [];
	}
}
