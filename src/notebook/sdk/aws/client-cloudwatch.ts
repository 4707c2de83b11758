/**
 * What a cell gets for '@aws-sdk/client-cloudwatch': everything of the official package, with its clients wired to the
 * simulated region and its waiters to simulated time.
 */
import * as official from '@aws-sdk/client-cloudwatch';
import { HINTS_PLACE, addHints } from './hints.ts';
import { simulated } from './preset.ts';
import { provideWaiterMethods, waitFor, waitUntil } from './waiters.ts';

// The one place where `export *` is right: this module stands in for the official one, name by name.
export * from '@aws-sdk/client-cloudwatch';

/** No request leaves the page, so there is nothing to gain from squeezing large ones. */
const uncompressed = { disableRequestCompression: true } as const;

/** The official CloudWatchClient, wired to the simulated region. */
export class CloudWatchClient extends official.CloudWatchClient {
	constructor(config?: official.CloudWatchClientConfig) {
		super(simulated('monitoring', { ...uncompressed, ...config }));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}

/** The official CloudWatch, the client with a method per operation, wired to the simulated region. */
export class CloudWatch extends official.CloudWatch {
	constructor(config?: official.CloudWatchClientConfig) {
		super(simulated('monitoring', { ...uncompressed, ...config }));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}

export const waitUntilAlarmExists = waitUntil(official.waitUntilAlarmExists, 5);
export const waitUntilAlarmMuteRuleExists = waitUntil(official.waitUntilAlarmMuteRuleExists, 5);
export const waitUntilCompositeAlarmExists = waitUntil(official.waitUntilCompositeAlarmExists, 5);
export const waitUntilLogAlarmExists = waitUntil(official.waitUntilLogAlarmExists, 5);

export const waitForAlarmExists = waitFor(official.waitForAlarmExists, 5);
export const waitForAlarmMuteRuleExists = waitFor(official.waitForAlarmMuteRuleExists, 5);
export const waitForCompositeAlarmExists = waitFor(official.waitForCompositeAlarmExists, 5);
export const waitForLogAlarmExists = waitFor(official.waitForLogAlarmExists, 5);

provideWaiterMethods(CloudWatch.prototype, {
	waitUntilAlarmExists,
	waitUntilAlarmMuteRuleExists,
	waitUntilCompositeAlarmExists,
	waitUntilLogAlarmExists
});
