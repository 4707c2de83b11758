import {
	SageMakerRuntimeClient as Official,
	type SageMakerRuntimeClientConfig
} from '@aws-sdk/client-sagemaker-runtime';
import { HINTS_PLACE, addHints } from './hints.ts';
import { simulated } from './preset.ts';

/** The official SageMakerRuntimeClient, wired to the simulated region. */
export class SageMakerRuntimeClient extends Official {
	constructor(config?: SageMakerRuntimeClientConfig) {
		super(simulated('sagemaker', config));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}
