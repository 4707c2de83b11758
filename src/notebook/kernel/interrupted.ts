/** Thrown into a cell that is being stopped. */
export class Interrupted extends Error {
	readonly kind = 'interrupted';
	readonly code = 'Interrupted';

	constructor() {
		super('The cell was stopped.');
		this.name = 'Interrupted';
	}
}

/** The promise's outcome, or the signal's reason if that comes first. */
export function untilStopped<T>(promise: Promise<T>, stop: AbortSignal): Promise<T> {
	if (stop.aborted) {
		promise.catch(() => undefined);
		return Promise.reject(stop.reason as Error);
	}
	return new Promise((resolve, reject) => {
		const abort = (): void => reject(stop.reason as Error);
		stop.addEventListener('abort', abort, { once: true });
		const settle = (): void => stop.removeEventListener('abort', abort);
		promise.then(resolve, reject).finally(settle);
	});
}
