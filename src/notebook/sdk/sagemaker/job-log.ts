import { DescribeLogStreamsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { errorName } from './errors.ts';
import type { Session } from './session.ts';

export const TRAINING_LOGS = '/aws/sagemaker/TrainingJobs';
export const TRANSFORM_LOGS = '/aws/sagemaker/TransformJobs';
export const PROCESSING_LOGS = '/aws/sagemaker/ProcessingJobs';

export interface LogEvent {
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly message: string;
}

/** Reads the log of a job from CloudWatch Logs, each line once. */
export class JobLog {
	readonly #session: Session;
	readonly #jobName: string;
	readonly #group: string;
	/** Where reading goes on, by stream; an instance has a stream of its own. */
	readonly #tokens = new Map<string, string | undefined>();

	/** @param group where jobs of its kind write */
	constructor(session: Session, jobName: string, group: string) {
		this.#session = session;
		this.#jobName = jobName;
		this.#group = group;
	}

	/** The lines that have come since the last call, in time order; none while the job has no log yet. */
	async news(): Promise<LogEvent[]> {
		const events: LogEvent[] = [];
		for (const stream of await this.#streams()) events.push(...(await this.#read(stream)));
		return events.sort((a, b) => a.at - b.at);
	}

	async #streams(): Promise<string[]> {
		try {
			const { logStreams = [] } = await this.#session.logsClient.send(
				new DescribeLogStreamsCommand({ logGroupName: this.#group, logStreamNamePrefix: `${this.#jobName}/` })
			);
			return logStreams.flatMap(({ logStreamName }) => logStreamName ?? []);
		} catch (error) {
			if (errorName(error) === 'ResourceNotFoundException') return [];
			throw error;
		}
	}

	async #read(stream: string): Promise<LogEvent[]> {
		const read: LogEvent[] = [];
		for (;;) {
			const token = this.#tokens.get(stream);
			const { events = [], nextForwardToken } = await this.#session.logsClient.send(
				new GetLogEventsCommand({
					logGroupName: this.#group,
					logStreamName: stream,
					startFromHead: true,
					...(token === undefined ? {} : { nextToken: token })
				})
			);
			read.push(...events.map(({ timestamp = 0, message = '' }) => ({ at: timestamp, message })));
			this.#tokens.set(stream, nextForwardToken);
			// The end has been reached when the token stays the same.
			if (nextForwardToken === token || nextForwardToken === undefined) return read;
		}
	}
}
