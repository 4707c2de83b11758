import {
	SageMakerRuntimeClient as Official,
	type SageMakerRuntimeClientConfig
} from '@aws-sdk/client-sagemaker-runtime';
import { simulated } from './preset.ts';

/** The official SageMakerRuntimeClient, wired to the simulated region. */
export class SageMakerRuntimeClient extends Official {
	constructor(config?: SageMakerRuntimeClientConfig) {
		super(simulated('sagemaker', config));
	}
}
