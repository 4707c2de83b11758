import { SageMakerClient as Official, type SageMakerClientConfig } from '@aws-sdk/client-sagemaker';
import { simulated } from './preset.ts';

/** The official SageMakerClient, wired to the simulated region. */
export class SageMakerClient extends Official {
	constructor(config?: SageMakerClientConfig) {
		super(simulated('sagemaker', config));
	}
}
