/** Starts the worker in which TypeScript reads the cells: some megabytes, so only once somebody writes. */
export function startTypesWorker(): Worker {
	return new Worker(new URL('./types.worker.ts', import.meta.url), { type: 'module', name: 'types' });
}
