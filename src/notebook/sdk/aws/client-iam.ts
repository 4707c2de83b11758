/**
 * What a cell gets for '@aws-sdk/client-iam': everything of the official package, with its clients wired to the
 * simulated region and its waiters to simulated time.
 */
import * as official from '@aws-sdk/client-iam';
import { HINTS_PLACE, addHints } from './hints.ts';
import { simulated } from './preset.ts';
import { provideWaiterMethods, waitFor, waitUntil } from './waiters.ts';

// The one place where `export *` is right: this module stands in for the official one, name by name.
export * from '@aws-sdk/client-iam';

/** The official IAMClient, wired to the simulated region. */
export class IAMClient extends official.IAMClient {
	constructor(config?: official.IAMClientConfig) {
		super(simulated('iam', config));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}

/** The official IAM, the client with a method per operation, wired to the simulated region. */
export class IAM extends official.IAM {
	constructor(config?: official.IAMClientConfig) {
		super(simulated('iam', config));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}

export const waitUntilInstanceProfileExists = waitUntil(official.waitUntilInstanceProfileExists, 1);
export const waitUntilPolicyExists = waitUntil(official.waitUntilPolicyExists, 1);
export const waitUntilRoleExists = waitUntil(official.waitUntilRoleExists, 1);
export const waitUntilUserExists = waitUntil(official.waitUntilUserExists, 1);

export const waitForInstanceProfileExists = waitFor(official.waitForInstanceProfileExists, 1);
export const waitForPolicyExists = waitFor(official.waitForPolicyExists, 1);
export const waitForRoleExists = waitFor(official.waitForRoleExists, 1);
export const waitForUserExists = waitFor(official.waitForUserExists, 1);

provideWaiterMethods(IAM.prototype, {
	waitUntilInstanceProfileExists,
	waitUntilPolicyExists,
	waitUntilRoleExists,
	waitUntilUserExists
});
