import {
	CloudWatchLogsClient as Official,
	type CloudWatchLogsClientConfig
} from '@aws-sdk/client-cloudwatch-logs';
import { HINTS_PLACE, addHints } from './hints.ts';
import { simulated } from './preset.ts';

/** The official CloudWatchLogsClient, wired to the simulated region. */
export class CloudWatchLogsClient extends Official {
	constructor(config?: CloudWatchLogsClientConfig) {
		super(simulated('logs', config));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}
