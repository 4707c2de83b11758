import {
	AttachRolePolicyCommand,
	CreatePolicyCommand,
	CreateRoleCommand,
	DeleteRoleCommand,
	DeleteRolePolicyCommand,
	DetachRolePolicyCommand,
	GetPolicyCommand,
	GetRoleCommand,
	GetRolePolicyCommand,
	ListAttachedRolePoliciesCommand,
	ListRolePoliciesCommand,
	ListRolesCommand,
	paginateListRoles,
	PutRolePolicyCommand,
	SimulatePrincipalPolicyCommand
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const TRUST = JSON.stringify({
	Version: '2012-10-17',
	Statement: [
		{ Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' }
	]
});
const READ = JSON.stringify({
	Version: '2012-10-17',
	Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' }]
});
const FULL_ACCESS = 'arn:aws:iam::aws:policy/AmazonSageMakerFullAccess';

async function withRole(RoleName = 'r'): Promise<TestRegion> {
	const aws = await testRegion();
	await aws.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
	return aws;
}

describe('roles', () => {
	it('begin with an execution role for SageMaker that may use any bucket', async () => {
		const { iam } = await testRegion();
		const RoleName = 'AmazonSageMaker-ExecutionRole';
		const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
		expect(Role).toMatchObject({
			Arn: 'arn:aws:iam::123456789012:role/service-role/AmazonSageMaker-ExecutionRole',
			Path: '/service-role/',
			MaxSessionDuration: 3600
		});
		expect(JSON.parse(decodeURIComponent(Role!.AssumeRolePolicyDocument!))).toEqual(JSON.parse(TRUST));
		const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
		expect(AttachedPolicies).toEqual([{ PolicyName: 'AmazonSageMakerFullAccess', PolicyArn: FULL_ACCESS }]);
	});

	it('come back as they were made', async () => {
		const { iam, clock } = await testRegion();
		const { Role } = await iam.send(
			new CreateRoleCommand({
				RoleName: 'mine',
				Path: '/lab/',
				AssumeRolePolicyDocument: TRUST,
				Description: 'for the lab',
				MaxSessionDuration: 7200,
				Tags: [{ Key: 'course', Value: 'ml' }]
			})
		);
		const found = await iam.send(new GetRoleCommand({ RoleName: 'mine' }));
		expect(found.Role).toMatchObject({ ...Role, Description: 'for the lab', MaxSessionDuration: 7200 });
		expect(Role!.Arn).toBe('arn:aws:iam::123456789012:role/lab/mine');
		expect(Role!.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
		expect(Role!.CreateDate!.getTime()).toBe(Math.floor(clock.now() / 1000) * 1000);
		expect(found.Role!.Tags).toEqual([{ Key: 'course', Value: 'ml' }]);
	});

	it('are listed by name, in pages and under a path', async () => {
		const aws = await withRole('b');
		for (const RoleName of ['c', 'a'])
			await aws.iam.send(new CreateRoleCommand({ RoleName, Path: '/lab/', AssumeRolePolicyDocument: TRUST }));
		const names: string[] = [];
		for await (const { Roles } of paginateListRoles({ client: aws.iam, pageSize: 1 }, {}))
			names.push(...Roles!.map((role) => role.RoleName!));
		expect(names).toEqual(['AmazonSageMaker-ExecutionRole', 'a', 'b', 'c']);
		const { Roles } = await aws.iam.send(new ListRolesCommand({ PathPrefix: '/lab/' }));
		expect(Roles!.map(({ RoleName }) => RoleName)).toEqual(['a', 'c']);
	});

	it('are missed, doubled and held by their policies in IAM’s words', async () => {
		const { iam } = await withRole();
		expect(await errorOf(iam.send(new GetRoleCommand({ RoleName: 'none' })))).toBe(
			'NoSuchEntityException 404: The role with name none cannot be found.'
		);
		const again = new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: TRUST });
		expect(await errorOf(iam.send(again))).toBe(
			'EntityAlreadyExistsException 409: Role with name r already exists.'
		);
		await iam.send(new PutRolePolicyCommand({ RoleName: 'r', PolicyName: 'p', PolicyDocument: READ }));
		await iam.send(new AttachRolePolicyCommand({ RoleName: 'r', PolicyArn: FULL_ACCESS }));
		const remove = new DeleteRoleCommand({ RoleName: 'r' });
		expect(await errorOf(iam.send(remove))).toBe(
			'DeleteConflictException 409: Cannot delete entity, must detach all policies first.'
		);
		await iam.send(new DetachRolePolicyCommand({ RoleName: 'r', PolicyArn: FULL_ACCESS }));
		expect(await errorOf(iam.send(remove))).toBe(
			'DeleteConflictException 409: Cannot delete entity, must delete policies first.'
		);
		await iam.send(new DeleteRolePolicyCommand({ RoleName: 'r', PolicyName: 'p' }));
		await iam.send(remove);
		expect(await errorOf(iam.send(new GetRoleCommand({ RoleName: 'r' })))).toMatch(/^NoSuchEntityException/);
	});

	it('stay deleted, that of the beginning too', async () => {
		const { iam, storage } = await testRegion();
		const RoleName = 'AmazonSageMaker-ExecutionRole';
		await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: FULL_ACCESS }));
		await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'AmazonSageMaker-ExecutionPolicy' }));
		await iam.send(new DeleteRoleCommand({ RoleName }));
		const later = await testRegion({ storage });
		expect(await errorOf(later.iam.send(new GetRoleCommand({ RoleName })))).toMatch(/^NoSuchEntityException/);
		await later.region.reset();
		expect((await later.iam.send(new GetRoleCommand({ RoleName }))).Role).toBeDefined();
	});

	it('refuse names and documents that AWS refuses, all faults in one message', async () => {
		const { iam } = await testRegion();
		const bad = new CreateRoleCommand({ RoleName: 'bad name', AssumeRolePolicyDocument: '' });
		expect(await errorOf(iam.send(bad))).toMatch(
			/^ValidationError 400: 3 validation errors detected: Value 'bad name' at 'roleName' .*; Value '' at 'assumeRolePolicyDocument' /
		);
		const malformed = new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: '{' });
		expect(await errorOf(iam.send(malformed))).toMatch(
			/^MalformedPolicyDocumentException 400: This policy contains invalid Json/
		);
	});
});

