/**
 * What a cell gets for '@aws-sdk/client-kinesis': everything of the official package, with its clients wired to the
 * simulated region and its waiters to simulated time.
 */
import * as official from '@aws-sdk/client-kinesis';
import { HINTS_PLACE, addHints } from './hints.ts';
import { simulated } from './preset.ts';
import { provideWaiterMethods, waitFor, waitUntil } from './waiters.ts';

// The one place where `export *` is right: this module stands in for the official one, name by name.
export * from '@aws-sdk/client-kinesis';

/** The official KinesisClient, wired to the simulated region. */
export class KinesisClient extends official.KinesisClient {
	constructor(config?: official.KinesisClientConfig) {
		super(simulated('kinesis', config));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}

/** The official Kinesis, the client with a method per operation, wired to the simulated region. */
export class Kinesis extends official.Kinesis {
	constructor(config?: official.KinesisClientConfig) {
		super(simulated('kinesis', config));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}

export const waitUntilChannelActive = waitUntil(official.waitUntilChannelActive, 10);
export const waitUntilStreamExists = waitUntil(official.waitUntilStreamExists, 10);
export const waitUntilStreamNotExists = waitUntil(official.waitUntilStreamNotExists, 10);

export const waitForChannelActive = waitFor(official.waitForChannelActive, 10);
export const waitForStreamExists = waitFor(official.waitForStreamExists, 10);
export const waitForStreamNotExists = waitFor(official.waitForStreamNotExists, 10);

provideWaiterMethods(Kinesis.prototype, {
	waitUntilChannelActive,
	waitUntilStreamExists,
	waitUntilStreamNotExists
});
