import {
	CreateAliasCommand,
	CreateFunctionCommand,
	DeleteAliasCommand,
	DeleteFunctionCommand,
	GetAliasCommand,
	GetFunctionConfigurationCommand,
	ListFunctionsCommand,
	ListVersionsByFunctionCommand,
	PublishVersionCommand,
	UpdateAliasCommand,
	UpdateFunctionCodeCommand,
	waitUntilFunctionUpdatedV2,
	type CreateAliasRequest
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { functionInput, makeFunction, zipOf } from '#tests/support/lambda-function.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const FunctionName = 'score';
const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:score';

async function withFunction(): Promise<TestRegion> {
	const aws = await testRegion();
	await makeFunction(aws, FunctionName);
	return aws;
}

async function newCode({ lambda }: TestRegion, text: string): Promise<void> {
	await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zipOf({ 'index.py': text }) }));
	const times = { client: lambda, maxWaitTime: 60, minDelay: 0.001, maxDelay: 0.001 };
	await waitUntilFunctionUpdatedV2(times, { FunctionName });
}

const publish = async ({ lambda }: TestRegion): Promise<string | undefined> =>
	(await lambda.send(new PublishVersionCommand({ FunctionName }))).Version;

describe('versions', () => {
	it('are published once for each state of $LATEST, and keep their code', async () => {
		const aws = await withFunction();
		const one = await aws.lambda.send(new PublishVersionCommand({ FunctionName, Description: 'first' }));
		expect(one).toMatchObject({
			Version: '1',
			FunctionArn: `${ARN}:1`,
			Description: 'first',
			State: 'Active'
		});
		expect(await publish(aws)).toBe('1');
		await newCode(aws, 'def handler(event, context): return 2\n');
		expect(await publish(aws)).toBe('2');
		const { Versions } = await aws.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
		expect(Versions?.map(({ Version, FunctionArn }) => [Version, FunctionArn])).toEqual([
			['$LATEST', `${ARN}:$LATEST`],
			['1', `${ARN}:1`],
			['2', `${ARN}:2`]
		]);
		expect(Versions?.[1]?.CodeSha256).toBe(one.CodeSha256);
		expect(Versions?.[2]?.CodeSha256).not.toBe(one.CodeSha256);
		const all = await aws.lambda.send(new ListFunctionsCommand({ FunctionVersion: 'ALL', MaxItems: 2 }));
		expect([all.Functions?.length, typeof all.NextMarker]).toEqual([2, 'string']);
	});

	it('are not published from other code than the caller means', async () => {
		const aws = await withFunction();
		const wrong = new PublishVersionCommand({ FunctionName, CodeSha256: 'x' });
		expect(await errorOf(aws.lambda.send(wrong))).toMatch(
			/^InvalidParameterValueException 400: CodeSHA256 \(x\) is different from current CodeSHA256 in \$LATEST \(/
		);
	});

	it('come with a new function where it is to be published at once', async () => {
		const aws = await testRegion();
		const made = await aws.lambda.send(
			new CreateFunctionCommand(functionInput(FunctionName, { Publish: true }))
		);
		expect(made).toMatchObject({ Version: '1', FunctionArn: `${ARN}:1`, State: 'Pending' });
		await aws.clock.sleep(10_000);
		const one = new GetFunctionConfigurationCommand({ FunctionName, Qualifier: '1' });
		expect((await aws.lambda.send(one)).State).toBe('Active');
	});

	it('are deleted one by one, with their code, unless an alias points there', async () => {
		const aws = await withFunction();
		await publish(aws);
		await newCode(aws, '2');
		await aws.lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
		const remove = (Qualifier: string): Promise<string> =>
			errorOf(aws.lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier })));
		expect(await remove('1')).toBe(
			'ResourceConflictException 409: Unable to delete version because the following aliases reference it: [live]'
		);
		expect(await remove('$LATEST')).toMatch(
			/\$LATEST version cannot be deleted without deleting the function/
		);
		expect(await aws.storage.keys('bytes')).toHaveLength(2);
		await aws.lambda.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
		expect(await remove('1')).toBe('no error');
		expect(await aws.storage.keys('bytes')).toHaveLength(1);
		expect(await remove('1')).toBe(`ResourceNotFoundException 404: Function not found: ${ARN}:1`);
		await aws.lambda.send(new DeleteFunctionCommand({ FunctionName }));
		expect(await aws.storage.keys('bytes')).toEqual([]);
	});
});

describe('aliases', () => {
	it('lead to their version, and to another after a change', async () => {
		const aws = await withFunction();
		await publish(aws);
		await newCode(aws, '2');
		await publish(aws);
		const made = await aws.lambda.send(
			new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1', Description: 'd' })
		);
		expect(made).toMatchObject({ AliasArn: `${ARN}:live`, FunctionVersion: '1', Description: 'd' });
		const live = new GetFunctionConfigurationCommand({ FunctionName, Qualifier: 'live' });
		expect(await aws.lambda.send(live)).toMatchObject({ Version: '1', FunctionArn: `${ARN}:live` });
		await aws.lambda.send(new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '2' }));
		expect((await aws.lambda.send(live)).Version).toBe('2');
		const stale = { FunctionName, Name: 'live', Description: 'e', RevisionId: made.RevisionId };
		expect(await errorOf(aws.lambda.send(new UpdateAliasCommand(stale)))).toMatch(
			/^PreconditionFailedException 412/
		);
		await aws.lambda.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
		expect(await errorOf(aws.lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' })))).toBe(
			`ResourceNotFoundException 404: Cannot find alias arn: ${ARN}:live`
		);
	});

	it('may send a share of the calls to one other version', async () => {
		const aws = await withFunction();
		await publish(aws);
		await newCode(aws, '2');
		await publish(aws);
		const create = (FunctionVersion: string, weights: Record<string, number>): Promise<string> => {
			const RoutingConfig: CreateAliasRequest['RoutingConfig'] = { AdditionalVersionWeights: weights };
			const input = { FunctionName, Name: 'live', FunctionVersion, RoutingConfig };
			return errorOf(aws.lambda.send(new CreateAliasCommand(input)));
		};
		const bad = 'InvalidParameterValueException 400: ';
		expect(await create('1', { '2': 0.1, '3': 0.1 })).toBe(
			`${bad}Number of items in AdditionalVersionWeights cannot be greater than 1`
		);
		expect(await create('1', { '1': 0.1 })).toMatch(/Function version 1 is already included in routing/);
		expect(await create('$LATEST', { '1': 0.1 })).toBe(
			`${bad}$LATEST is not supported for an alias pointing to more than 1 version`
		);
		expect(await create('1', { '9': 0.1 })).toBe(
			`ResourceNotFoundException 404: Function not found: ${ARN}:9`
		);
		expect(await create('1', { '2': 1.5 })).toMatch(/^ValidationException 400/);
		expect(await create('1', { '2': 0.1 })).toBe('no error');
		expect(await create('1', { '2': 0.1 })).toBe(
			`ResourceConflictException 409: Alias already exists: ${ARN}:live`
		);
		const { RoutingConfig } = await aws.lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }));
		expect(RoutingConfig).toEqual({ AdditionalVersionWeights: { '2': 0.1 } });
	});
});
