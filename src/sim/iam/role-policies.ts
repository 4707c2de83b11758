import type {
	AttachRolePolicyRequest,
	DeleteRolePolicyRequest,
	GetRolePolicyResponse,
	ListAttachedRolePoliciesRequest,
	ListAttachedRolePoliciesResponse,
	ListRolePoliciesRequest,
	ListRolePoliciesResponse,
	PutRolePolicyRequest
} from '@aws-sdk/client-iam';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import { limitExceeded, noSuchEntity } from './errors.ts';
import { markedPage } from './paging.ts';
import { documentOf } from './policy-documents.ts';
import { readPolicy } from './policy/document.ts';
import { needRole } from './role-operations.ts';
import { roles } from './tables.ts';

const MOST_INLINE_CHARACTERS = 10_240;
const MOST_ATTACHED = 10;

type OfPolicy = Given<DeleteRolePolicyRequest, 'RoleName' | 'PolicyName'>;
type OfAttached = Given<AttachRolePolicyRequest, 'RoleName' | 'PolicyArn'>;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export async function putRolePolicy(
	ctx: Context,
	{
		RoleName: name,
		PolicyName,
		PolicyDocument
	}: Given<PutRolePolicyRequest, 'RoleName' | 'PolicyName' | 'PolicyDocument'>
): Promise<object> {
	readPolicy(PolicyDocument, 'identity');
	return ctx.store.transact((tx) => {
		const role = needRole({ tx }, name);
		const inline = { ...role.inline, [PolicyName]: PolicyDocument };
		// White space costs nothing.
		const size = Object.values(inline).join('').replace(/\s/g, '').length;
		if (size > MOST_INLINE_CHARACTERS)
			throw limitExceeded(`Maximum policy size of ${MOST_INLINE_CHARACTERS} bytes exceeded for role ${name}`);
		tx.put(roles, name, { ...role, inline });
		return {};
	});
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export async function getRolePolicy(
	ctx: Context,
	{ RoleName, PolicyName }: OfPolicy
): Promise<GetRolePolicyResponse> {
	const { inline } = needRole(ctx, RoleName);
	const document = Object.hasOwn(inline, PolicyName) ? inline[PolicyName] : undefined;
	if (document === undefined) throw noSuchInline(PolicyName);
	return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(document) };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export async function listRolePolicies(
	ctx: Context,
	input: Given<ListRolePoliciesRequest, 'RoleName'>
): Promise<ListRolePoliciesResponse> {
	const names = Object.keys(needRole(ctx, input.RoleName).inline).sort();
	const { items, ...page } = markedPage(names, input, (name) => name);
	return { PolicyNames: items, ...page };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export async function deleteRolePolicy(ctx: Context, { RoleName, PolicyName }: OfPolicy): Promise<object> {
	return ctx.store.transact((tx) => {
		const role = needRole({ tx }, RoleName);
		if (!Object.hasOwn(role.inline, PolicyName)) throw noSuchInline(PolicyName);
		const inline = Object.fromEntries(Object.entries(role.inline).filter(([name]) => name !== PolicyName));
		tx.put(roles, RoleName, { ...role, inline });
		return {};
	});
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export async function attachRolePolicy(ctx: Context, { RoleName, PolicyArn }: OfAttached): Promise<object> {
	return ctx.store.transact((tx) => {
		const role = needRole({ tx }, RoleName);
		if (documentOf({ tx }, PolicyArn) === undefined) {
			throw noSuchEntity(`Policy ${PolicyArn} does not exist or is not attachable.`);
		}
		if (role.attached.includes(PolicyArn)) return {};
		if (role.attached.length >= MOST_ATTACHED)
			throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${MOST_ATTACHED}`);
		tx.put(roles, RoleName, { ...role, attached: [...role.attached, PolicyArn] });
		return {};
	});
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export async function detachRolePolicy(ctx: Context, { RoleName, PolicyArn }: OfAttached): Promise<object> {
	return ctx.store.transact((tx) => {
		const role = needRole({ tx }, RoleName);
		if (!role.attached.includes(PolicyArn)) throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
		tx.put(roles, RoleName, { ...role, attached: role.attached.filter((arn) => arn !== PolicyArn) });
		return {};
	});
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export async function listAttachedRolePolicies(
	ctx: Context,
	input: Given<ListAttachedRolePoliciesRequest, 'RoleName'>
): Promise<ListAttachedRolePoliciesResponse> {
	const arns = needRole(ctx, input.RoleName).attached.filter((arn) =>
		pathOf(arn).startsWith(input.PathPrefix ?? '/')
	);
	const { items, ...page } = markedPage(arns, input, (arn) => arn);
	const AttachedPolicies = items.map((arn) => ({ PolicyName: arn.split('/').at(-1), PolicyArn: arn }));
	return { AttachedPolicies, ...page };
}

/** The path of a managed policy, with both slashes. */
function pathOf(arn: string): string {
	return /:policy(\/(?:.*\/)?)[^/]+$/.exec(arn)?.[1] ?? '/';
}

function noSuchInline(name: string): Error {
	return noSuchEntity(`The role policy with name ${name} cannot be found.`);
}
