import { DescribeHyperParameterTuningJobCommand } from '@aws-sdk/client-sagemaker';
import { bridge } from '../../kernel/bridge.ts';
import { UnexpectedStatusException, isServiceError } from './errors.ts';
import { Printer } from './printer.ts';
import type { Session } from './session.ts';

/** How long to wait between two looks at a tuning job, in simulated milliseconds. */
const POLL_MS = 30_000;

/**
 * Waits for the end of a tuning job. Prints a dot for each look, a line when a training job has ended or a better one was
 * found, and at last `!`, as the Python SDK does.
 *
 * Rejects with an UnexpectedStatusException that holds the FailureReason where it failed. When the cell is stopped, the
 * waiting ends and the search goes on; the output says so.
 */
export async function followTuningJob(session: Session, name: string): Promise<void> {
	const printer = new Printer();
	try {
		const { status, reason } = await printUntilEnd(session, name, printer);
		if (status === 'Failed') {
			printer.more('*');
			const allowed = ['Completed', 'Stopped'];
			throw new UnexpectedStatusException(`hyperparameter tuning job ${name}`, status, allowed, reason);
		}
		printer.more('!');
		printer.end();
	} catch (error) {
		printer.end();
		if (!isServiceError(error) && !(error instanceof UnexpectedStatusException)) {
			printer.line(
				`Stopped waiting, but the tuning job '${name}' goes on. tuner.wait() looks at it again; tuner.stopTuningJob() ends it.`
			);
		}
		throw error;
	}
}

async function printUntilEnd(
	session: Session,
	name: string,
	printer: Printer
): Promise<{ readonly status: string; readonly reason: string | undefined }> {
	let told = '';
	for (;;) {
		const job = await session.sagemakerClient.send(
			new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name })
		);
		const { ObjectiveStatusCounters: counters, BestTrainingJob: best } = job;
		const value = best?.FinalHyperParameterTuningJobObjectiveMetric;
		const news = value
			? `${counters?.Succeeded ?? 0} training jobs with a value; best ${value.MetricName} ${value.Value}`
			: '';
		if (news !== told) printer.begin(news);
		told = news;
		const status = job.HyperParameterTuningJobStatus ?? '';
		if (status !== 'InProgress' && status !== 'Stopping') return { status, reason: job.FailureReason };
		printer.more('.');
		await bridge().sleep(POLL_MS);
	}
}
