/** Answers the one message that a worker of the benchmark gets. */
export function answerInWorker<T>(work: (message: T) => Promise<unknown>): void {
	addEventListener('message', (event: MessageEvent<T>) => {
		void work(event.data).then(
			(answer) => postMessage({ answer }),
			(error: unknown) => postMessage({ error: String((error as Error).stack ?? error) })
		);
	});
}
