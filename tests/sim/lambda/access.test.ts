import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateStreamCommand } from '@aws-sdk/client-kinesis';
import {
	AddPermissionCommand,
	CreateAliasCommand,
	CreateEventSourceMappingCommand,
	CreateFunctionUrlConfigCommand,
	DeleteEventSourceMappingCommand,
	GetEventSourceMappingCommand,
	GetFunctionUrlConfigCommand,
	GetPolicyCommand,
	InvokeCommand,
	ListEventSourceMappingsCommand,
	RemovePermissionCommand,
	type AddPermissionRequest,
	type CreateEventSourceMappingRequest
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '#base/bytes.ts';
import { makeFunction } from '#tests/support/lambda-function.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const FunctionName = 'score';
const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:score';
const STREAM = 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks';

async function withFunction(): Promise<TestRegion> {
	const aws = await testRegion();
	await makeFunction(aws, FunctionName);
	return aws;
}

const permission = (changes: Partial<AddPermissionRequest> = {}): AddPermissionCommand =>
	new AddPermissionCommand({
		FunctionName,
		StatementId: 'by-api',
		Action: 'lambda:InvokeFunction',
		Principal: 'apigateway.amazonaws.com',
		...changes
	});

describe('a function’s policy', () => {
	it('grows and shrinks by statements, each with its conditions', async () => {
		const aws = await withFunction();
		const SourceArn = 'arn:aws:execute-api:us-east-1:123456789012:abc/*';
		const { Statement } = await aws.lambda.send(permission({ SourceArn, SourceAccount: '123456789012' }));
		const statement = {
			Sid: 'by-api',
			Effect: 'Allow',
			Principal: { Service: 'apigateway.amazonaws.com' },
			Action: 'lambda:InvokeFunction',
			Resource: ARN,
			Condition: {
				StringEquals: { 'AWS:SourceAccount': '123456789012' },
				ArnLike: { 'AWS:SourceArn': SourceArn }
			}
		};
		expect(JSON.parse(Statement!)).toEqual(statement);
		await aws.lambda.send(permission({ StatementId: 'by-account', Principal: '210987654321' }));
		const { Policy, RevisionId } = await aws.lambda.send(new GetPolicyCommand({ FunctionName }));
		expect(JSON.parse(Policy!)).toMatchObject({
			Version: '2012-10-17',
			Id: 'default',
			Statement: [statement, { Principal: { AWS: 'arn:aws:iam::210987654321:root' } }]
		});
		const remove = (StatementId: string): Promise<string> =>
			errorOf(aws.lambda.send(new RemovePermissionCommand({ FunctionName, StatementId })));
		expect(await remove('none')).toBe(
			'ResourceNotFoundException 404: Statement none is not found in resource policy.'
		);
		const late = new RemovePermissionCommand({ FunctionName, StatementId: 'by-api', RevisionId: 'x' });
		expect(await errorOf(aws.lambda.send(late))).toMatch(/^PreconditionFailedException 412/);
		expect(RevisionId).toMatch(/^[0-9a-f-]{36}$/);
		expect([await remove('by-api'), await remove('by-account')]).toEqual(['no error', 'no error']);
		expect(await errorOf(aws.lambda.send(new GetPolicyCommand({ FunctionName })))).toBe(
			'ResourceNotFoundException 404: The resource you requested does not exist.'
		);
	});

	it('refuses a second statement of one id, strangers that are none, and $LATEST', async () => {
		const aws = await withFunction();
		await aws.lambda.send(permission());
		const add = (changes: Partial<AddPermissionRequest>): Promise<string> =>
			errorOf(aws.lambda.send(permission(changes)));
		expect(await add({})).toBe(
			'ResourceConflictException 409: The statement id (by-api) provided already exists. Please provide a new statement id, or remove the existing statement.'
		);
		expect(await add({ StatementId: 's', Principal: 'somebody' })).toBe(
			'InvalidParameterValueException 400: The provided principal was invalid. Please check the principal and try again.'
		);
		expect(await add({ StatementId: 's', Qualifier: '$LATEST' })).toBe(
			'InvalidParameterValueException 400: We currently do not support adding policies for $LATEST.'
		);
		expect(await add({ StatementId: 's', Action: 's3:GetObject' })).toMatch(/^ValidationException 400/);
	});

	it('is a version’s or an alias’s own, and lets a role call that needs no policy of its own', async () => {
		const aws = await withFunction();
		await aws.lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '$LATEST' }));
		const Principal = 'arn:aws:iam::123456789012:role/service-role/AmazonSageMaker-ExecutionRole';
		await aws.lambda.send(permission({ Qualifier: 'live', Principal }));
		const dry = (Qualifier?: string): Promise<string> =>
			errorOf(aws.lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'DryRun', Qualifier })));
		expect(await dry('live')).toBe('no error');
		expect(await dry()).toMatch(/^AccessDeniedException 403/);
		const { Policy } = await aws.lambda.send(new GetPolicyCommand({ FunctionName, Qualifier: 'live' }));
		expect(Policy).toContain(`"Resource":"${ARN}:live"`);
	});
});

