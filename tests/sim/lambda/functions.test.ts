import { createHash } from 'node:crypto';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
	CreateFunctionCommand,
	DeleteFunctionCommand,
	GetFunctionCommand,
	GetFunctionConfigurationCommand,
	InvokeCommand,
	ListFunctionsCommand,
	PutFunctionConcurrencyCommand,
	UpdateFunctionCodeCommand,
	UpdateFunctionConfigurationCommand,
	waitUntilFunctionUpdatedV2,
	type CreateFunctionRequest
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { functionInput, HANDLER_ZIP, makeFunction, zipOf } from '#tests/support/lambda-function.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const FunctionName = 'score';
const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:score';
const BAD = 'InvalidParameterValueException 400: ';

const create = ({ lambda }: TestRegion, changes: Partial<CreateFunctionRequest> = {}): Promise<unknown> =>
	lambda.send(new CreateFunctionCommand(functionInput(FunctionName, changes)));

async function updated({ lambda }: TestRegion): Promise<void> {
	const times = { client: lambda, maxWaitTime: 60, minDelay: 0.001, maxDelay: 0.001 };
	await waitUntilFunctionUpdatedV2(times, { FunctionName });
}

describe('a function', () => {
	it('is Pending with all of AWS’s defaults, and Active a little later', async () => {
		const aws = await testRegion();
		const made = await aws.lambda.send(
			new CreateFunctionCommand(functionInput(FunctionName, { Tags: { team: 'a' } }))
		);
		expect(made).toMatchObject({
			$metadata: { httpStatusCode: 201 },
			FunctionArn: ARN,
			CodeSize: HANDLER_ZIP.length,
			CodeSha256: createHash('sha256').update(HANDLER_ZIP).digest('base64'),
			Description: '',
			Timeout: 3,
			MemorySize: 128,
			Version: '$LATEST',
			State: 'Pending',
			StateReason: 'The function is being created.',
			StateReasonCode: 'Creating',
			PackageType: 'Zip',
			Architectures: ['x86_64'],
			EphemeralStorage: { Size: 512 },
			TracingConfig: { Mode: 'PassThrough' },
			SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
			LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/score' },
			LastModified: expect.stringMatching(/^2026-03-01T12:00:\d\d\.\d{3}\+0000$/) as string
		});
		expect(made.LastUpdateStatus).toBeUndefined();
		await aws.clock.sleep(10_000);
		const { Configuration, Code, Tags } = await aws.lambda.send(new GetFunctionCommand({ FunctionName }));
		expect(Configuration).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
		expect(Configuration?.RevisionId).not.toBe(made.RevisionId);
		expect([Code?.RepositoryType, Tags]).toEqual(['S3', { team: 'a' }]);
	});

	it('is found by its name, a part of its ARN and the whole, in this region and account', async () => {
		const aws = await testRegion();
		await makeFunction(aws, FunctionName);
		const names = [FunctionName, ARN, `${ARN}:$LATEST`, '123456789012:function:score', 'function:score'];
		for (const name of names) {
			const { FunctionName: found } = await aws.lambda.send(
				new GetFunctionConfigurationCommand({ FunctionName: name })
			);
			expect(found, name).toBe(FunctionName);
		}
		const get = (name: string, Qualifier?: string): Promise<string> =>
			errorOf(aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier })));
		expect(await get('none')).toBe(
			'ResourceNotFoundException 404: Function not found: arn:aws:lambda:us-east-1:123456789012:function:none'
		);
		expect(await get(FunctionName, '7')).toBe(`ResourceNotFoundException 404: Function not found: ${ARN}:7`);
		expect(await get(FunctionName, 'live')).toBe(
			`ResourceNotFoundException 404: Cannot find alias arn: ${ARN}:live`
		);
		expect(await get(ARN.replace('us-east-1', 'eu-west-1'))).toBe(
			"ResourceNotFoundException 404: Functions from 'eu-west-1' are not reachable in this region ('us-east-1')"
		);
		expect(await get(`${ARN}:1`, '2')).toBe(
			`${BAD}The derived qualifier from the function name does not match the specified qualifier.`
		);
	});

	it('is refused where its code is no zip, or there is none', async () => {
		const aws = await testRegion();
		const code = (Code: CreateFunctionRequest['Code']): Promise<string> => errorOf(create(aws, { Code }));
		expect(await code({ ZipFile: new Uint8Array(200).fill(65) })).toBe(
			`${BAD}Could not unzip uploaded file. Please check your file, then try to upload again.`
		);
		expect(await code({ ZipFile: zipOf({}) })).toBe(`${BAD}Uploaded file must be a non-empty zip`);
		expect(await code({})).toBe(`${BAD}Please provide a source for function code.`);
		expect(await code({ S3Bucket: 'code', S3Key: 'a.zip' })).toMatch(
			/^InvalidParameterValueException 400: Error occurred while GetObject\. S3 Error Code: NoSuchBucket\./
		);
		await aws.s3.send(new CreateBucketCommand({ Bucket: 'code' }));
		await aws.s3.send(new PutObjectCommand({ Bucket: 'code', Key: 'a.zip', Body: HANDLER_ZIP }));
		expect(await code({ S3Bucket: 'code', S3Key: 'a.zip' })).toBe('no error');
	});

	it.each<[string, Partial<CreateFunctionRequest>, string | RegExp]>([
		[
			'no runtime',
			{ Runtime: undefined },
			`${BAD}Runtime and Handler are mandatory parameters for functions created with deployment packages.`
		],
		['a runtime of long ago', { Runtime: 'python3.6' }, /The runtime parameter of python3\.6 is no longer/],
		[
			'more memory than there is',
			{ MemorySize: 10_241 },
			"ValidationException 400: 1 validation error detected: Value '10241' at 'memorySize' failed to satisfy constraint: Member must have value less than or equal to 10240"
		],
		['more time than there is', { Timeout: 901 }, /Value '901' at 'timeout' .* less than or equal to 900$/],
		['less time than a second', { Timeout: 0 }, /Value '0' at 'timeout' .* greater than or equal to 1$/],
		['no role’s ARN', { Role: 'me' }, /^ValidationException 400: .* at 'role' failed to satisfy/],
		[
			'variables that the runtime sets',
			{ Environment: { Variables: { AWS_REGION: 'x' } } },
			/Reserved keys used in this request: AWS_REGION$/
		],
		[
			'variables beyond 4 KB',
			{ Environment: { Variables: { LONG: 'x'.repeat(4090) } } },
			/exceeded the 4KB limit\. String measured: \{"LONG":/
		],
		[
			'layers',
			{ Layers: ['arn:aws:lambda:us-east-1:123456789012:layer:l:1'] },
			'NotSimulated 501: Layers of CreateFunction is not simulated. Leave it out.'
		],
		['an image', { PackageType: 'Image', Code: { ImageUri: 'x' } }, /^NotSimulated 501: PackageType 'Image'/]
	])('is refused with %s', async (_, changes, error) => {
		const aws = await testRegion();
		const said = await errorOf(create(aws, changes));
		if (typeof error === 'string') expect(said).toBe(error);
		else expect(said).toMatch(error);
		expect((await aws.lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
	});

	it('needs a role that Lambda may take on', async () => {
		const aws = await testRegion();
		const trust = (Service: string): string =>
			JSON.stringify({
				Version: '2012-10-17',
				Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }]
			});
		for (const service of ['sagemaker', 'lambda']) {
			const AssumeRolePolicyDocument = trust(`${service}.amazonaws.com`);
			await aws.iam.send(new CreateRoleCommand({ RoleName: service, AssumeRolePolicyDocument }));
		}
		const role = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
		expect(await errorOf(create(aws, { Role: role('sagemaker') }))).toBe(
			`${BAD}The role defined for the function cannot be assumed by Lambda.`
		);
		expect(await errorOf(create(aws, { Role: role('lambda') }))).toBe('no error');
	});

	it('takes one change at a time, and none by who looked at another revision', async () => {
		const aws = await testRegion();
		await makeFunction(aws, FunctionName);
		const change = new UpdateFunctionConfigurationCommand({
			FunctionName,
			Timeout: 30,
			Environment: { Variables: { ENDPOINT: 'churn' } }
		});
		const release = aws.clock.hold();
		const changed = await aws.lambda.send(change);
		expect(changed).toMatchObject({
			Timeout: 30,
			MemorySize: 128,
			Environment: { Variables: { ENDPOINT: 'churn' } },
			State: 'Active',
			LastUpdateStatus: 'InProgress',
			LastUpdateStatusReasonCode: 'Creating'
		});
		expect(await errorOf(aws.lambda.send(change))).toBe(
			`ResourceConflictException 409: The operation cannot be performed at this time. An update is in progress for resource: ${ARN}`
		);
		release();
		await updated(aws);
		const stale = { FunctionName, ZipFile: zipOf({ 'a.py': '' }), RevisionId: changed.RevisionId };
		expect(await errorOf(aws.lambda.send(new UpdateFunctionCodeCommand(stale)))).toMatch(
			/^PreconditionFailedException 412: The Revision Id provided does not match/
		);
		const { ZipFile } = stale;
		const dry = await aws.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile, DryRun: true }));
		expect(dry.CodeSize).toBe(HANDLER_ZIP.length);
		const { CodeSize } = await aws.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
		expect(CodeSize).toBe(ZipFile.length);
		await updated(aws);
	});

	it('is created once, listed in pages, and gone when it is deleted', async () => {
		const aws = await testRegion();
		for (const name of ['c', 'a', 'b']) await makeFunction(aws, name);
		expect(await errorOf(aws.lambda.send(new CreateFunctionCommand(functionInput('a'))))).toBe(
			'ResourceConflictException 409: Function already exist: a'
		);
		const first = await aws.lambda.send(new ListFunctionsCommand({ MaxItems: 2 }));
		expect(first.Functions?.map(({ FunctionName: name }) => name)).toEqual(['a', 'b']);
		const rest = await aws.lambda.send(new ListFunctionsCommand({ Marker: first.NextMarker }));
		expect([rest.Functions?.[0]?.FunctionName, rest.NextMarker]).toEqual(['c', undefined]);
		expect(rest.Functions?.[0]?.State).toBeUndefined();
		const gone = await aws.lambda.send(new DeleteFunctionCommand({ FunctionName: 'b' }));
		expect(gone.$metadata.httpStatusCode).toBe(204);
		expect(await errorOf(aws.lambda.send(new DeleteFunctionCommand({ FunctionName: 'b' })))).toMatch(
			/^ResourceNotFoundException 404: Function not found/
		);
	});

	it('becomes Active after a restart of the region too, with its code', async () => {
		const first = await testRegion();
		await create(first);
		first.region.close();
		const second = await testRegion({ storage: await first.storage.copy() });
		await second.clock.sleep(10_000);
		const { State } = await second.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
		expect(State).toBe('Active');
		const run = errorOf(second.lambda.send(new InvokeCommand({ FunctionName })));
		expect(await run).toContain('the zip holds index.py, which its handler index.handler names');
	});

	it('leaves nothing behind when the account is emptied', async () => {
		const aws = await testRegion();
		await makeFunction(aws, FunctionName);
		expect(await aws.storage.keys('bytes')).toHaveLength(1);
		await aws.region.reset();
		expect(await aws.storage.keys('bytes')).toEqual([]);
	});

	it('reserves of the account’s concurrency what leaves 100 to the others', async () => {
		const aws = await testRegion();
		await makeFunction(aws, FunctionName);
		const reserve = (n: number): Promise<unknown> =>
			aws.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: n }));
		expect(await errorOf(reserve(901))).toBe(
			`${BAD}Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].`
		);
		await reserve(900);
		const { Concurrency } = await aws.lambda.send(new GetFunctionCommand({ FunctionName }));
		expect(Concurrency).toEqual({ ReservedConcurrentExecutions: 900 });
	});
});

