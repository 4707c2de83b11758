import { SageMakerClient as Official, type SageMakerClientConfig } from '@aws-sdk/client-sagemaker';
import { HINTS_PLACE, addHints } from './hints.ts';
import { simulated } from './preset.ts';

/** The official SageMakerClient, wired to the simulated region. */
export class SageMakerClient extends Official {
	constructor(config?: SageMakerClientConfig) {
		super(simulated('sagemaker', config));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}
