import type {
	CreateRoleRequest,
	CreateRoleResponse,
	GetRoleRequest,
	GetRoleResponse,
	ListRolesRequest,
	ListRolesResponse,
	Role,
	UpdateAssumeRolePolicyRequest
} from '@aws-sdk/client-iam';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import type { Given } from '../core/service.ts';
import { deleteConflict, entityExists, limitExceeded, noSuchRole } from './errors.ts';
import { markedPage } from './paging.ts';
import { readPolicy } from './policy/document.ts';
import { allRoles, findRole, removeRole, roleArn, roles, type RoleRecord } from './tables.ts';
import { uniqueId } from './unique-id.ts';

const MOST_ROLES = 1000;
const LONGEST_TRUST = 2048;
const HOUR_SECONDS = 3600;

type OfRole = Given<GetRoleRequest, 'RoleName'>;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export async function createRole(
	ctx: Context,
	input: Given<CreateRoleRequest, 'RoleName' | 'AssumeRolePolicyDocument'>
): Promise<CreateRoleResponse> {
	if (input.PermissionsBoundary !== undefined)
		throw notSimulated('PermissionsBoundary of CreateRole', 'Leave it out.');
	const { RoleName: name, AssumeRolePolicyDocument: trust } = input;
	checkTrust(trust);
	return ctx.store.transact((tx) => {
		if (findRole({ tx }, name)) throw entityExists(`Role with name ${name} already exists.`);
		if (allRoles(ctx).length >= MOST_ROLES)
			throw limitExceeded(`Cannot exceed quota for RolesPerAccount: ${MOST_ROLES}`);
		const role: RoleRecord = {
			name,
			path: input.Path ?? '/',
			id: uniqueId(ctx, 'AROA'),
			createdAt: wholeSecond(tx.now),
			description: input.Description,
			maxSessionSeconds: input.MaxSessionDuration ?? HOUR_SECONDS,
			trust,
			inline: {},
			attached: [],
			tags: input.Tags ?? []
		};
		tx.put(roles, name, role);
		return { Role: shown(ctx, role) };
	});
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export async function getRole(ctx: Context, { RoleName: name }: OfRole): Promise<GetRoleResponse> {
	const role = needRole(ctx, name);
	return {
		Role: {
			...shown(ctx, role),
			Description: role.description,
			MaxSessionDuration: role.maxSessionSeconds,
			Tags: role.tags.length > 0 ? [...role.tags] : undefined,
			RoleLastUsed: {}
		}
	};
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export async function listRoles(ctx: Context, input: ListRolesRequest): Promise<ListRolesResponse> {
	const found = allRoles(ctx).filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
	const { items, ...page } = markedPage(found, input, ({ name }) => name);
	const Roles = items.map((role) => ({
		...shown(ctx, role),
		Description: role.description,
		MaxSessionDuration: role.maxSessionSeconds
	}));
	return { Roles, ...page };
}

/**
 * Puts another trust policy in the place of the one there is.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html
 */
export async function updateAssumeRolePolicy(
	ctx: Context,
	{
		RoleName: name,
		PolicyDocument: trust
	}: Given<UpdateAssumeRolePolicyRequest, 'RoleName' | 'PolicyDocument'>
): Promise<object> {
	checkTrust(trust);
	return ctx.store.transact((tx) => {
		tx.put(roles, name, { ...needRole({ tx }, name), trust });
		return {};
	});
}

/** @throws AwsError MalformedPolicyDocument, LimitExceeded */
function checkTrust(trust: string): void {
	readPolicy(trust, 'trust');
	if (trust.replace(/\s/g, '').length > LONGEST_TRUST)
		throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${LONGEST_TRUST}`);
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export async function deleteRole(ctx: Context, { RoleName: name }: OfRole): Promise<object> {
	return ctx.store.transact((tx) => {
		const role = needRole({ tx }, name);
		if (role.attached.length > 0)
			throw deleteConflict('Cannot delete entity, must detach all policies first.');
		if (Object.keys(role.inline).length > 0)
			throw deleteConflict('Cannot delete entity, must delete policies first.');
		removeRole(tx, name);
		return {};
	});
}

/** @throws AwsError NoSuchEntity */
export function needRole(source: Parameters<typeof findRole>[0], name: string): RoleRecord {
	const role = findRole(source, name);
	if (!role) throw noSuchRole(name);
	return role;
}

/** IAM keeps whole seconds. */
export function wholeSecond(ms: number): number {
	return Math.floor(ms / 1000) * 1000;
}

/** Documents travel percent-encoded. */
function shown(ctx: Context, role: RoleRecord): Role {
	return {
		Path: role.path,
		RoleName: role.name,
		RoleId: role.id,
		Arn: roleArn(ctx, role),
		CreateDate: new Date(role.createdAt),
		AssumeRolePolicyDocument: encodeURIComponent(role.trust)
	};
}
