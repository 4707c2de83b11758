import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { CreateTrainingJobCommand, DescribeEndpointCommand } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import type { PathStep, RequestPath } from '#sim/paths/index.ts';
import {
	ask,
	endpointStatus,
	lineEndpoint,
	lineModel,
	servingEndpoint,
	variant
} from '#tests/support/line-endpoint.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { jobInput, pollJob, putData } from '#tests/support/training-job.ts';

/** A clock of real time that goes on by one with every look. */
function steps(): () => number {
	let now = 0;
	return () => now++;
}

const recorded = (): Promise<TestRegion> => testRegion({ pathClock: steps() });

const last = ({ region }: TestRegion): RequestPath => region.paths!.recent.at(-1)!;
const kinds = ({ steps }: RequestPath): string[] => steps.map(({ kind }) => kind);
const stepOf = (path: RequestPath, kind: PathStep['kind']): PathStep =>
	path.steps.find((step) => step.kind === kind)!;

describe('the way of a request', () => {
	it('to an endpoint goes through its choices to the container and back, with times and sizes', async () => {
		const aws = await recorded();
		await servingEndpoint(aws, 'e');
		expect(await ask(aws, '3')).toBe('7');
		const path = last(aws);
		expect(kinds(path)).toEqual([
			...['received', 'signature', 'route', 'validation', 'endpoint', 'variant', 'container'],
			...['operation', 'output', 'answer']
		]);
		expect(path).toMatchObject({
			service: 'sagemaker-runtime',
			operation: 'InvokeEndpoint',
			resource: 'e',
			status: 200,
			errorCode: null,
			requestBytes: 1,
			answerBytes: 1
		});
		expect(stepOf(path, 'received').facts).toMatchObject({
			method: 'POST',
			path: '/endpoints/e/invocations'
		});
		expect(stepOf(path, 'variant').facts).toMatchObject({ variant: 'A', by: 'weight', weights: 'A 1' });
		expect(stepOf(path, 'container').facts).toMatchObject({
			path: '/invocations',
			container: 'primary',
			contentType: 'text/csv',
			bytesIn: 1,
			status: 200,
			bytesOut: 1
		});
		const whole = path.steps.reduce((sum, { tookMs }) => sum + tookMs, 0);
		expect(whole).toBe(path.tookMs);
		for (const [i, step] of path.steps.entries()) {
			const before = path.steps[i - 1];
			expect(step.startedMs).toBe(before ? before.startedMs + before.tookMs : 0);
		}
	});

	it('names the variant that was asked for by name', async () => {
		const aws = await recorded();
		await lineModel(aws, 'm', 2, 1);
		await lineEndpoint(aws, 'e', [variant('A', 'm'), variant('B', 'm', { InitialVariantWeight: 3 })]);
		await endpointStatus(aws, 'e', 'Creating');
		await ask(aws, '3', { TargetVariant: 'B' });
		expect(stepOf(last(aws), 'variant').facts).toMatchObject({
			variant: 'B',
			by: 'TargetVariant',
			weights: 'A 1, B 3'
		});
	});

	it('that is refused ends where it was refused, with the code', async () => {
		const aws = await recorded();
		const input = { EndpointName: 'none', Body: encodeUtf8('3') };
		expect(await errorOf(aws.runtime.send(new InvokeEndpointCommand(input)))).toMatch(/^ValidationError 400/);
		expect(kinds(last(aws))).toEqual([
			...['received', 'signature', 'route', 'validation', 'refused', 'answer']
		]);
		expect(last(aws)).toMatchObject({ status: 400, errorCode: 'ValidationError' });
	});

	it('does not take in what a job does after the answer', async () => {
		const aws = await recorded();
		await putData(aws);
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j')));
		const path = last(aws);
		const before = path.steps.length;
		await pollJob(aws, 'j');
		expect(path.operation).toBe('CreateTrainingJob');
		expect(path.steps.length).toBe(before);
	});

	it('is remembered for the latest hundred requests, told to those who look, and forgotten by a reset', async () => {
		const aws = await recorded();
		const heard: number[] = [];
		aws.region.paths!.ended.on(({ number }) => heard.push(number));
		for (let i = 0; i < 120; i++) {
			await errorOf(aws.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'x' })));
		}
		const { recent } = aws.region.paths!;
		expect([recent.length, recent[0]!.number, recent.at(-1)!.number]).toEqual([100, 21, 120]);
		expect(heard).toHaveLength(120);
		await aws.region.reset();
		expect(aws.region.paths!.recent).toEqual([]);
	});

	it('of a call without the wire is recorded where it changes something, and not where it only asks', async () => {
		const aws = await recorded();
		await aws.region.call('s3', 'CreateBucket', { Bucket: 'mine' });
		await aws.region.call('s3', 'ListBuckets', {});
		const { recent } = aws.region.paths!;
		expect(recent.map(({ operation }) => operation)).toEqual(['CreateBucket']);
		expect(recent[0]!.steps[0]!.facts).toEqual({ client: 'console' });
	});

	it('is not recorded on a host that gives no clock for it', async () => {
		const aws = await testRegion();
		await aws.s3.send(new CreateBucketCommand({ Bucket: 'mine' }));
		expect(aws.region.paths).toBeNull();
	});
});
