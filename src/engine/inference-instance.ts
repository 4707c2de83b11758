import { PlatformError } from '#base/errors.ts';
import { loadContainer, type ServingContainer } from './container/serve.ts';
import type { InferenceInstanceContract } from './instance-contract.ts';
import { Peer, type Wire } from './rpc.ts';
import { openGpu } from './web-gpu.ts';

/** Makes this worker a serving instance: one loaded model until it is taken down. */
export function beInferenceInstance(wire: Wire): void {
	let container: ServingContainer | null = null;
	/** Log lines go to whoever called last: the container answers one call at a time. */
	let speak: (line: string) => void;

	new Peer<InferenceInstanceContract, Record<never, never>>(wire, {
		async load(model, { note }) {
			speak = note;
			container = await loadContainer(model, { log: (line) => speak(line), openGpu });
			return null;
		},
		invoke(input, { note }) {
			speak = note;
			if (!container)
				throw new PlatformError('ModelNotLoaded', 'The instance was called before its model was loaded.');
			return container.invoke(input);
		}
	});
}
