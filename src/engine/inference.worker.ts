import { PlatformError } from '#base/errors.ts';
import { loadContainer } from './container/serve.ts';
import type { InferenceInstanceContract } from './instance-contract.ts';
import { Peer, type Wire } from './rpc.ts';

/** A serving instance: one loaded model until it is taken down. */
let container: Awaited<ReturnType<typeof loadContainer>> | null = null;

new Peer<InferenceInstanceContract, Record<never, never>>(globalThis as unknown as Wire, {
	async load(model) {
		container = await loadContainer(model);
		return null;
	},
	invoke(input) {
		if (!container)
			throw new PlatformError('ModelNotLoaded', 'The instance was called before its model was loaded.');
		return container.invoke(input);
	}
});
