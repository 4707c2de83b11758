import type { Context } from '../core/context.ts';
import { mayAssume } from '../iam/index.ts';
import { isRecord } from '../protocol/model.ts';
import { validationException } from './errors.ts';

export const SAGEMAKER = 'sagemaker.amazonaws.com';
const MEMBERS = ['RoleArn', 'ExecutionRoleArn'];
/** Inputs that hold the roles of the jobs to come. */
const NESTED = ['TrainingJobDefinition', 'TrainingJobDefinitions'];

/**
 * Refuses a request that hands SageMaker a role which it may not take on.
 * @throws AwsError ValidationException in SageMaker's words
 */
export function checkRole(ctx: Context, input: Readonly<Record<string, unknown>>): void {
	for (const arn of rolesIn(input)) {
		if (mayAssume(ctx, SAGEMAKER, arn)) continue;
		throw validationException(
			`Could not assume role ${arn}. Please ensure that the role exists and allows principal '${SAGEMAKER}' to assume the role.`
		);
	}
}

/** Every role that a request hands to SageMaker. */
export function rolesIn(input: Readonly<Record<string, unknown>>): string[] {
	const own = MEMBERS.map((name) => input[name]).filter((arn) => typeof arn === 'string');
	const inside = NESTED.flatMap((name) => input[name]).filter(isRecord);
	return [...own, ...inside.flatMap(rolesIn)];
}
