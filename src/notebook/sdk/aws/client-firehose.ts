/**
 * What a cell gets for '@aws-sdk/client-firehose': everything of the official package, with its clients wired to the
 * simulated region.
 */
import * as official from '@aws-sdk/client-firehose';
import { HINTS_PLACE, addHints } from './hints.ts';
import { simulated } from './preset.ts';

// The one place where `export *` is right: this module stands in for the official one, name by name.
export * from '@aws-sdk/client-firehose';

/** The official FirehoseClient, wired to the simulated region. */
export class FirehoseClient extends official.FirehoseClient {
	constructor(config?: official.FirehoseClientConfig) {
		super(simulated('firehose', config));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}

/** The official Firehose, the client with a method per operation, wired to the simulated region. */
export class Firehose extends official.Firehose {
	constructor(config?: official.FirehoseClientConfig) {
		super(simulated('firehose', config));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}
