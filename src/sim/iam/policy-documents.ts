import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import type { Transaction } from '../core/table.ts';
import { isManagedByAws, managedPolicy, MANAGED_POLICY_NAMES } from './managed-policies.ts';
import { readPolicy, type PolicyDocument } from './policy/document.ts';
import { policies, type RoleRecord } from './tables.ts';

type Source = Pick<Context, 'store'> | { readonly tx: Transaction };

/**
 * The document of a managed policy, the learner's or AWS's; undefined where there is none.
 * @throws AwsError NotSimulated for one of AWS's that this region does not know
 */
export function documentOf(source: Source, arn: string): string | undefined {
	if (!isManagedByAws(arn)) {
		return ('tx' in source ? source.tx.get(policies, arn) : source.store.get(policies, arn))?.document;
	}
	const document = managedPolicy(arn);
	if (document !== undefined) return document;
	throw notSimulated(`The managed policy ${arn}`, `Simulated: ${MANAGED_POLICY_NAMES.join(', ')}.`);
}

/** One policy of a role, with the name by which IAM speaks of it. */
export interface NamedPolicy {
	readonly name: string;
	readonly type: 'role' | 'aws-managed' | 'user-managed' | 'resource';
	readonly document: PolicyDocument;
}

/** All that a role's own and its attached policies say. */
export function policiesOf(ctx: Context, role: RoleRecord): NamedPolicy[] {
	const own = Object.entries(role.inline).map(([name, text]) => ({ name, type: 'role' as const, text }));
	const attached = role.attached.map((arn) => ({
		name: arn.split('/').at(-1)!,
		type: isManagedByAws(arn) ? ('aws-managed' as const) : ('user-managed' as const),
		text: documentOf(ctx, arn)
	}));
	return [...own, ...attached].flatMap(({ name, type, text }) =>
		text === undefined ? [] : [{ name, type, document: readPolicy(text, 'identity') }]
	);
}
