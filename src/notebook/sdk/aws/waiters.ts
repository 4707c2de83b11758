import { bridge } from '../../kernel/bridge.ts';

/** What a caller gives to a waiter; times in seconds, here simulated ones. */
interface WaiterParams {
	readonly maxWaitTime: number;
	readonly minDelay?: number;
	readonly abortSignal?: unknown;
	readonly abortController?: unknown;
}

interface WaiterResult {
	readonly state: string;
	readonly reason?: unknown;
}

type Waiter<P extends WaiterParams, I, R extends WaiterResult> = (params: P, input: I) => Promise<R>;

/**
 * Wraps a `waitUntil…` of the AWS SDK so that its seconds are simulated: it asks, sleeps `minDelay` on the simulated
 * clock, asks again, and gives up when `maxWaitTime` has passed there. What counts as success and as failure stays
 * AWS's own. Where AWS lengthens the pauses at random we always take the shortest, since asking costs nothing here.
 *
 * Stopping the cell stops the waiting.
 *
 * @param official the SDK's waiter, which throws where the state is a failure
 * @param minDelay AWS's default pause of this waiter, seconds
 * @returns rejects as the official one does: an Error named TimeoutError or AbortError, or one that holds the result
 */
export function waitUntil<P extends WaiterParams, I, R extends WaiterResult>(
	official: Waiter<P, I, R>,
	minDelay: number
): Waiter<P, I, R> {
	const askOnce = async (params: P, input: I): Promise<R | null> => {
		try {
			return await official(once(params), input);
		} catch (error) {
			if (isNamed(error, 'AbortError')) return null;
			throw error;
		}
	};
	return async (params, input) => {
		const result = await poll(params, minDelay, () => askOnce(params, input));
		if (typeof result !== 'string') return result;
		const [name, reason] =
			result === 'TIMEOUT' ? ['TimeoutError', 'Waiter has timed out'] : ['AbortError', 'Request was aborted'];
		throw Object.assign(new Error(JSON.stringify({ state: result, reason })), { name });
	};
}

/** The same for the SDK's old `waitFor…`, which resolve with a state where `waitUntil…` throw. */
export function waitFor<P extends WaiterParams, I, R extends WaiterResult>(
	official: Waiter<P, I, R>,
	minDelay: number
): (params: P, input: I) => Promise<R | { state: 'TIMEOUT' | 'ABORTED' }> {
	return async (params, input) => {
		const result = await poll(params, minDelay, async () => {
			const answer = await official(once(params), input);
			return answer.state === 'ABORTED' ? null : answer;
		});
		return typeof result === 'string' ? { state: result } : result;
	};
}

/** Gives the methods of an aggregated client (`client.waitUntilEndpointInService(input, 600)`) wrapped waiters too. */
export function provideWaiterMethods(
	prototype: object,
	waiters: Readonly<Record<string, (params: never, input: never) => Promise<unknown>>>
): void {
	for (const [name, waiter] of Object.entries(waiters)) {
		const method = function (this: unknown, input: unknown = {}, config: unknown): Promise<unknown> {
			const params = typeof config === 'number' ? { maxWaitTime: config } : (config as object);
			return waiter({ ...params, client: this } as never, input as never);
		};
		Object.defineProperty(prototype, name, { value: method, configurable: true, writable: true });
	}
}

/** With a signal that is aborted beforehand the SDK asks once and, unless the answer is final, gives up at once. */
function once<P extends WaiterParams>(params: P): P {
	const { abortController: _, ...rest } = params;
	return {
		...rest,
		minDelay: 1,
		maxDelay: 1,
		maxWaitTime: 1e6,
		abortSignal: AbortSignal.abort()
	} as unknown as P;
}

async function poll<R>(
	params: WaiterParams,
	defaultDelay: number,
	ask: () => Promise<R | null>
): Promise<R | 'TIMEOUT' | 'ABORTED'> {
	const { maxWaitTime, minDelay = defaultDelay } = params;
	checkTimes(maxWaitTime, minDelay);
	const deadline = (await bridge().clock()).now + maxWaitTime * 1000;
	for (;;) {
		if (isAborted(params)) return 'ABORTED';
		const answer = await ask();
		if (answer !== null) return answer;
		const left = deadline - (await bridge().clock()).now;
		if (left <= 0) return 'TIMEOUT';
		await bridge().sleep(Math.min(minDelay * 1000, left));
	}
}

function checkTimes(maxWaitTime: number, minDelay: number): void {
	if (!(maxWaitTime > 0)) {
		throw new RangeError(`WaiterConfiguration.maxWaitTime must be greater than 0, but it is ${maxWaitTime}.`);
	}
	if (!(minDelay > 0)) {
		throw new RangeError(`WaiterConfiguration.minDelay must be greater than 0, but it is ${minDelay}.`);
	}
	if (maxWaitTime <= minDelay) {
		throw new RangeError(
			`WaiterConfiguration.maxWaitTime [${maxWaitTime}] must be greater than WaiterConfiguration.minDelay ` +
				`[${minDelay}] for this waiter.`
		);
	}
}

function isAborted({ abortSignal, abortController }: WaiterParams): boolean {
	const signals = [abortSignal, (abortController as { signal?: unknown } | undefined)?.signal];
	return signals.some((signal) => (signal as { aborted?: boolean } | undefined)?.aborted === true);
}

function isNamed(error: unknown, name: string): boolean {
	return error instanceof Error && error.name === name;
}
