import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestContext } from '#sim/iam/policy/conditions.ts';
import { readPolicy, type PolicyKind } from '#sim/iam/policy/document.ts';
import { evaluate, type Decision, type Principal } from '#sim/iam/policy/evaluate.ts';

const KEY = 'arn:aws:s3:::data/train/a.csv';

function policy(statement: unknown, kind: PolicyKind = 'identity'): ReturnType<typeof readPolicy> {
	return readPolicy(JSON.stringify({ Version: '2012-10-17', Statement: statement }), kind);
}

const allow = (more: object = {}): object => ({
	Effect: 'Allow',
	Action: 's3:GetObject',
	Resource: '*',
	...more
});
const deny = (more: object = {}): object => ({ ...allow(more), Effect: 'Deny' });

function decide(
	statements: readonly object[],
	context: RequestContext = {},
	action = 's3:GetObject'
): Decision {
	return evaluate([policy(statements)], { action, resource: KEY, context });
}

describe('what policies decide', () => {
	it.each<[string, object[], Decision]>([
		['nothing allows', [allow({ Action: 's3:PutObject' })], 'implicitDeny'],
		['something allows', [allow()], 'allowed'],
		['something denies too', [allow(), deny()], 'explicitDeny'],
		['the denial comes first', [deny(), allow({ Action: '*' })], 'explicitDeny'],
		[
			'the denial is of another object',
			[allow(), deny({ Resource: 'arn:aws:s3:::data/secret/*' })],
			'allowed'
		],
		['actions differ by case', [allow({ Action: 'S3:getobject' })], 'allowed'],
		['resources differ by case', [allow({ Resource: 'arn:aws:s3:::DATA/*' })], 'implicitDeny'],
		['an action of many fits', [allow({ Action: ['s3:Put*', 's3:Get*'] })], 'allowed'],
		['only the bucket is allowed', [allow({ Resource: 'arn:aws:s3:::data' })], 'implicitDeny'],
		['NotAction leaves it out', [allow({ Action: undefined, NotAction: 's3:*' })], 'implicitDeny'],
		['NotAction leaves others out', [allow({ Action: undefined, NotAction: 'iam:*' })], 'allowed'],
		[
			'NotResource leaves it out',
			[allow({ Resource: undefined, NotResource: 'arn:aws:s3:::data/*' })],
			'implicitDeny'
		]
	])('%s', (_, statements, decision) => {
		expect(decide(statements)).toBe(decision);
	});

	it('does not depend on the order of statements, and a Deny added never allows more', () => {
		const statement = fc.record({
			Effect: fc.constantFrom('Allow', 'Deny'),
			Action: fc.constantFrom('*', 's3:*', 's3:GetObject', 's3:PutObject', 'iam:*'),
			Resource: fc.constantFrom('*', 'arn:aws:s3:::data/*', 'arn:aws:s3:::other/*')
		});
		fc.assert(
			fc.property(fc.array(statement, { minLength: 1, maxLength: 6 }), statement, (statements, more) => {
				const decision = decide(statements);
				expect(decide(statements.toReversed())).toBe(decision);
				if (decision !== 'allowed')
					expect(decide([...statements, { ...more, Effect: 'Deny' }])).not.toBe('allowed');
				if (decision === 'explicitDeny') expect(decide([...statements, more])).toBe('explicitDeny');
			}),
			{ seed: 5, numRuns: 500 }
		);
	});
});

