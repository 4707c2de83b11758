/** Timers that know for which run they were set. */
export interface OwnedTimers {
	/** Clears all that have not fired. */
	clear(): void;
}

export interface TimerHost<Owner> {
	/** On whose behalf code runs now. */
	owner(): Owner;
	/** Runs a callback on behalf of an owner. */
	as(owner: Owner, callback: () => void): void;
}

type Callback = (...args: unknown[]) => unknown;

/**
 * Puts timers on the global object whose callbacks run on behalf of the cell that set them, and that can be cleared
 * together. Text instead of a callback is refused with a TypeError, as it would escape the loop guard.
 */
export function trackTimers<Owner>(scope: object, host: TimerHost<Owner>): OwnedTimers {
	const { setTimeout, setInterval, clearTimeout } = globalThis;
	const alive = new Set<number>();
	const start = (repeats: boolean, callback: unknown, ms: unknown, args: unknown[]): number => {
		if (typeof callback !== 'function') throw new TypeError('A timer needs a function to call.');
		const owner = host.owner();
		const fire = (): void => {
			if (!repeats) alive.delete(id);
			host.as(owner, () => void (callback as Callback)(...args));
		};
		const id = (repeats ? setInterval : setTimeout)(fire, Number(ms) || 0) as unknown as number;
		alive.add(id);
		return id;
	};
	const stop = (id: unknown): void => {
		alive.delete(id as number);
		clearTimeout(id as number);
	};
	const timers: Record<string, unknown> = {
		setTimeout: (callback: unknown, ms?: unknown, ...args: unknown[]) => start(false, callback, ms, args),
		setInterval: (callback: unknown, ms?: unknown, ...args: unknown[]) => start(true, callback, ms, args),
		clearTimeout: stop,
		clearInterval: stop
	};
	for (const [name, value] of Object.entries(timers)) {
		Object.defineProperty(scope, name, { value, writable: true, configurable: true, enumerable: true });
	}
	return { clear: () => alive.forEach(stop) };
}
