import type { Context } from '../../core/context.ts';
import { roleAccess } from '../../iam/index.ts';
import { rolesIn, SAGEMAKER } from '../check-role.ts';
import { resourceArn } from '../errors.ts';
import type { ExecutionRecord } from './records.ts';
import type { JobStep } from './step-types.ts';

/**
 * Whether the role of a pipeline may create what one of its steps creates, tag it, and hand it its role.
 * @param input of the operation that creates it, with its name
 * @throws AwsError AccessDenied
 */
export function needCreation(
	ctx: Context,
	{ id, roleArn }: ExecutionRecord,
	step: string,
	kind: JobStep,
	input: Readonly<Record<string, unknown>>
): void {
	if (roleArn === undefined) return;
	const access = roleAccess(ctx, roleArn, `sagemaker-pipeline-${id}-${step}`);
	const name = input[kind.name ?? 'ModelPackageGroupName'];
	const arn = resourceArn(ctx, kind.kind, typeof name === 'string' ? name : '*');
	access.need(`sagemaker:${kind.create}`, arn);
	if (kind.name !== null) access.need('sagemaker:AddTags', arn);
	const context = { 'iam:PassedToService': SAGEMAKER };
	for (const role of rolesIn(input)) access.need('iam:PassRole', role, { context });
}