describe('conditions', () => {
	const context = {
		'aws:SourceIp': '203.0.113.7',
		'aws:SecureTransport': 'true',
		'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/r',
		's3:prefix': 'train/x',
		'aws:TagKeys': ['project', 'owner'],
		'aws:CurrentTime': '2026-03-01T00:00:00Z',
		n: '5'
	};
	it.each<[string, object, boolean]>([
		['StringEquals', { 's3:prefix': ['a', 'train/x'] }, true],
		['StringEquals', { 'S3:Prefix': 'train/x' }, true],
		['StringEquals', { 's3:prefix': 'train/*' }, false],
		['StringEquals', { absent: 'x' }, false],
		['StringEqualsIfExists', { absent: 'x' }, true],
		['StringNotEquals', { 's3:prefix': 'train/x' }, false],
		['StringNotEquals', { absent: 'x' }, true],
		['StringEqualsIgnoreCase', { 's3:prefix': 'TRAIN/X' }, true],
		['StringLike', { 's3:prefix': 'train/*' }, true],
		['StringNotLike', { 's3:prefix': 'test/*' }, true],
		['ArnLike', { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' }, true],
		['ArnEquals', { 'aws:PrincipalArn': 'arn:aws:iam::1:role/r' }, false],
		['Bool', { 'aws:SecureTransport': true }, true],
		['Bool', { 'aws:SecureTransport': 'false' }, false],
		['IpAddress', { 'aws:SourceIp': '203.0.113.0/24' }, true],
		['IpAddress', { 'aws:SourceIp': '203.0.114.0/24' }, false],
		['NotIpAddress', { 'aws:SourceIp': ['10.0.0.0/8', '203.0.113.7'] }, false],
		['NumericLessThanEquals', { n: 5 }, true],
		['NumericGreaterThan', { n: '5' }, false],
		['DateGreaterThan', { 'aws:CurrentTime': '2026-01-01T00:00:00Z' }, true],
		['DateLessThan', { 'aws:CurrentTime': '2026-01-01T00:00:00Z' }, false],
		['Null', { absent: 'true' }, true],
		['Null', { n: 'true' }, false],
		['ForAllValues:StringEquals', { 'aws:TagKeys': ['project', 'owner', 'x'] }, true],
		['ForAllValues:StringEquals', { 'aws:TagKeys': 'project' }, false],
		['ForAllValues:StringEquals', { absent: 'project' }, true],
		['ForAnyValue:StringEquals', { 'aws:TagKeys': 'project' }, true],
		['ForAnyValue:StringEquals', { absent: 'project' }, false]
	])('%s %j: %s', (operator, keys, holds) => {
		const decision = decide([allow({ Condition: { [operator]: keys } })], context);
		expect(decision).toBe(holds ? 'allowed' : 'implicitDeny');
	});

	it('must all hold', () => {
		const Condition = { StringEquals: { 's3:prefix': 'train/x' }, Bool: { 'aws:SecureTransport': 'false' } };
		expect(decide([allow({ Condition })], context)).toBe('implicitDeny');
	});

	it('are refused by name where the operator is none', () => {
		const Condition = { BinaryEquals: { k: 'eA==' } };
		expect(() => decide([allow({ Condition })])).toThrow('BinaryEquals is not simulated');
	});
});

describe('trust and resource policies', () => {
	const ME: Principal = { arns: ['arn:aws:iam::123456789012:role/r'], accountId: '123456789012' };
	const trust = (Principal: unknown): object => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
	it.each<[unknown, Principal, Decision]>([
		['*', ME, 'allowed'],
		[{ AWS: 'arn:aws:iam::123456789012:role/r' }, ME, 'allowed'],
		[{ AWS: '123456789012' }, ME, 'allowed'],
		[{ AWS: ['arn:aws:iam::999999999999:root', 'arn:aws:iam::123456789012:root'] }, ME, 'allowed'],
		[{ AWS: 'arn:aws:iam::999999999999:root' }, ME, 'implicitDeny'],
		[{ Service: 'lambda.amazonaws.com' }, { ...ME, service: 'sagemaker.amazonaws.com' }, 'implicitDeny'],
		[
			{ Service: ['lambda.amazonaws.com', 'sagemaker.amazonaws.com'] },
			{ ...ME, service: 'sagemaker.amazonaws.com' },
			'allowed'
		],
		[{ Service: 'sagemaker.amazonaws.com' }, ME, 'implicitDeny']
	])('%j', (principal, caller, decision) => {
		const request = {
			action: 'sts:AssumeRole',
			resource: 'arn:aws:iam::123456789012:role/x',
			context: {},
			principal: caller
		};
		expect(evaluate([policy(trust(principal), 'trust')], request)).toBe(decision);
	});
});

describe('a malformed document', () => {
	it.each<[PolicyKind, string, string]>([
		['identity', '{', 'This policy contains invalid Json'],
		['identity', '[]', 'Syntax errors in policy. (it is no object)'],
		['identity', '{"Version":"2012-10-17"}', 'it has no Statement'],
		['identity', '{"Version":"2026-01-01","Statement":[]}', 'The policy must contain a valid version string'],
		['identity', '{"Statement":{"Effect":"allow","Action":"*","Resource":"*"}}', 'neither Allow nor Deny'],
		['identity', '{"Statement":{"Effect":"Allow","Resource":"*"}}', 'Policy statement must contain actions.'],
		['identity', '{"Statement":{"Effect":"Allow","Action":"*"}}', 'Policy statement must contain resources.'],
		[
			'identity',
			'{"Statement":{"Effect":"Allow","Action":"GetObject","Resource":"*"}}',
			'prefaced by a vendor'
		],
		[
			'identity',
			'{"Statement":{"Effect":"Allow","Action":"*","Resource":"bucket"}}',
			'must be in ARN format or "*".'
		],
		[
			'identity',
			'{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}}',
			'should not specify a principal.'
		],
		[
			'identity',
			'{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Recource":"*"}}',
			"the unknown member 'Recource'"
		],
		[
			'trust',
			'{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}}',
			'Has prohibited field Resource'
		],
		['trust', '{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole"}}', 'needs one Principal'],
		[
			'trust',
			'{"Statement":{"Effect":"Allow","Principal":"me","Action":"sts:AssumeRole"}}',
			'Invalid principal in policy'
		],
		[
			'trust',
			'{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}}',
			'AssumeRole policy may only specify STS AssumeRole actions.'
		]
	])('for an %s policy: %s', (kind, text, message) => {
		expect(() => readPolicy(text, kind)).toThrow(message);
	});
});
