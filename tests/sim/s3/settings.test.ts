import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import {
	CreateBucketCommand,
	DeleteBucketPolicyCommand,
	DeletePublicAccessBlockCommand,
	GetBucketCorsCommand,
	GetBucketEncryptionCommand,
	GetBucketLifecycleConfigurationCommand,
	GetBucketNotificationConfigurationCommand,
	GetBucketOwnershipControlsCommand,
	GetBucketPolicyCommand,
	GetBucketPolicyStatusCommand,
	GetBucketTaggingCommand,
	GetBucketWebsiteCommand,
	GetPublicAccessBlockCommand,
	HeadObjectCommand,
	ListObjectsV2Command,
	PutBucketCorsCommand,
	PutBucketEncryptionCommand,
	PutBucketLifecycleConfigurationCommand,
	PutBucketNotificationConfigurationCommand,
	PutBucketPolicyCommand,
	PutBucketTaggingCommand,
	PutBucketWebsiteCommand,
	PutObjectCommand,
	PutObjectTaggingCommand,
	type LifecycleRule
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { makeFunction } from '#tests/support/lambda-function.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const Bucket = 'bucket-1';
const DAY_MS = 86_400_000;

async function withBucket(): Promise<TestRegion> {
	const aws = await testRegion();
	await aws.s3.send(new CreateBucketCommand({ Bucket }));
	return aws;
}

describe('what is set on a bucket', () => {
	it('is said to be absent in a word of its own until it is set', async () => {
		const { s3 } = await withBucket();
		const faults = [
			errorOf(s3.send(new GetBucketTaggingCommand({ Bucket }))),
			errorOf(s3.send(new GetBucketCorsCommand({ Bucket }))),
			errorOf(s3.send(new GetBucketWebsiteCommand({ Bucket }))),
			errorOf(s3.send(new GetBucketPolicyCommand({ Bucket }))),
			errorOf(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })))
		];
		expect(await Promise.all(faults)).toEqual([
			'NoSuchTagSet 404: The TagSet does not exist',
			'NoSuchCORSConfiguration 404: The CORS configuration does not exist',
			'NoSuchWebsiteConfiguration 404: The specified bucket does not have a website configuration',
			'NoSuchBucketPolicy 404: The bucket policy does not exist',
			'NoSuchLifecycleConfiguration 404: The lifecycle configuration does not exist'
		]);
		const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
		expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
		const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
		expect(ServerSideEncryptionConfiguration?.Rules?.[0]).toMatchObject({
			ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }
		});
	});

	it('comes back as it was set', async () => {
		const { s3 } = await withBucket();
		const TagSet = [{ Key: 'project', Value: 'a b' }];
		await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
		expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet);
		const CORSRules = [
			{ AllowedMethods: ['GET'], AllowedOrigins: ['https://*.example.com'], MaxAgeSeconds: 9 }
		];
		await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
		expect((await s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(CORSRules);
		const WebsiteConfiguration = {
			IndexDocument: { Suffix: 'index.html' },
			ErrorDocument: { Key: 'e.html' }
		};
		await s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
		expect(await s3.send(new GetBucketWebsiteCommand({ Bucket }))).toMatchObject(WebsiteConfiguration);
		const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const } }];
		await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
		const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
		expect(put).toMatchObject({
			ServerSideEncryption: 'aws:kms',
			SSEKMSKeyId: 'arn:aws:kms:us-east-1:123456789012:alias/aws/s3'
		});
	});

	it('may be a policy, public only once public access is no longer blocked', async () => {
		const { s3 } = await withBucket();
		const policyFor = (Principal: unknown): string =>
			JSON.stringify({
				Version: '2012-10-17',
				Statement: [
					{ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }
				]
			});
		const put = (Policy: string): Promise<string> =>
			errorOf(s3.send(new PutBucketPolicyCommand({ Bucket, Policy })));
		expect(await put('nothing')).toBe(
			"MalformedPolicy 400: Policies must be valid JSON and the first byte must be '{'"
		);
		expect(await put(policyFor('*').replaceAll(Bucket, 'another'))).toBe(
			'MalformedPolicy 400: Policy has invalid resource'
		);
		expect(await put(policyFor('*'))).toMatch(/^AccessDenied 403/);
		const own = policyFor({ AWS: 'arn:aws:iam::123456789012:root' });
		expect(await put(own)).toBe('no error');
		expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(own);
		await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
		expect(await errorOf(s3.send(new GetPublicAccessBlockCommand({ Bucket })))).toMatch(
			/^NoSuchPublicAccessBlockConfiguration 404/
		);
		expect(await put(policyFor('*'))).toBe('no error');
		const { PolicyStatus } = await s3.send(new GetBucketPolicyStatusCommand({ Bucket }));
		expect(PolicyStatus?.IsPublic).toBe(true);
		await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
		expect(await errorOf(s3.send(new GetBucketPolicyCommand({ Bucket })))).toMatch(/^NoSuchBucketPolicy/);
	});
});

