import { STSClient as Official, type STSClientConfig } from '@aws-sdk/client-sts';
import { HINTS_PLACE, addHints } from './hints.ts';
import { simulated } from './preset.ts';

/** The official STSClient, wired to the simulated region. */
export class STSClient extends Official {
	constructor(config?: STSClientConfig) {
		super(simulated('sts', config));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}