describe('policies of a role', () => {
	it('of its own are put, got, listed and replaced', async () => {
		const { iam } = await withRole();
		const put = { RoleName: 'r', PolicyName: 'read', PolicyDocument: READ };
		await iam.send(new PutRolePolicyCommand({ ...put, PolicyDocument: READ.replace('Get', 'Put') }));
		await iam.send(new PutRolePolicyCommand(put));
		const { PolicyDocument } = await iam.send(
			new GetRolePolicyCommand({ RoleName: 'r', PolicyName: 'read' })
		);
		expect(decodeURIComponent(PolicyDocument!)).toBe(READ);
		const { PolicyNames, IsTruncated } = await iam.send(new ListRolePoliciesCommand({ RoleName: 'r' }));
		expect([PolicyNames, IsTruncated]).toEqual([['read'], false]);
		expect(await errorOf(iam.send(new GetRolePolicyCommand({ RoleName: 'r', PolicyName: 'toString' })))).toBe(
			'NoSuchEntityException 404: The role policy with name toString cannot be found.'
		);
	});

	it('of the account are made once and attached to many', async () => {
		const { iam } = await withRole();
		const input = { PolicyName: 'read', PolicyDocument: READ, Description: 'reads' };
		const { Policy } = await iam.send(new CreatePolicyCommand(input));
		expect(Policy).toMatchObject({ Arn: 'arn:aws:iam::123456789012:policy/read', AttachmentCount: 0 });
		await iam.send(new AttachRolePolicyCommand({ RoleName: 'r', PolicyArn: Policy!.Arn }));
		const found = await iam.send(new GetPolicyCommand({ PolicyArn: Policy!.Arn }));
		expect(found.Policy).toMatchObject({ AttachmentCount: 1, Description: 'reads', DefaultVersionId: 'v1' });
		expect(await errorOf(iam.send(new CreatePolicyCommand(input)))).toBe(
			'EntityAlreadyExistsException 409: A policy called read already exists. Duplicate names are not allowed.'
		);
	});

	it('that are not there are not attached; those of AWS that are not known here are named', async () => {
		const { iam } = await withRole();
		const attach = (PolicyArn: string): Promise<string> =>
			errorOf(iam.send(new AttachRolePolicyCommand({ RoleName: 'r', PolicyArn })));
		expect(await attach('arn:aws:iam::123456789012:policy/none')).toBe(
			'NoSuchEntityException 404: Policy arn:aws:iam::123456789012:policy/none does not exist or is not attachable.'
		);
		expect(await attach('arn:aws:iam::aws:policy/AmazonEC2FullAccess')).toMatch(
			/^NotSimulated 501: The managed policy arn:aws:iam::aws:policy\/AmazonEC2FullAccess is not simulated\./
		);
	});
});

