import type { WireRequest, WireResponse } from '#base/wire.ts';
import type { Output } from '../outputs.ts';

/**
 * What the modules that cells import need of the kernel that runs them. It hangs on the global object under a symbol,
 * since each module is a bundle of its own and shares nothing else with the kernel.
 */
export interface Bridge {
	/** One HTTP exchange with the region. Rejects when the running cell is stopped. */
	request(request: WireRequest): Promise<WireResponse>;
	/** Simulated time and its speed (simulated milliseconds per real one; Infinity for the instant clock). */
	clock(): Promise<{ readonly now: number; readonly speed: number }>;
	/** Resolves after so many simulated milliseconds; rejects when the running cell is stopped. */
	sleep(simulatedMs: number): Promise<void>;
	/** A file of the lesson. */
	file(name: string): Promise<Uint8Array>;
	/** Adds to the output of the running cell. */
	emit(output: Output): void;
	/** Shows a value as the last expression of a cell is shown; `displayId` names the place to update later. */
	display(value: unknown, displayId: string | null): void;
}

const KEY = Symbol.for('sagebrush.bridge');

type Holder = { [KEY]?: Bridge };

/** The bridge of the kernel in which this code runs. Throws outside of one. */
export function bridge(): Bridge {
	const found = (globalThis as Holder)[KEY];
	if (!found) throw new TypeError('This module works inside a Sagebrush kernel only.');
	return found;
}

/** Hangs the bridge up; the kernel does so once, before any cell runs. It cannot be replaced by a cell. */
export function provideBridge(value: Bridge): void {
	Object.defineProperty(globalThis, KEY, { value, configurable: false, writable: false, enumerable: false });
}
