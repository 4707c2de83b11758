import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { AwsClients } from './aws-clients.ts';

export const STUDENT = 'arn:aws:iam::123456789012:role/student';

/** A statement that allows an action. */
export function allow(Action: string | readonly string[], Resource: string): object {
	return { Effect: 'Allow', Action, Resource };
}

/** What it takes to read everything in `s3://data` and `s3://models`. */
export const READ = [allow('s3:ListBucket', '*'), allow('s3:GetObject', '*')];
export const WRITE = allow('s3:PutObject', '*');

/** Makes the role that {@link STUDENT} names, for a service to take on. */
export async function makeStudent(
	{ iam }: Pick<AwsClients, 'iam'>,
	statements: readonly object[],
	service: unknown = { Service: ['sagemaker.amazonaws.com', 'firehose.amazonaws.com'] }
): Promise<void> {
	const trust = [{ Effect: 'Allow', Principal: service, Action: 'sts:AssumeRole' }];
	await iam.send(
		new CreateRoleCommand({
			RoleName: 'student',
			AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: trust })
		})
	);
	if (statements.length > 0) await setPermissions({ iam }, statements);
}

/** Replaces what the role may do. */
export async function setPermissions(
	{ iam }: Pick<AwsClients, 'iam'>,
	Statement: readonly object[]
): Promise<void> {
	await iam.send(
		new PutRolePolicyCommand({
			RoleName: 'student',
			PolicyName: 'data',
			PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement })
		})
	);
}

/** The sentence in which S3 refuses the student. */
export function denied(action: string, resource: string, session = 'SageMaker'): string {
	return `User: arn:aws:sts::123456789012:assumed-role/student/${session} is not authorized to perform: ${action} on resource: "${resource}" because no identity-based policy allows the ${action} action`;
}
