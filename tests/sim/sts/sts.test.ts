import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, type AssumeRoleRequest } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { awsClients } from '#tests/support/aws-clients.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const ME = 'arn:aws:sts::123456789012:assumed-role/AmazonSageMaker-ExecutionRole/SageMaker';
const ROLE = 'arn:aws:iam::123456789012:role/lab/analyst';

async function withAnalyst(Principal: unknown, Condition: object = {}): Promise<TestRegion> {
	const aws = await testRegion();
	const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition }];
	await aws.iam.send(
		new CreateRoleCommand({
			RoleName: 'analyst',
			Path: '/lab/',
			MaxSessionDuration: 7200,
			AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement })
		})
	);
	return aws;
}

const assume = (changes: Partial<AssumeRoleRequest> = {}): AssumeRoleCommand =>
	new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'ann', ...changes });

const EXECUTION_ROLE = {
	AWS: 'arn:aws:iam::123456789012:role/service-role/AmazonSageMaker-ExecutionRole'
};

describe('STS', () => {
	it('knows the caller as the notebook’s execution role', async () => {
		const { sts } = await testRegion();
		const identity = await sts.send(new GetCallerIdentityCommand({}));
		expect(identity).toMatchObject({
			Account: '123456789012',
			Arn: ME,
			UserId: expect.stringMatching(/^AROA.*:SageMaker$/) as string
		});
	});

	it('gives credentials of a role that trusts the caller, under which the caller is somebody else', async () => {
		const { sts, region } = await withAnalyst(EXECUTION_ROLE);
		const { Credentials, AssumedRoleUser } = await sts.send(assume());
		const arn = 'arn:aws:sts::123456789012:assumed-role/analyst/ann';
		expect(AssumedRoleUser!.Arn).toBe(arn);
		expect(Credentials!.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
		const other = awsClients((request) => region.handle(request), {
			accessKeyId: Credentials!.AccessKeyId!,
			secretAccessKey: Credentials!.SecretAccessKey!,
			sessionToken: Credentials!.SessionToken!
		});
		const identity = await other.sts.send(new GetCallerIdentityCommand({}));
		expect([identity.Arn, identity.UserId]).toEqual([arn, AssumedRoleUser!.AssumedRoleId]);
	});

	it('takes them back after an hour', async () => {
		const { sts, region, clock } = await withAnalyst(EXECUTION_ROLE);
		const { Credentials } = await sts.send(assume());
		expect(Credentials!.Expiration!.getTime() - clock.now()).toBeLessThanOrEqual(3_600_000);
		const other = awsClients((request) => region.handle(request), {
			accessKeyId: Credentials!.AccessKeyId!,
			secretAccessKey: 'x'
		});
		await clock.sleep(3_600_000);
		expect(await errorOf(other.sts.send(new GetCallerIdentityCommand({})))).toMatch(
			/403: The security token included in the request is expired$/
		);
	});

	it.each<[string, unknown, object]>([
		['trusts a service only', { Service: 'sagemaker.amazonaws.com' }, {}],
		['trusts another account', { AWS: 'arn:aws:iam::999999999999:root' }, {}],
		['wants an external id', EXECUTION_ROLE, { StringEquals: { 'sts:ExternalId': 'x' } }],
		['trusts the account, whose caller has no policy for it', { AWS: 'arn:aws:iam::123456789012:root' }, {}]
	])('refuses a role that %s', async (_, principal, condition) => {
		const { sts } = await withAnalyst(principal, condition);
		expect(await errorOf(sts.send(assume()))).toBe(
			`AccessDenied 403: User: ${ME} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`
		);
	});

	it('lets the caller’s own policy open a role that trusts the account', async () => {
		const { sts, iam } = await withAnalyst({ AWS: '123456789012' });
		const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/lab/*' }];
		await iam.send(
			new PutRolePolicyCommand({
				RoleName: 'AmazonSageMaker-ExecutionRole',
				PolicyName: 'lab',
				PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement })
			})
		);
		expect((await sts.send(assume())).AssumedRoleUser!.Arn).toMatch(/analyst\/ann$/);
	});

	it('takes the external id that is wanted', async () => {
		const { sts } = await withAnalyst(EXECUTION_ROLE, { StringEquals: { 'sts:ExternalId': 'x1' } });
		expect((await sts.send(assume({ ExternalId: 'x1' }))).Credentials).toBeDefined();
	});

	it('refuses what is not there, too long or not simulated', async () => {
		const { sts } = await withAnalyst(EXECUTION_ROLE);
		const none = assume({ RoleArn: 'arn:aws:iam::123456789012:role/none' });
		expect(await errorOf(sts.send(none))).toMatch(/^AccessDenied 403: /);
		expect(await errorOf(sts.send(assume({ DurationSeconds: 7201 })))).toBe(
			'ValidationError 400: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
		);
		expect(await errorOf(sts.send(assume({ DurationSeconds: 3601 })))).toMatch(/1 hour session limit/);
		expect(await errorOf(sts.send(assume({ DurationSeconds: 1 })))).toMatch(
			/^ValidationError 400: 1 validation error detected: Value '1' at 'durationSeconds'/
		);
		expect(await errorOf(sts.send(assume({ SerialNumber: 'arn:aws:iam::1:mfa/x' })))).toMatch(
			/^NotSimulated 501: SerialNumber/
		);
	});
});
