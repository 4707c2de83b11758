import { UserError } from '#base/errors.ts';
import { Session } from './session.ts';

/**
 * ARN of the IAM role under which this notebook runs, and under which its jobs may read and write S3.
 * The Python SDK's `sagemaker.get_execution_role`; to be awaited here.
 *
 * Rejects with a UserError `NoExecutionRole` where the caller is no role.
 */
export async function getExecutionRole(session: Session = new Session()): Promise<string> {
	const { arn } = await session.callerIdentity();
	const match = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn);
	if (!match) {
		throw new UserError('NoExecutionRole', `The caller '${arn}' is no role that a job could take on.`, {
			hint: 'Run this in a notebook, or pass the ARN of a role yourself.'
		});
	}
	const [, partition, account, role] = match;
	// The ARN of a session has lost the path of its role; the roles that SageMaker makes lie under service-role/.
	const path = role!.startsWith('AmazonSageMaker-ExecutionRole') ? 'service-role/' : '';
	return `arn:${partition}:iam::${account}:role/${path}${role}`;
}
