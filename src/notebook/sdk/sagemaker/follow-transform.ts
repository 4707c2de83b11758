import { DescribeTransformJobCommand } from '@aws-sdk/client-sagemaker';
import { followBatchJob } from './follow-batch-job.ts';
import { TRANSFORM_LOGS } from './job-log.ts';
import type { Session } from './session.ts';

/**
 * Waits for the end of a transform job and prints its log.
 * @see followBatchJob
 */
export function followTransformJob(session: Session, TransformJobName: string, logs: boolean): Promise<void> {
	const look = async () => {
		const { TransformJobStatus: status = 'Unknown', FailureReason: reason } =
			await session.sagemakerClient.send(new DescribeTransformJobCommand({ TransformJobName }));
		return { status, reason };
	};
	const stopCommand = 'StopTransformJobCommand';
	const job = { kind: 'transform job', name: TransformJobName, logGroup: TRANSFORM_LOGS, stopCommand, look };
	return followBatchJob(session, job, logs);
}
