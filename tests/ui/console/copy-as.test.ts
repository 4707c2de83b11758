import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { copyAs, snakeCase } from '#ui/console/copy-as.ts';

const golden = JSON.parse(readFileSync('tests/golden/aws/snake-case.json', 'utf8')) as {
	names: Record<string, string>;
};

describe('copyAs', () => {
	it('names operations and members as botocore does', () => {
		const entries = Object.entries(golden.names);
		expect(entries.length).toBeGreaterThan(500);
		expect(Object.fromEntries(entries.map(([name]) => [name, snakeCase(name)]))).toEqual(golden.names);
	});

	const call = {
		service: 'sagemaker',
		operation: 'StopTransformJob',
		input: { TransformJobName: "it's", Tags: [{ Key: 'a', Value: 'b c' }], Deep: { yes: true, none: null } }
	};

	it('writes a line for a POSIX shell', () => {
		expect(copyAs('AWS CLI', call)).toBe(
			`aws sagemaker stop-transform-job --transform-job-name 'it'\\''s' --tags '[{"Key":"a","Value":"b c"}]' --deep '{"yes":true,"none":null}'`
		);
		expect(copyAs('AWS CLI', { service: 's3', operation: 'HeadBucket', input: { Bucket: 'b-1' } })).toBe(
			'aws s3api head-bucket --bucket b-1'
		);
		expect(copyAs('AWS CLI', { service: 'iam', operation: 'GetRole', input: { On: true, Off: false } })).toBe(
			'aws iam get-role --on --no-off'
		);
	});

	it('writes Python with its own words for truth and nothing', () => {
		expect(copyAs('Python', call)).toContain(
			`client.stop_transform_job(TransformJobName="it's", Tags=[{"Key": "a", "Value": "b c"}], Deep={"yes": True, "none": None})`
		);
	});

	it('writes TypeScript with the package and class of the client', () => {
		const text = copyAs('TypeScript', { service: 'logs', operation: 'DescribeLogGroups', input: {} });
		expect(text).toContain(
			`import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';`
		);
		expect(text).toContain('await client.send(new DescribeLogGroupsCommand({}));');
	});
});
