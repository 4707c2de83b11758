import { bridge } from '../../kernel/bridge.ts';
import { UnexpectedStatusException, isServiceError } from './errors.ts';
import { JobLog } from './job-log.ts';
import { Printer } from './printer.ts';
import type { Session } from './session.ts';

/** How long to wait between two looks at a job, in simulated milliseconds. */
const POLL_MS = 10_000;

/** A job that is waited for, and how it is looked at. */
export interface FollowedJob {
	/** What the messages call it, e.g. `transform job`. */
	readonly kind: string;
	readonly name: string;
	/** Where jobs of its kind write. */
	readonly logGroup: string;
	/** The command that ends it. */
	readonly stopCommand: string;
	look(): Promise<{ readonly status: string; readonly reason: string | undefined }>;
}

/**
 * Waits for the end of a job and prints its log lines, and a dot for each look that found nothing new, as the Python SDK
 * does.
 *
 * Rejects with an UnexpectedStatusException that holds the FailureReason where the job failed. When the cell is
 * stopped, the waiting ends and the job goes on; the output says so.
 *
 * @param logs false leaves the log lines out
 */
export async function followBatchJob(session: Session, job: FollowedJob, logs: boolean): Promise<void> {
	const printer = new Printer();
	try {
		const { status, reason } = await printUntilEnd(session, job, logs, printer);
		printer.more('!');
		printer.end();
		if (status === 'Stopped')
			printer.line('The job ended as Stopped, not as Completed: somebody stopped it.');
		if (status !== 'Failed') return;
		throw new UnexpectedStatusException(`${job.kind} ${job.name}`, status, ['Completed', 'Stopped'], reason);
	} catch (error) {
		printer.end();
		if (!isServiceError(error) && !(error instanceof UnexpectedStatusException)) {
			printer.line(`Stopped waiting, but the ${job.kind} '${job.name}' goes on. ${job.stopCommand} ends it.`);
		}
		throw error;
	}
}

async function printUntilEnd(
	session: Session,
	job: FollowedJob,
	logs: boolean,
	printer: Printer
): Promise<{ readonly status: string; readonly reason: string | undefined }> {
	const log = new JobLog(session, job.name, job.logGroup);
	for (;;) {
		const { status, reason } = await job.look();
		const lines = logs ? await log.news() : [];
		for (const { message } of lines) printer.line(message);
		if (status !== 'InProgress' && status !== 'Stopping') return { status, reason };
		if (lines.length === 0) printer.more('.');
		await bridge().sleep(POLL_MS);
	}
}
