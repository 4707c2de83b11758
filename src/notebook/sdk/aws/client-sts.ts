/**
 * What a cell gets for '@aws-sdk/client-sts': everything of the official package, with its clients wired to the
 * simulated region.
 */
import * as official from '@aws-sdk/client-sts';
import { HINTS_PLACE, addHints } from './hints.ts';
import { simulated } from './preset.ts';

// The one place where `export *` is right: this module stands in for the official one, name by name.
export * from '@aws-sdk/client-sts';
export { STSClient } from './sts.ts';

/** The official STS, the client with a method per operation, wired to the simulated region. */
export class STS extends official.STS {
	constructor(config?: official.STSClientConfig) {
		super(simulated('sts', config));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}
