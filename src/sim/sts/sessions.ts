import { AwsError } from '#base/errors.ts';
import type { Context } from '../core/context.ts';
import { defineTable } from '../core/table.ts';
import { findRole, initialRole, roleArn, type Principal } from '../iam/index.ts';

/** Temporary credentials that AssumeRole gave out. */
export interface SessionRecord {
	readonly accessKeyId: string;
	readonly roleName: string;
	readonly roleId: string;
	readonly sessionName: string;
	readonly expiresAt: number;
}

/** By access key. */
export const sessions = defineTable<SessionRecord>('sts-sessions');

/** Who a request comes from. */
export interface Caller extends Principal {
	readonly roleName: string;
	/** As GetCallerIdentity shows it. */
	readonly userId: string;
	readonly arn: string;
}

/**
 * The caller by its access key; whoever has none of AssumeRole's is the notebook, under its execution role.
 * @throws AwsError ExpiredToken
 */
export function callerOf(ctx: Context): Caller {
	const session = ctx.accessKeyId === undefined ? undefined : ctx.store.get(sessions, ctx.accessKeyId);
	if (session && session.expiresAt <= ctx.clock.now()) {
		throw new AwsError('ExpiredToken', 'The security token included in the request is expired', 403);
	}
	const { roleName, roleId, sessionName } = session ?? {
		roleName: initialRole.name,
		roleId: initialRole.id,
		sessionName: 'SageMaker'
	};
	const arn = assumedRoleArn(ctx, roleName, sessionName);
	const role = findRole(ctx, roleName);
	return {
		roleName,
		userId: `${roleId}:${sessionName}`,
		arn,
		arns: role ? [arn, roleArn(ctx, role)] : [arn],
		accountId: ctx.accountId
	};
}

/** The ARN of a role once somebody has taken it on; it leaves the role's path out. */
export function assumedRoleArn({ accountId }: Context, roleName: string, sessionName: string): string {
	return `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
}
