/**
 * What a cell gets for '@aws-sdk/client-cloudwatch-logs': everything of the official package, with its clients wired to the
 * simulated region.
 */
import * as official from '@aws-sdk/client-cloudwatch-logs';
import { HINTS_PLACE, addHints } from './hints.ts';
import { simulated } from './preset.ts';

// The one place where `export *` is right: this module stands in for the official one, name by name.
export * from '@aws-sdk/client-cloudwatch-logs';
export { CloudWatchLogsClient } from './cloudwatch-logs.ts';

/** The official CloudWatchLogs, the client with a method per operation, wired to the simulated region. */
export class CloudWatchLogs extends official.CloudWatchLogs {
	constructor(config?: official.CloudWatchLogsClientConfig) {
		super(simulated('logs', config));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}
