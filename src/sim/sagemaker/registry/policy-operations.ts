import type {
	GetModelPackageGroupPolicyInput,
	GetModelPackageGroupPolicyOutput,
	PutModelPackageGroupPolicyInput,
	PutModelPackageGroupPolicyOutput
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { isRecord } from '../../protocol/model.ts';
import { resourceArn, validationException } from '../errors.ts';
import { modelPackageGroups, needGroup } from './records.ts';

type OfGroup = Given<GetModelPackageGroupPolicyInput, 'ModelPackageGroupName'>;

/**
 * Stores the policy. It speaks of other accounts, of which there are none here, so nothing asks it.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_PutModelPackageGroupPolicy.html
 */
export async function putModelPackageGroupPolicy(
	ctx: Context,
	input: Given<PutModelPackageGroupPolicyInput, 'ModelPackageGroupName' | 'ResourcePolicy'>
): Promise<PutModelPackageGroupPolicyOutput> {
	const { name } = needGroup(ctx, input.ModelPackageGroupName);
	checkPolicy(input.ResourcePolicy);
	await ctx.store.transact((tx) => {
		const group = tx.get(modelPackageGroups, name) ?? needGroup(ctx, name);
		tx.put(modelPackageGroups, name, { ...group, policy: input.ResourcePolicy });
	});
	return { ModelPackageGroupArn: resourceArn(ctx, 'model-package-group', name) };
}

function checkPolicy(text: string): void {
	let policy: unknown = null;
	try {
		policy = JSON.parse(text);
	} catch {
		// Refused below, together with JSON that is no policy.
	}
	const statements = isRecord(policy) ? [policy['Statement']].flat() : [];
	if (statements.length > 0 && statements.every((one) => isRecord(one) && 'Effect' in one)) return;
	throw validationException('Invalid resource policy: it must be JSON with a Statement that has an Effect.');
}

/** @throws AwsError ValidationException where the group has no policy */
export async function getModelPackageGroupPolicy(
	ctx: Context,
	input: OfGroup
): Promise<GetModelPackageGroupPolicyOutput> {
	const { name, policy } = needGroup(ctx, input.ModelPackageGroupName);
	if (policy === null) throw validationException(`Cannot find resource policy for: ${name}`);
	return { ResourcePolicy: policy };
}

export async function deleteModelPackageGroupPolicy(ctx: Context, input: OfGroup): Promise<object> {
	const { name, policy } = needGroup(ctx, input.ModelPackageGroupName);
	if (policy === null) throw validationException(`Cannot find resource policy for: ${name}`);
	return ctx.store.transact((tx) => {
		const group = tx.get(modelPackageGroups, name) ?? needGroup(ctx, name);
		tx.put(modelPackageGroups, name, { ...group, policy: null });
		return {};
	});
}
