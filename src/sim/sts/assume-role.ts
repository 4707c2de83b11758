import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import { AwsError } from '#base/errors.ts';
import { encodeUtf8, toBase64 } from '#base/bytes.ts';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import type { Given } from '../core/service.ts';
import {
	commonContext,
	evaluate,
	findRole,
	namesCaller,
	policiesOf,
	readPolicy,
	roleArn,
	roleNameOf,
	statementsAbout,
	uniqueId,
	type RoleRecord
} from '../iam/index.ts';
import { assumedRoleArn, callerOf, sessions, type Caller } from './sessions.ts';

type AssumeInput = Given<AssumeRoleRequest, 'RoleArn' | 'RoleSessionName'>;

/** Every caller here is under a role already, and AWS gives sessions out of sessions one hour. */
const CHAINED_SECONDS = 3600;

/** Session policies and tags would narrow what the caller may do, which is not asked here. */
const REFUSED = [
	'Policy',
	'PolicyArns',
	'Tags',
	'TransitiveTagKeys',
	'SerialNumber',
	'TokenCode',
	'ProvidedContexts'
] as const;

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export async function assumeRole(ctx: Context, input: AssumeInput): Promise<AssumeRoleResponse> {
	for (const name of REFUSED) {
		const value: unknown = input[name];
		const isEmpty = Array.isArray(value) && value.length === 0;
		if (value !== undefined && !isEmpty) throw notSimulated(`${name} of AssumeRole`, 'Leave it out.');
	}
	const caller = callerOf(ctx);
	const role = needLeave(ctx, input, caller);
	const seconds = input.DurationSeconds ?? CHAINED_SECONDS;
	if (seconds > role.maxSessionSeconds) {
		throw new AwsError(
			'ValidationError',
			'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
		);
	}
	if (seconds > CHAINED_SECONDS) {
		throw new AwsError(
			'ValidationError',
			'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining'
		);
	}
	const accessKeyId = uniqueId(ctx, 'ASIA', 20);
	const sessionName = input.RoleSessionName;
	const expiresAt = await ctx.store.transact((tx) => {
		const end = Math.floor(tx.now / 1000) * 1000 + seconds * 1000;
		tx.put(sessions, accessKeyId, {
			accessKeyId,
			roleName: role.name,
			roleId: role.id,
			sessionName,
			expiresAt: end
		});
		return end;
	});
	return {
		Credentials: {
			AccessKeyId: accessKeyId,
			SecretAccessKey: ctx.rng.hex(40),
			SessionToken: toBase64(encodeUtf8(ctx.rng.hex(240))),
			Expiration: new Date(expiresAt)
		},
		AssumedRoleUser: {
			AssumedRoleId: `${role.id}:${sessionName}`,
			Arn: assumedRoleArn(ctx, role.name, sessionName)
		},
		SourceIdentity: input.SourceIdentity
	};
}

/**
 * The role, if its trust policy lets the caller take it on; where that only trusts the account, the caller's own policies
 * must allow it too. AWS does not tell a role that is not there from one that is not for the caller.
 */
function needLeave(ctx: Context, input: AssumeInput, caller: Caller): RoleRecord {
	const name = roleNameOf(ctx, input.RoleArn);
	const role = name === null ? undefined : findRole(ctx, name);
	const denied = new AwsError(
		'AccessDenied',
		`User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
		403,
		{ hint: 'The trust policy of the role must name you, or your account.' }
	);
	if (!role || roleArn(ctx, role) !== input.RoleArn) throw denied;
	const context = {
		...commonContext(ctx),
		'aws:PrincipalArn': caller.arns.at(-1)!,
		'sts:RoleSessionName': input.RoleSessionName,
		...(input.ExternalId === undefined ? {} : { 'sts:ExternalId': input.ExternalId }),
		...(input.SourceIdentity === undefined ? {} : { 'sts:SourceIdentity': input.SourceIdentity })
	};
	const request = { action: 'sts:AssumeRole', resource: input.RoleArn, context, principal: caller };
	const trust = readPolicy(role.trust, 'trust');
	const callersRole = findRole(ctx, caller.roleName);
	const own = callersRole ? policiesOf(ctx, callersRole).map(({ document }) => document) : [];
	const trusted = evaluate([trust], request) === 'allowed';
	const byName = statementsAbout(trust, request).some((statement) => namesCaller(statement, caller));
	const ownDecision = evaluate(own, request);
	const allowed = trusted && ownDecision !== 'explicitDeny' && (byName || ownDecision === 'allowed');
	if (!allowed) throw denied;
	return role;
}
