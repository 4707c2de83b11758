import type {
	CreatePolicyRequest,
	CreatePolicyResponse,
	GetPolicyRequest,
	GetPolicyResponse,
	Policy
} from '@aws-sdk/client-iam';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import { entityExists, limitExceeded, noSuchEntity } from './errors.ts';
import { initialRole } from './initial-role.ts';
import { isManagedByAws } from './managed-policies.ts';
import { documentOf } from './policy-documents.ts';
import { readPolicy } from './policy/document.ts';
import { wholeSecond } from './role-operations.ts';
import { allRoles, policies, type PolicyRecord } from './tables.ts';
import { uniqueId } from './unique-id.ts';

const MOST_CHARACTERS = 6144;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export async function createPolicy(
	ctx: Context,
	input: Given<CreatePolicyRequest, 'PolicyName' | 'PolicyDocument'>
): Promise<CreatePolicyResponse> {
	const { PolicyName: name, PolicyDocument: document, Path: path = '/' } = input;
	readPolicy(document, 'identity');
	if (document.replace(/\s/g, '').length > MOST_CHARACTERS)
		throw limitExceeded(`Cannot exceed quota for PolicySize: ${MOST_CHARACTERS}`);
	return ctx.store.transact((tx) => {
		if (ctx.store.values(policies).some((policy) => policy.name === name)) {
			throw entityExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
		}
		const record: PolicyRecord = {
			arn: `arn:aws:iam::${ctx.accountId}:policy${path}${name}`,
			name,
			path,
			id: uniqueId(ctx, 'ANPA'),
			createdAt: wholeSecond(tx.now),
			description: input.Description,
			document,
			tags: input.Tags ?? []
		};
		tx.put(policies, record.arn, record);
		const { Description: _description, ...Policy } = shown(ctx, record);
		return { Policy };
	});
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export async function getPolicy(
	ctx: Context,
	{ PolicyArn: arn }: Given<GetPolicyRequest, 'PolicyArn'>
): Promise<GetPolicyResponse> {
	const record = ctx.store.get(policies, arn) ?? managedByAws(ctx, arn);
	if (!record) throw noSuchEntity(`Policy ${arn} was not found.`);
	return { Policy: shown(ctx, record) };
}

function managedByAws(ctx: Context, arn: string): PolicyRecord | undefined {
	const document = isManagedByAws(arn) ? documentOf(ctx, arn) : undefined;
	if (document === undefined) return undefined;
	const [, path = '/', name = ''] = /:policy(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
	const { createdAt } = initialRole;
	return {
		arn,
		name,
		path,
		id: 'ANPASAGEBRUSHSAGEBRUS',
		createdAt,
		description: undefined,
		document,
		tags: []
	};
}

function shown(ctx: Context, record: PolicyRecord): Policy {
	const date = new Date(record.createdAt);
	return {
		PolicyName: record.name,
		PolicyId: record.id,
		Arn: record.arn,
		Path: record.path,
		DefaultVersionId: 'v1',
		AttachmentCount: allRoles(ctx).filter(({ attached }) => attached.includes(record.arn)).length,
		PermissionsBoundaryUsageCount: 0,
		IsAttachable: true,
		Description: record.description,
		CreateDate: date,
		UpdateDate: date,
		Tags: [...record.tags]
	};
}
