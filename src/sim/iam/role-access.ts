import { AwsError } from '#base/errors.ts';
import type { Context } from '../core/context.ts';
import { policiesOf } from './policy-documents.ts';
import type { RequestContext } from './policy/conditions.ts';
import { readPolicy, type PolicyDocument } from './policy/document.ts';
import { evaluate, type Decision, type Principal } from './policy/evaluate.ts';
import { findRole, roleArn, roleNameOf, type RoleRecord } from './tables.ts';

/** What else decides about one access. */
export interface AccessDetails {
	readonly context?: RequestContext;
	/** The policy of the resource itself, a bucket's for instance; as it was given. */
	readonly resourcePolicy?: string | undefined;
}

/** What a role may do once a service has taken it on. Policies are read when it is made: make one for each piece of work. */
export interface RoleAccess {
	may(action: string, resource: string, details?: AccessDetails): boolean;
	/** @throws AwsError AccessDenied (403), saying which policy is missing or in the way */
	need(action: string, resource: string, details?: AccessDetails): void;
}

/** The access of the role of that ARN; a role that IAM does not know may do everything or nothing, as the region is set. */
export function roleAccess(ctx: Context, arn: string, session = 'SageMaker'): RoleAccess {
	const name = roleNameOf(ctx, arn);
	const role = name === null ? undefined : findRole(ctx, name);
	const user = `arn:aws:sts::${ctx.accountId}:assumed-role/${role?.name ?? name ?? arn}/${session}`;
	const decide = role ? decisionsOf(ctx, role, user) : unknownRole(ctx);
	return {
		may: (action, resource, details = {}) => decide(action, resource, details) === 'allowed',
		need(action, resource, details = {}) {
			const decision = decide(action, resource, details);
			ctx.trace?.mark('iam', { role: arn, action, resource, decision });
			if (decision !== 'allowed') throw accessDenied(user, action, resource, decision);
		}
	};
}

type Decide = (action: string, resource: string, details: AccessDetails) => Decision;

function decisionsOf(ctx: Context, role: RoleRecord, session: string): Decide {
	const own = policiesOf(ctx, role).map(({ document }) => document);
	const arn = roleArn(ctx, role);
	const principal: Principal = { arns: [arn, session], accountId: ctx.accountId };
	// A job asks about thousands of objects under one policy.
	const read = new Map<string, PolicyDocument>();
	const resourceDocument = (text: string): PolicyDocument => {
		const document = read.get(text) ?? readPolicy(text, 'resource');
		read.set(text, document);
		return document;
	};
	return (action, resource, { context = {}, resourcePolicy }) => {
		const policies = resourcePolicy === undefined ? own : [...own, resourceDocument(resourcePolicy)];
		const known = { ...commonContext(ctx), 'aws:PrincipalArn': arn, ...context };
		return evaluate(policies, { action, resource, principal, context: known });
	};
}

function unknownRole({ unknownRoles }: Context): Decide {
	return () => (unknownRoles === 'trusted' ? 'allowed' : 'implicitDeny');
}

/** Whether a service, e.g. `sagemaker.amazonaws.com`, may take on the role of that ARN. */
export function mayAssume(ctx: Context, service: string, arn: string): boolean {
	const name = roleNameOf(ctx, arn);
	const role = name === null ? undefined : findRole(ctx, name);
	if (!role) return ctx.unknownRoles === 'trusted';
	const principal: Principal = { arns: [], accountId: ctx.accountId, service };
	const request = { action: 'sts:AssumeRole', resource: roleArn(ctx, role), principal };
	const context = { ...commonContext(ctx), 'aws:SourceAccount': ctx.accountId };
	return evaluate([trustOf(role)], { ...request, context }) === 'allowed';
}

/** Every creation of a job or model asks; records are replaced and never changed. */
const trusts = new WeakMap<RoleRecord, PolicyDocument>();

function trustOf(role: RoleRecord): PolicyDocument {
	const document = trusts.get(role) ?? readPolicy(role.trust, 'trust');
	trusts.set(role, document);
	return document;
}

/** What is known of every request. */
export function commonContext({ clock, region, accountId }: Context): RequestContext {
	return {
		'aws:CurrentTime': new Date(clock.now()).toISOString(),
		'aws:EpochTime': String(Math.floor(clock.now() / 1000)),
		'aws:PrincipalAccount': accountId,
		'aws:PrincipalType': 'AssumedRole',
		'aws:RequestedRegion': region,
		'aws:SecureTransport': 'true'
	};
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function accessDenied(user: string, action: string, resource: string, decision: Decision): AwsError {
	const why =
		decision === 'explicitDeny'
			? 'with an explicit deny in a policy'
			: `because no identity-based policy allows the ${action} action`;
	return new AwsError(
		'AccessDenied',
		`User: ${user} is not authorized to perform: ${action} on resource: "${resource}" ${why}`,
		403,
		{ hint: 'Give the role a policy that allows it, with PutRolePolicy or AttachRolePolicy.' }
	);
}
