import { PlatformError } from '#base/errors.ts';
import { Peer, type Contract, type Wire } from './rpc.ts';

/** The part of a Worker that an instance needs; a host without browser workers brings its own. */
export interface InstanceWorker extends Wire {
	addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
	addEventListener(
		type: 'error',
		listener: (event: { readonly message?: string; preventDefault(): void }) => void
	): void;
	terminate(): unknown;
}

/** A simulated machine: a worker with a connection to it. However it ends, every call to it settles. */
export interface Instance<C extends Contract> {
	readonly peer: Peer<Record<never, never>, C>;
	/** Takes the machine away; calls under way reject with `reason`. */
	terminate(reason: PlatformError): void;
}

/** Connects to a worker just made. A worker that dies by itself rejects its calls as `InstanceDied`. */
export function connectInstance<C extends Contract>(worker: InstanceWorker): Instance<C> {
	const peer = new Peer<Record<never, never>, C>(worker, {});
	const terminate = (reason: PlatformError): void => {
		worker.terminate();
		peer.close(reason);
	};
	worker.addEventListener('error', (event) => {
		event.preventDefault();
		const said = event.message || 'it ended without a word, perhaps out of memory';
		terminate(new PlatformError('InstanceDied', `The instance died: ${said}.`));
	});
	return { peer, terminate };
}