describe('a function URL', () => {
	it('is kept once for each function or alias, and says by name that nothing answers there yet', async () => {
		const aws = await withFunction();
		const create = new CreateFunctionUrlConfigCommand({
			FunctionName,
			AuthType: 'NONE',
			Cors: { AllowOrigins: ['*'] }
		});
		const made = await aws.lambda.send(create);
		expect(made.FunctionUrl).toMatch(/^https:\/\/[a-z0-9]{32}\.lambda-url\.us-east-1\.on\.aws\/$/);
		expect(await errorOf(aws.lambda.send(create))).toMatch(
			/^ResourceConflictException 409: Failed to create function url config/
		);
		const read = await aws.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }));
		expect(read).toMatchObject({ FunctionUrl: made.FunctionUrl, AuthType: 'NONE', InvokeMode: 'BUFFERED' });
		const answer = await aws.region.handle({
			method: 'GET',
			hostname: new URL(made.FunctionUrl!).hostname,
			path: '/',
			query: {},
			headers: {},
			body: new Uint8Array(0)
		});
		expect([answer.status, decodeUtf8(answer.body)]).toEqual([
			501,
			expect.stringContaining('Calling the function URL') as string
		]);
	});
});

describe('an event source mapping', () => {
	const input = (changes: Partial<CreateEventSourceMappingRequest> = {}): CreateEventSourceMappingCommand =>
		new CreateEventSourceMappingCommand({
			FunctionName,
			EventSourceArn: STREAM,
			StartingPosition: 'LATEST',
			...changes
		});

	async function withStream(): Promise<TestRegion> {
		const aws = await withFunction();
		await aws.kinesis.send(new CreateStreamCommand({ StreamName: 'clicks', ShardCount: 1 }));
		return aws;
	}

	it('goes from Creating to Enabled, and from Deleting to nothing', async () => {
		const aws = await withStream();
		const made = await aws.lambda.send(input({ BatchSize: 10 }));
		expect(made).toMatchObject({
			State: 'Creating',
			FunctionArn: ARN,
			EventSourceArn: STREAM,
			BatchSize: 10,
			MaximumRetryAttempts: -1,
			ParallelizationFactor: 1,
			LastProcessingResult: 'No records processed'
		});
		const { UUID } = made;
		const state = async (): Promise<string | undefined> =>
			(await aws.lambda.send(new GetEventSourceMappingCommand({ UUID }))).State;
		await aws.clock.sleep(60_000);
		expect(await state()).toBe('Enabled');
		const listed = await aws.lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
		expect(listed.EventSourceMappings?.map((one) => one.UUID)).toEqual([UUID]);
		expect(await errorOf(aws.lambda.send(input()))).toMatch(
			new RegExp(`^ResourceConflictException 409: .* existing mapping with UUID ${UUID}$`)
		);
		const gone = await aws.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
		expect(gone.State).toBe('Deleting');
		await aws.clock.sleep(60_000);
		expect(await errorOf(state())).toBe(
			'ResourceNotFoundException 404: The resource you requested does not exist.'
		);
	});

	it('is finished after a restart, disabled where it was made so', async () => {
		const first = await withStream();
		first.clock.hold();
		const { UUID } = await first.lambda.send(input({ Enabled: false }));
		expect(await errorOf(first.lambda.send(new DeleteEventSourceMappingCommand({ UUID })))).toBe(
			'ResourceInUseException 400: Cannot delete the event source mapping because it is in use.'
		);
		first.region.close();
		const second = await testRegion({ storage: await first.storage.copy() });
		await second.clock.sleep(60_000);
		const { State } = await second.lambda.send(new GetEventSourceMappingCommand({ UUID }));
		expect(State).toBe('Disabled');
	});

	it('needs a function, a stream, a position, and a role that may read the stream', async () => {
		const aws = await withStream();
		const bad = 'InvalidParameterValueException 400: ';
		const make = (changes: Partial<CreateEventSourceMappingRequest>): Promise<string> =>
			errorOf(aws.lambda.send(input(changes)));
		expect(await make({ FunctionName: 'none' })).toBe(`${bad}Function does not exist`);
		expect(await make({ EventSourceArn: `${STREAM}-2` })).toBe(`${bad}Stream not found: ${STREAM}-2`);
		expect(await make({ StartingPosition: undefined })).toMatch(/Value null at 'startingPosition'/);
		expect(await make({ StartingPosition: 'AT_TIMESTAMP' })).toMatch(
			/StartingPositionTimestamp must be given/
		);
		expect(await make({ EventSourceArn: 'arn:aws:sqs:us-east-1:123456789012:queue' })).toMatch(
			/^NotSimulated 501: The event source arn:aws:sqs/
		);
		const AssumeRolePolicyDocument = JSON.stringify({
			Version: '2012-10-17',
			Statement: [
				{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }
			]
		});
		await aws.iam.send(new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument }));
		await makeFunction(aws, 'strict', { Role: 'arn:aws:iam::123456789012:role/reader' });
		expect(await make({ FunctionName: 'strict' })).toMatch(
			/^InvalidParameterValueException 400: Cannot access stream .* Please ensure the role can perform the GetRecords/
		);
		const PolicyDocument = JSON.stringify({
			Version: '2012-10-17',
			Statement: [{ Effect: 'Allow', Action: 'kinesis:*', Resource: STREAM }]
		});
		await aws.iam.send(new PutRolePolicyCommand({ RoleName: 'reader', PolicyName: 'p', PolicyDocument }));
		expect(await make({ FunctionName: 'strict' })).toBe('no error');
	});
});
