import type {
	EvaluationResult,
	SimulatePolicyResponse,
	SimulatePrincipalPolicyRequest
} from '@aws-sdk/client-iam';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import type { Given } from '../core/service.ts';
import { AwsError } from '#base/errors.ts';
import { noSuchEntity } from './errors.ts';
import { markedPage } from './paging.ts';
import { policiesOf, type NamedPolicy } from './policy-documents.ts';
import { conditionKeys, lookUp, type RequestContext } from './policy/conditions.ts';
import { readPolicy } from './policy/document.ts';
import { evaluate, statementsAbout, type AccessRequest } from './policy/evaluate.ts';
import { findRole, roleArn, roleNameOf } from './tables.ts';

type SimulateInput = Given<SimulatePrincipalPolicyRequest, 'PolicySourceArn' | 'ActionNames'>;

const REFUSED = [
	'PermissionsBoundaryPolicyInputList',
	'PolicyExclusionList',
	'ResourceOwner',
	'CallerArn',
	'ResourceHandlingOption'
] as const;

/**
 * Asks the region's own evaluation what a role may do: what is allowed here is allowed to a job under that role.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export async function simulatePrincipalPolicy(
	ctx: Context,
	input: SimulateInput
): Promise<SimulatePolicyResponse> {
	for (const name of REFUSED) {
		const asked = (input as Readonly<Record<string, unknown>>)[name] !== undefined;
		if (asked) throw notSimulated(`${name} of SimulatePrincipalPolicy`, 'Leave it out.');
	}
	const name = roleNameOf(ctx, input.PolicySourceArn);
	const role = name === null ? undefined : findRole(ctx, name);
	if (!role) throw noSuchEntity(`The policy source ARN (${input.PolicySourceArn}) cannot be found.`);
	const more = (input.PolicyInputList ?? []).map((text, i) => ({
		name: `PolicyInputList.${i + 1}`,
		type: 'role' as const,
		document: readPolicy(text, 'identity')
	}));
	const resourcePolicy =
		input.ResourcePolicy === undefined
			? []
			: [
					{
						name: 'ResourcePolicy',
						type: 'resource' as const,
						document: readPolicy(input.ResourcePolicy, 'resource')
					}
				];
	const policies = [...policiesOf(ctx, role), ...more, ...resourcePolicy];
	const context = contextOf(input);
	const principal = { arns: [roleArn(ctx, role)], accountId: ctx.accountId };
	const results = input.ActionNames.flatMap((action) => {
		if (!/^[a-zA-Z0-9-]+:\w+$/.test(action)) {
			throw new AwsError('InvalidInput', `Invalid Action: '${action}' is no name of one action.`);
		}
		const resources = input.ResourceArns ?? ['*'];
		return resources.map((resource) => resultOf(policies, { action, resource, context, principal }));
	});
	const { items, ...page } = markedPage(results, input, (result) =>
		[result.EvalActionName, result.EvalResourceName].join(' ')
	);
	return { EvaluationResults: items, ...page };
}

function contextOf({ ContextEntries = [] }: SimulateInput): RequestContext {
	return Object.fromEntries(
		ContextEntries.map(({ ContextKeyName = '', ContextKeyValues = [] }) => [ContextKeyName, ContextKeyValues])
	);
}

function resultOf(policies: readonly NamedPolicy[], request: AccessRequest): EvaluationResult {
	const documents = policies.map(({ document }) => document);
	const matched = policies.flatMap(({ name, type, document }) =>
		statementsAbout(document, request).map(() => ({
			SourcePolicyId: name,
			SourcePolicyType: type
		}))
	);
	const asked = documents.flatMap(({ statements }) =>
		statements.flatMap(({ conditions }) => conditionKeys(conditions))
	);
	const missing = asked.filter((key) => lookUp(request.context, key) === undefined);
	return {
		EvalActionName: request.action,
		EvalResourceName: request.resource,
		EvalDecision: evaluate(documents, request),
		MatchedStatements: matched,
		MissingContextValues: [...new Set(missing)]
	};
}
