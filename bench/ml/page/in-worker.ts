/** Sends a message to a fresh worker and gives its one answer. */
export function inWorker<T>(worker: Worker, message: unknown): Promise<T> {
	return new Promise((resolve, reject) => {
		worker.onmessage = ({ data }: MessageEvent<{ answer?: T; error?: string }>) => {
			worker.terminate();
			if (data.answer !== undefined) resolve(data.answer);
			else reject(new Error(data.error));
		};
		worker.onerror = (event) => reject(new Error(event.message));
		worker.postMessage(message);
	});
}