describe('Invoke', () => {
	it('says by name that execution comes later, and whether the handler’s file is there', async () => {
		const aws = await testRegion();
		await makeFunction(aws, FunctionName, { Handler: 'app.main' });
		expect(await errorOf(aws.lambda.send(new InvokeCommand({ FunctionName })))).toBe(
			'NotSimulated 501: Running the function score is not simulated. Execution comes later; and it would fail, for the zip has no app.py, which its handler app.main names.'
		);
	});

	it('looks in a dry run at the payload, the state and what the caller may do', async () => {
		const aws = await testRegion();
		await create(aws);
		const dry = (
			Payload?: string | Uint8Array,
			name = FunctionName
		): Promise<{ StatusCode?: number | undefined }> =>
			aws.lambda.send(
				new InvokeCommand({
					FunctionName: name,
					InvocationType: 'DryRun',
					...(Payload === undefined ? {} : { Payload: Buffer.from(Payload) })
				})
			);
		await aws.clock.sleep(10_000);
		expect(await errorOf(dry())).toBe(
			`AccessDeniedException 403: User: arn:aws:sts::123456789012:assumed-role/AmazonSageMaker-ExecutionRole/SageMaker is not authorized to perform: lambda:InvokeFunction on resource: ${ARN} because no identity-based policy allows the lambda:InvokeFunction action`
		);
		expect(await errorOf(dry('{'))).toMatch(
			/^InvalidRequestContentException 400: Could not parse request body into json/
		);
		expect(await errorOf(dry(new Uint8Array(6_291_457).fill(0x31)))).toMatch(
			/^RequestEntityTooLargeException 413: 6291457 byte payload is too large for the DryRun/
		);
		// SageMaker's managed policy names functions of SageMaker's.
		await makeFunction(aws, 'SageMaker-score');
		expect((await dry('{"x":1}', 'SageMaker-score')).StatusCode).toBe(204);
	});

	it('refuses a function that is still Pending', async () => {
		const aws = await testRegion();
		aws.clock.hold();
		await create(aws);
		expect(
			await errorOf(aws.lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'DryRun' })))
		).toBe(
			'ResourceConflictException 409: The operation cannot be performed at this time. The function is currently in the following state: Pending'
		);
	});
});
