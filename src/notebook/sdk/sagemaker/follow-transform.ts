import { DescribeTransformJobCommand } from '@aws-sdk/client-sagemaker';
import { bridge } from '../../kernel/bridge.ts';
import { UnexpectedStatusException, isServiceError } from './errors.ts';
import { JobLog, TRANSFORM_LOGS } from './job-log.ts';
import { Printer } from './printer.ts';
import type { Session } from './session.ts';

/** How long to wait between two looks at a job, in simulated milliseconds. */
const POLL_MS = 10_000;

/**
 * Waits for the end of a transform job and prints its log lines, and a dot for each look that found nothing new, as the
 * Python SDK does.
 *
 * Rejects with an UnexpectedStatusException that holds the FailureReason where the job failed. When the cell is
 * stopped, the waiting ends and the job goes on; the output says so.
 *
 * @param logs false leaves the log lines out
 */
export async function followTransformJob(session: Session, jobName: string, logs: boolean): Promise<void> {
	const printer = new Printer();
	try {
		const { status, reason } = await printUntilEnd(session, jobName, logs, printer);
		printer.more('!');
		printer.end();
		if (status === 'Stopped')
			printer.line('The job ended as Stopped, not as Completed: somebody stopped it.');
		if (status !== 'Failed') return;
		throw new UnexpectedStatusException(`transform job ${jobName}`, status, ['Completed', 'Stopped'], reason);
	} catch (error) {
		printer.end();
		if (!isServiceError(error) && !(error instanceof UnexpectedStatusException)) {
			printer.line(
				`Stopped waiting, but the transform job '${jobName}' goes on. StopTransformJobCommand ends it.`
			);
		}
		throw error;
	}
}

async function printUntilEnd(
	session: Session,
	TransformJobName: string,
	logs: boolean,
	printer: Printer
): Promise<{ readonly status: string; readonly reason: string | undefined }> {
	const log = new JobLog(session, TransformJobName, TRANSFORM_LOGS);
	for (;;) {
		const { TransformJobStatus: status = 'Unknown', FailureReason } = await session.sagemakerClient.send(
			new DescribeTransformJobCommand({ TransformJobName })
		);
		const lines = logs ? await log.news() : [];
		for (const { message } of lines) printer.line(message);
		if (status !== 'InProgress' && status !== 'Stopping') return { status, reason: FailureReason };
		if (lines.length === 0) printer.more('.');
		await bridge().sleep(POLL_MS);
	}
}
