import { ECRClient as Official, type ECRClientConfig } from '@aws-sdk/client-ecr';
import { HINTS_PLACE, addHints } from './hints.ts';
import { simulated } from './preset.ts';

/** The official ECRClient, wired to the simulated region. */
export class ECRClient extends Official {
	constructor(config?: ECRClientConfig) {
		super(simulated('ecr', config));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}
