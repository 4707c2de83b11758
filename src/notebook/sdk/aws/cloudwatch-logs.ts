import {
	CloudWatchLogsClient as Official,
	type CloudWatchLogsClientConfig
} from '@aws-sdk/client-cloudwatch-logs';
import { simulated } from './preset.ts';

/** The official CloudWatchLogsClient, wired to the simulated region. */
export class CloudWatchLogsClient extends Official {
	constructor(config?: CloudWatchLogsClientConfig) {
		super(simulated('logs', config));
	}
}
