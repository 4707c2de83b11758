/**
 * What a cell gets for '@aws-sdk/client-sagemaker-runtime': everything of the official package, with its clients wired to the
 * simulated region.
 */
import * as official from '@aws-sdk/client-sagemaker-runtime';
import { HINTS_PLACE, addHints } from './hints.ts';
import { simulated } from './preset.ts';

// The one place where `export *` is right: this module stands in for the official one, name by name.
export * from '@aws-sdk/client-sagemaker-runtime';
export { SageMakerRuntimeClient } from './sagemaker-runtime.ts';

/** The official SageMakerRuntime, the client with a method per operation, wired to the simulated region. */
export class SageMakerRuntime extends official.SageMakerRuntime {
	constructor(config?: official.SageMakerRuntimeClientConfig) {
		super(simulated('sagemaker', config));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}
