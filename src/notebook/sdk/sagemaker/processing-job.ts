import {
	DescribeProcessingJobCommand,
	StopProcessingJobCommand,
	type DescribeProcessingJobCommandOutput
} from '@aws-sdk/client-sagemaker';
import { followBatchJob } from './follow-batch-job.ts';
import { PROCESSING_LOGS } from './job-log.ts';
import type { Session } from './session.ts';

/** A processing job that is there. The Python SDK's `sagemaker.processing.ProcessingJob`. */
export class ProcessingJob {
	readonly jobName: string;
	/** Where its outputs go, by their names. */
	readonly outputs: Readonly<Record<string, string>>;
	readonly #session: Session;

	constructor(session: Session, jobName: string, outputs: Readonly<Record<string, string>> = {}) {
		this.#session = session;
		this.jobName = jobName;
		this.outputs = outputs;
	}

	/** What DescribeProcessingJob says of it now. */
	describe(): Promise<DescribeProcessingJobCommandOutput> {
		return this.#session.sagemakerClient.send(
			new DescribeProcessingJobCommand({ ProcessingJobName: this.jobName })
		);
	}

	/** Waits for its end and prints its log from the beginning. Rejects with an UnexpectedStatusException where it fails. */
	wait({ logs = true }: { readonly logs?: boolean } = {}): Promise<void> {
		const look = async () => {
			const { ProcessingJobStatus: status = 'Unknown', FailureReason: reason } = await this.describe();
			return { status, reason };
		};
		const stopCommand = 'StopProcessingJobCommand';
		const { jobName: name } = this;
		const job = { kind: 'processing job', name, logGroup: PROCESSING_LOGS, stopCommand, look };
		return followBatchJob(this.#session, job, logs);
	}

	/** Asks it to stop. What it has written is not kept. */
	async stop(): Promise<void> {
		await this.#session.sagemakerClient.send(
			new StopProcessingJobCommand({ ProcessingJobName: this.jobName })
		);
	}
}
