import { PlatformError } from '#base/errors.ts';
import { Peer, type Contract } from './rpc.ts';

/** A simulated machine: a worker with a connection to it. However it ends, every call to it settles. */
export interface Instance<C extends Contract> {
	readonly peer: Peer<Record<never, never>, C>;
	/** Takes the machine away; calls under way reject with `reason`. */
	terminate(reason: PlatformError): void;
}

/** Connects to a worker just made. A worker that dies by itself rejects its calls as `InstanceDied`. */
export function connectInstance<C extends Contract>(worker: Worker): Instance<C> {
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
