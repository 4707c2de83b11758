import {
	DescribeTrainingJobCommand,
	type DescribeTrainingJobCommandOutput,
	type SecondaryStatusTransition
} from '@aws-sdk/client-sagemaker';
import { bridge } from '../../kernel/bridge.ts';
import { UnexpectedStatusException, isServiceError } from './errors.ts';
import { JobLog, TRAINING_LOGS, type LogEvent } from './job-log.ts';
import { Printer } from './printer.ts';
import type { Session } from './session.ts';

/** How long to wait between two looks at a job, in simulated milliseconds. */
const POLL_MS = 10_000;

/**
 * Waits for the end of a training job and prints its progress into the cell, as the Python SDK does: a line for each
 * secondary status, the container's log lines, a dot for each look that found nothing new, then the seconds.
 *
 * Rejects with an UnexpectedStatusException that holds the FailureReason where the job failed. When the cell is
 * stopped, the waiting ends and the job goes on; the output says so.
 *
 * @param logs false leaves the container's log lines out
 */
export async function followTrainingJob(
	session: Session,
	jobName: string,
	logs: boolean
): Promise<DescribeTrainingJobCommandOutput> {
	const printer = new Printer();
	try {
		const job = await printUntilEnd(session, jobName, logs, printer);
		printOutcome(job, printer);
		return job;
	} catch (error) {
		printer.end();
		if (!isServiceError(error) && !(error instanceof UnexpectedStatusException)) {
			printer.line(
				`Stopped waiting, but the training job '${jobName}' goes on. ` +
					`Estimator.attach('${jobName}') looks at it again; StopTrainingJobCommand ends it.`
			);
		}
		throw error;
	}
}

async function printUntilEnd(
	session: Session,
	jobName: string,
	logs: boolean,
	printer: Printer
): Promise<DescribeTrainingJobCommandOutput> {
	const log = new JobLog(session, jobName, TRAINING_LOGS);
	const seen = new SeenTransitions();
	for (;;) {
		const job = await session.sagemakerClient.send(
			new DescribeTrainingJobCommand({ TrainingJobName: jobName })
		);
		const lines = logs ? await log.news() : [];
		const isNews = printNews(seen.news(job), lines, printer);
		const { TrainingJobStatus: status } = job;
		if (status === 'Completed' || status === 'Failed' || status === 'Stopped') return job;
		if (!isNews) printer.more('.');
		await bridge().sleep(POLL_MS);
	}
}

/** A secondary status, or a new message within one, that has not been printed yet. */
interface Transition extends LogEvent {
	/** Whether the container has ended by then. */
	readonly isAfterTraining: boolean;
}

/** Prints statuses and log lines in the order in which they happened; false where there was nothing. */
function printNews(
	transitions: readonly Transition[],
	lines: readonly LogEvent[],
	printer: Printer
): boolean {
	let next = 0;
	for (const { at, message, isAfterTraining } of transitions) {
		// Where the clock jumps, a container speaks its last words in the same moment in which it ends.
		const before = isAfterTraining ? at + 1 : at;
		for (; next < lines.length && lines[next]!.at < before; next++) printer.line(lines[next]!.message);
		printer.begin(`${clockTime(at)} ${message}`);
	}
	for (; next < lines.length; next++) printer.line(lines[next]!.message);
	return transitions.length + lines.length > 0;
}

/** Finds the secondary statuses, and the messages within one, that have not been printed yet. */
class SeenTransitions {
	#count = 0;
	#lastMessage: string | undefined = '';

	news(job: DescribeTrainingJobCommandOutput): Transition[] {
		const transitions = job.SecondaryStatusTransitions ?? [];
		const fresh = transitions.slice(this.#count).map((one) => toNews(one, one.StartTime));
		const last = transitions.at(-1);
		if (fresh.length === 0 && last && last.StatusMessage !== this.#lastMessage) {
			fresh.push(toNews(last, job.LastModifiedTime));
		}
		this.#count = transitions.length;
		this.#lastMessage = last?.StatusMessage;
		return fresh;
	}
}

function toNews(transition: SecondaryStatusTransition, time: Date | undefined): Transition {
	const { Status, StatusMessage = '' } = transition;
	return {
		at: time?.getTime() ?? 0,
		message: `${Status} - ${StatusMessage}`,
		isAfterTraining: !['Starting', 'Pending', 'Downloading', 'Training'].includes(String(Status))
	};
}

function printOutcome(job: DescribeTrainingJobCommandOutput, printer: Printer): void {
	printer.end();
	const { TrainingJobName, TrainingJobStatus, FailureReason, TrainingTimeInSeconds, BillableTimeInSeconds } =
		job;
	if (TrainingJobStatus === 'Failed') {
		throw new UnexpectedStatusException(
			`training job ${TrainingJobName}`,
			'Failed',
			['Completed', 'Stopped'],
			FailureReason
		);
	}
	if (TrainingJobStatus === 'Stopped') {
		printer.line('The job ended as Stopped, not as Completed: somebody stopped it, or its time ran out.');
	}
	const instances = job.ResourceConfig?.InstanceCount ?? 1;
	if (TrainingTimeInSeconds !== undefined) {
		printer.line(`Training seconds: ${TrainingTimeInSeconds * instances}`);
	}
	if (BillableTimeInSeconds !== undefined) {
		printer.line(`Billable seconds: ${BillableTimeInSeconds * instances}`);
	}
}

/** `2026-03-01 12:00:00`, in UTC. */
function clockTime(at: number): string {
	return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
