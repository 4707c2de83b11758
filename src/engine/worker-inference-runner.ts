import { PlatformError } from '#base/errors.ts';
import type { InferenceInstance, InferenceModel, InferenceRunner } from '#sim/ports.ts';
import type { InferenceInstanceContract } from './instance-contract.ts';
import { connectInstance, type InstanceWorker } from './instance.ts';

/** Serves each variant from a worker of its own. */
export class WorkerInferenceRunner implements InferenceRunner {
	readonly #spawn: () => InstanceWorker;

	constructor(spawn: () => InstanceWorker) {
		this.#spawn = spawn;
	}

	async start(model: InferenceModel, onNote: (line: string) => void): Promise<InferenceInstance> {
		const instance = connectInstance<InferenceInstanceContract>(this.#spawn());
		try {
			await instance.peer.call('load', model, { onNote });
		} catch (error) {
			instance.terminate(new PlatformError('InstanceReleased', 'The container could not start.'));
			throw error;
		}
		return {
			invoke: (input) => instance.peer.call('invoke', input, { onNote }),
			close: () =>
				instance.terminate(new PlatformError('InstanceReleased', 'The serving instance was taken down.'))
		};
	}
}
