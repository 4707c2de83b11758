import type {
	AddPermissionRequest,
	AddPermissionResponse,
	GetPolicyRequest,
	GetPolicyResponse,
	RemovePermissionRequest
} from '@aws-sdk/client-lambda';
import { AwsError } from '#base/errors.ts';
import { encodeUtf8 } from '#base/bytes.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { conflict, invalidParameter, notFound } from '../errors.ts';
import { functionArn, readFunctionName, type FunctionRef } from '../function-name.ts';
import { checkRevision, needTarget, type Target } from '../lookup.ts';
import {
	aliases,
	functions,
	partKey,
	policies,
	versions,
	type AliasRecord,
	type PolicyStatement
} from '../tables.ts';

const MOST_POLICY_BYTES = 20_480;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export async function addPermission(
	ctx: Context,
	input: Given<AddPermissionRequest, 'FunctionName' | 'StatementId' | 'Action' | 'Principal'>
): Promise<AddPermissionResponse> {
	const ref = policyRef(ctx, input.FunctionName, input.Qualifier);
	return ctx.store.transact((tx) => {
		const owner = needOwner(ctx, tx, ref);
		checkRevision(input.RevisionId, owner);
		const before = tx.get(policies, keyOf(ref)) ?? [];
		if (before.some(({ Sid }) => Sid === input.StatementId)) {
			throw conflict(
				`The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`
			);
		}
		const statement = statementFrom(functionArn(ctx, ref.name, ref.qualifier), input);
		const after = [...before, statement];
		const size = encodeUtf8(documentOf(after)).length;
		if (size > MOST_POLICY_BYTES) {
			throw new AwsError(
				'PolicyLengthExceededException',
				`The final policy size (${size}) is bigger than the limit (${MOST_POLICY_BYTES}).`
			);
		}
		tx.put(policies, keyOf(ref), after);
		renewRevision(tx, ctx, ref);
		return { Statement: JSON.stringify(statement) };
	});
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export async function removePermission(
	ctx: Context,
	input: Given<RemovePermissionRequest, 'FunctionName' | 'StatementId'>
): Promise<object> {
	const ref = policyRef(ctx, input.FunctionName, input.Qualifier);
	return ctx.store.transact((tx) => {
		const owner = needOwner(ctx, tx, ref);
		const before = tx.get(policies, keyOf(ref));
		if (!before) throw noPolicy();
		const after = before.filter(({ Sid }) => Sid !== input.StatementId);
		if (after.length === before.length) {
			throw notFound(`Statement ${input.StatementId} is not found in resource policy.`);
		}
		checkRevision(input.RevisionId, owner);
		if (after.length > 0) tx.put(policies, keyOf(ref), after);
		else tx.remove(policies, keyOf(ref));
		renewRevision(tx, ctx, ref);
		return {};
	});
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export async function getPolicy(
	ctx: Context,
	input: Given<GetPolicyRequest, 'FunctionName'>
): Promise<GetPolicyResponse> {
	const ref = policyRef(ctx, input.FunctionName, input.Qualifier);
	const { revisionId } = needOwner(ctx, ctx.store, ref);
	const statements = ctx.store.get(policies, keyOf(ref));
	if (!statements) throw noPolicy();
	return { Policy: documentOf(statements), RevisionId: revisionId };
}

/** The policy as a document. */
export function documentOf(statements: readonly PolicyStatement[]): string {
	return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
}

/** Where the policy of a function, version or alias is kept. */
export function keyOf({ name, qualifier }: FunctionRef): string {
	return partKey(name, qualifier ?? '');
}

function policyRef(ctx: Context, functionName: string, qualifier: string | undefined): FunctionRef {
	const ref = readFunctionName(ctx, functionName, qualifier);
	if (ref.qualifier === '$LATEST') {
		throw invalidParameter('We currently do not support adding policies for $LATEST.');
	}
	return ref;
}

type Source = Pick<Transaction, 'get'>;

/** The function, version or alias that a policy belongs to, for its revision. */
function needOwner(ctx: Context, source: Source, ref: FunctionRef): Target['version'] | AliasRecord {
	const { version } = needTarget(ctx, source, ref);
	return source.get(aliases, keyOf(ref)) ?? version;
}

function renewRevision(tx: Transaction, ctx: Context, ref: FunctionRef): void {
	const revisionId = ctx.rng.uuid();
	const key = keyOf(ref);
	const [alias, version, fn] = [tx.get(aliases, key), tx.get(versions, key), tx.get(functions, ref.name)];
	if (alias) tx.put(aliases, key, { ...alias, revisionId });
	else if (version) tx.put(versions, key, { ...version, revisionId });
	else if (fn) tx.put(functions, ref.name, { ...fn, latest: { ...fn.latest, revisionId } });
}

function statementFrom(
	resource: string,
	input: Given<AddPermissionRequest, 'StatementId' | 'Action' | 'Principal'>
): PolicyStatement {
	const { SourceArn, SourceAccount, EventSourceToken, PrincipalOrgID, FunctionUrlAuthType } = input;
	const equals = {
		...(SourceAccount === undefined ? {} : { 'AWS:SourceAccount': SourceAccount }),
		...(EventSourceToken === undefined ? {} : { 'lambda:EventSourceToken': EventSourceToken }),
		...(PrincipalOrgID === undefined ? {} : { 'aws:PrincipalOrgID': PrincipalOrgID }),
		...(FunctionUrlAuthType === undefined ? {} : { 'lambda:FunctionUrlAuthType': FunctionUrlAuthType })
	};
	const via = input.InvokedViaFunctionUrl;
	const conditions = {
		...(Object.keys(equals).length > 0 ? { StringEquals: equals } : {}),
		...(via === undefined ? {} : { Bool: { 'lambda:InvokedViaFunctionUrl': String(via) } }),
		...(SourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': SourceArn } })
	};
	return {
		Sid: input.StatementId,
		Effect: 'Allow',
		Principal: principalFrom(input.Principal),
		Action: input.Action,
		Resource: resource,
		...(Object.keys(conditions).length > 0 ? { Condition: conditions } : {})
	};
}

function principalFrom(principal: string): PolicyStatement['Principal'] {
	if (principal === '*') return '*';
	if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
	if (/^arn:aws[a-z-]*:(iam|sts)::\d{12}:.+$/.test(principal)) return { AWS: principal };
	if (/^[a-z0-9.-]+\.(amazonaws\.com|amazon\.com)$/.test(principal)) return { Service: principal };
	throw invalidParameter('The provided principal was invalid. Please check the principal and try again.');
}

function noPolicy(): AwsError {
	return notFound('The resource you requested does not exist.');
}
