/**
 * The gate between the worker in which cells run and everybody else. It lives in a worker of its own inside the sandbox,
 * where no cell can reach it: what comes out of a kernel is counted and weighed here, before the page's thread has to
 * read it, and a kernel that sends more than any notebook needs is reported instead of passed on.
 */

/** What may pass: a burst, and what is added to the account each second. */
export interface GateLimits {
	readonly messages: { readonly burst: number; readonly perSecond: number };
	readonly bytes: { readonly burst: number; readonly perSecond: number };
	/** Values in one message: what takes the page's thread long is not bytes but many small things. */
	readonly nodes: number;
	readonly depth: number;
}

/** For outputs and questions to the page: an honest kernel sends a batch every 16 ms. */
export const SESSION_LIMITS: GateLimits = {
	messages: { burst: 2000, perSecond: 500 },
	bytes: { burst: 64e6, perSecond: 16e6 },
	nodes: 300_000,
	depth: 200
};

/** For requests to the region, which answers in a worker of its own. */
export const WIRE_LIMITS: GateLimits = {
	messages: { burst: 30_000, perSecond: 10_000 },
	bytes: { burst: 1e9, perSecond: 200e6 },
	nodes: 300_000,
	depth: 50
};

/** The part of a port that the gate needs. */
export interface GatePort {
	onmessage: ((event: MessageEvent) => void) | null;
	postMessage(message: unknown, transfer: Transferable[]): void;
	close(): void;
}

/**
 * Joins a port whose other end a kernel has with one whose other end the page (or the region) has. Ports and other
 * things that cannot be copied are not passed on; members called `__proto__` are taken out. When the kernel exceeds the
 * limits both ports are closed and `onFlood` is told why, once.
 */
export function joinPorts(
	inner: GatePort,
	outer: GatePort,
	limits: GateLimits,
	now: () => number,
	onFlood: (reason: string) => void
): void {
	const messages = new Account(limits.messages, now);
	const bytes = new Account(limits.bytes, now);
	const refuse = (reason: string): void => {
		for (const port of [inner, outer]) {
			port.onmessage = null;
			port.close();
		}
		onFlood(reason);
	};
	inner.onmessage = ({ data }) => {
		if (!messages.take(1)) return refuse('its cells sent too many messages at once');
		const found = weigh(data, limits);
		if (!found || !bytes.take(found.bytes)) return refuse('its cells sent too much at once');
		pass(outer, data, found.buffers);
	};
	outer.onmessage = ({ data }) => pass(inner, data, weigh(data, NO_LIMITS)!.buffers);
}

const NO_LIMITS = { nodes: Infinity, depth: Infinity };

function pass(port: GatePort, data: unknown, buffers: ArrayBuffer[]): void {
	try {
		port.postMessage(data, buffers);
	} catch {
		// A port or a detached buffer hidden in the message: nobody honest sends those.
	}
}

class Account {
	readonly #limit: GateLimits['messages'];
	readonly #now: () => number;
	#left: number;
	#at: number;

	constructor(limit: GateLimits['messages'], now: () => number) {
		this.#limit = limit;
		this.#now = now;
		this.#left = limit.burst;
		this.#at = now();
	}

	take(amount: number): boolean {
		const now = this.#now();
		const { burst, perSecond } = this.#limit;
		this.#left = Math.min(burst, this.#left + ((now - this.#at) / 1000) * perSecond) - amount;
		this.#at = now;
		return this.#left >= 0;
	}
}

/** About how many bytes a message takes, and the buffers that can be moved along with it; null beyond the limits. */
function weigh(
	message: unknown,
	limits: Pick<GateLimits, 'nodes' | 'depth'>
): { bytes: number; buffers: ArrayBuffer[] } | null {
	const buffers = new Set<ArrayBuffer>();
	const seen = new Set<object>();
	const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value: message, depth: 0 }];
	let nodes = 0;
	let bytes = 0;
	for (let next = waiting.pop(); next; next = waiting.pop()) {
		const { value, depth } = next;
		if (++nodes > limits.nodes || depth > limits.depth) return null;
		bytes += typeof value === 'string' ? 2 * value.length : 8;
		if (typeof value !== 'object' || value === null || seen.has(value)) continue;
		seen.add(value);
		const buffer: unknown = ArrayBuffer.isView(value) ? value.buffer : value;
		if (buffer instanceof ArrayBuffer) {
			if (!buffers.has(buffer)) bytes += buffer.byteLength;
			buffers.add(buffer);
			continue;
		}
		if (buffer !== value) continue;
		// A member of this name would become the prototype of whatever it is assigned to.
		if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
		// An array may be long with nothing in it, and is walked over its whole length by whoever reads it.
		if (Array.isArray(value) && value.length > limits.nodes) return null;
		const isMap = value instanceof Map;
		const members: readonly unknown[] =
			isMap || value instanceof Set ? [...value].flat() : Object.values(value);
		nodes += members.length;
		if (nodes > limits.nodes) return null;
		if (!isMap) for (const key of Array.isArray(value) ? [] : Object.keys(value)) bytes += 2 * key.length;
		for (const member of members) waiting.push({ value: member, depth: depth + 1 });
	}
	return { bytes, buffers: [...buffers] };
}