describe('SimulatePrincipalPolicy', () => {
	it('says what the role may do, by which policy, and what it would have to know', async () => {
		const { iam } = await withRole();
		const Statement = [
			{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' },
			{ Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::data/secret*' },
			{
				Effect: 'Allow',
				Action: 's3:PutObject',
				Resource: '*',
				Condition: { Bool: { 'aws:SecureTransport': 'true' } }
			}
		];
		await iam.send(
			new PutRolePolicyCommand({
				RoleName: 'r',
				PolicyName: 'p',
				PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement })
			})
		);
		const { EvaluationResults } = await iam.send(
			new SimulatePrincipalPolicyCommand({
				PolicySourceArn: 'arn:aws:iam::123456789012:role/r',
				ActionNames: ['s3:GetObject', 's3:PutObject'],
				ResourceArns: ['arn:aws:s3:::data/a', 'arn:aws:s3:::data/secret/b']
			})
		);
		expect(EvaluationResults!.map((r) => [r.EvalActionName, r.EvalResourceName, r.EvalDecision])).toEqual([
			['s3:GetObject', 'arn:aws:s3:::data/a', 'allowed'],
			['s3:GetObject', 'arn:aws:s3:::data/secret/b', 'explicitDeny'],
			['s3:PutObject', 'arn:aws:s3:::data/a', 'implicitDeny'],
			['s3:PutObject', 'arn:aws:s3:::data/secret/b', 'explicitDeny']
		]);
		expect(EvaluationResults![0]!.MatchedStatements).toEqual([
			{ SourcePolicyId: 'p', SourcePolicyType: 'role' }
		]);
		expect(EvaluationResults![2]!.MissingContextValues).toEqual(['aws:SecureTransport']);
	});

	it('knows that AmazonSageMakerFullAccess opens only buckets with SageMaker in their name', async () => {
		const { iam } = await withRole();
		await iam.send(new AttachRolePolicyCommand({ RoleName: 'r', PolicyArn: FULL_ACCESS }));
		const { EvaluationResults } = await iam.send(
			new SimulatePrincipalPolicyCommand({
				PolicySourceArn: 'arn:aws:iam::123456789012:role/r',
				ActionNames: ['s3:GetObject'],
				ResourceArns: ['arn:aws:s3:::sagemaker-us-east-1-123456789012/k', 'arn:aws:s3:::my-data/k']
			})
		);
		expect(EvaluationResults!.map((r) => r.EvalDecision)).toEqual(['allowed', 'implicitDeny']);
	});
});