describe('lifecycle rules', () => {
	const put = ({ s3 }: TestRegion, ...Rules: LifecycleRule[]): Promise<string> =>
		errorOf(
			s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }))
		);

	it('delete what has had its time, and nothing else, and say so beforehand', async () => {
		const aws = await withBucket();
		const { s3, clock } = aws;
		const rule = {
			ID: 'old logs',
			Status: 'Enabled',
			Filter: { Prefix: 'logs/' },
			Expiration: { Days: 2 }
		} as const;
		expect(await put(aws, rule)).toBe('no error');
		for (const Key of ['logs/1', 'data/1']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
		const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'logs/1' }));
		expect(head.Expiration).toBe('expiry-date="Wed, 04 Mar 2026 00:00:00 GMT", rule-id="old%20logs"');
		await clock.sleep(2 * DAY_MS);
		expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(2);
		await clock.sleep(DAY_MS / 2);
		const left = await s3.send(new ListObjectsV2Command({ Bucket }));
		expect(left.Contents?.map(({ Key }) => Key)).toEqual(['data/1']);
	});

	it('move objects into cheaper classes by their tags', async () => {
		const aws = await withBucket();
		const { s3, clock } = aws;
		const Transitions = [
			{ Days: 30, StorageClass: 'STANDARD_IA' as const },
			{ Days: 90, StorageClass: 'GLACIER' as const }
		];
		const Filter = { Tag: { Key: 'keep', Value: 'long' } };
		expect(await put(aws, { Status: 'Enabled', Filter, Transitions })).toBe('no error');
		await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
		await s3.send(
			new PutObjectTaggingCommand({ Bucket, Key: 'k', Tagging: { TagSet: [{ Key: 'keep', Value: 'long' }] } })
		);
		await clock.sleep(40 * DAY_MS);
		expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }))).StorageClass).toBe('STANDARD_IA');
		await clock.sleep(60 * DAY_MS);
		expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }))).StorageClass).toBe('GLACIER');
	});

	it('are refused where they make no sense', async () => {
		const aws = await withBucket();
		const rule = { Status: 'Enabled', Filter: { Prefix: '' } } as const;
		expect(await put(aws, rule)).toBe(
			'InvalidRequest 400: At least one action needs to be specified in a rule'
		);
		expect(await put(aws, { ...rule, Expiration: { Days: 0 } })).toBe(
			"InvalidArgument 400: 'Days' for Expiration action must be a positive integer"
		);
		expect(await put(aws, { Status: 'Enabled', Expiration: { Days: 1 } })).toMatch(/^MalformedXML/);
		const twice = { ...rule, ID: 'same', Expiration: { Days: 1 } };
		expect(await put(aws, twice, twice)).toMatch(/^InvalidArgument 400: Rule ID must be unique/);
	});
});

async function letS3Call({ lambda }: TestRegion, SourceArn: string): Promise<void> {
	const permission = {
		FunctionName: 'resize',
		StatementId: SourceArn.replace(/\W+/g, '-'),
		Action: 'lambda:InvokeFunction',
		Principal: 's3.amazonaws.com',
		SourceArn
	};
	await lambda.send(new AddPermissionCommand(permission));
}

describe('notifications', () => {
	const LambdaFunctionArn = 'arn:aws:lambda:us-east-1:123456789012:function:resize';
	const configuration = {
		LambdaFunctionConfigurations: [
			{
				LambdaFunctionArn,
				Events: ['s3:ObjectCreated:*' as const],
				Filter: { Key: { FilterRules: [{ Name: 'suffix' as const, Value: '.csv' }] } }
			}
		]
	};

	it('reach the function that they are for, with S3’s own event', async () => {
		const taken: unknown[] = [];
		const functions = { invoke: async (_: string, event: unknown) => void taken.push(event) };
		const aws = await testRegion({ functions });
		await aws.s3.send(new CreateBucketCommand({ Bucket }));
		await makeFunction(aws, 'resize');
		const put = new PutBucketNotificationConfigurationCommand({
			Bucket,
			NotificationConfiguration: configuration
		});
		const refused = 'InvalidArgument 400: Unable to validate the following destination configurations';
		expect(await errorOf(aws.s3.send(put))).toBe(refused);
		await letS3Call(aws, 'arn:aws:s3:::another');
		expect(await errorOf(aws.s3.send(put))).toBe(refused);
		await letS3Call(aws, `arn:aws:s3:::${Bucket}`);
		await aws.s3.send(put);
		await aws.s3.send(new PutObjectCommand({ Bucket, Key: 'a b.csv', Body: 'xyz' }));
		await aws.s3.send(new PutObjectCommand({ Bucket, Key: 'a.txt', Body: 'x' }));
		await new Promise((resolve) => setImmediate(resolve));
		expect(taken).toMatchObject([
			{
				Records: [
					{
						eventSource: 'aws:s3',
						eventName: 'ObjectCreated:Put',
						eventTime: '2026-03-01T12:00:03.000Z',
						s3: { bucket: { name: Bucket }, object: { key: 'a+b.csv', size: 3 } }
					}
				]
			}
		]);
		const stranger = structuredClone(configuration);
		stranger.LambdaFunctionConfigurations[0]!.LambdaFunctionArn = `${LambdaFunctionArn}-2`;
		const unknown = new PutBucketNotificationConfigurationCommand({
			Bucket,
			NotificationConfiguration: stranger
		});
		expect(await errorOf(aws.s3.send(unknown))).toBe(refused);
		const unlooked = new PutBucketNotificationConfigurationCommand({
			...unknown.input,
			SkipDestinationValidation: true
		});
		expect(await errorOf(aws.s3.send(unlooked))).toBe('no error');
	});

	it('are kept back, and said to be, where no functions run', async () => {
		const aws = await withBucket();
		const { s3, heard } = aws;
		await makeFunction(aws, 'resize');
		await letS3Call(aws, `arn:aws:s3:::${Bucket}`);
		const NotificationConfiguration = configuration;
		await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
		expect(await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).toMatchObject(
			configuration
		);
		await s3.send(new PutObjectCommand({ Bucket, Key: 'a.csv', Body: 'x' }));
		const told = heard.flatMap((event) => (event.type === 'notification' ? [event.notification] : []));
		expect(told.map(({ state, reason }) => [state, reason])).toEqual([
			['Pending', null],
			['Undelivered', 'This host runs no functions.']
		]);
	});
});
