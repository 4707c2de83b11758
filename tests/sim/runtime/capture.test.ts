import { CreateBucketCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import {
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	DescribeEndpointCommand,
	type DataCaptureConfig
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { ask, endpointStatus, lineModel, variant } from '#tests/support/line-endpoint.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

/** An endpoint `e` of y = 2x that captures into s3://data/captured. */
async function capturing(aws: TestRegion, changes: Partial<DataCaptureConfig> = {}): Promise<void> {
	await lineModel(aws, 'm', 2, 0);
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
	await aws.sagemaker.send(
		new CreateEndpointConfigCommand({
			EndpointConfigName: 'e',
			ProductionVariants: [variant('A', 'm')],
			DataCaptureConfig: {
				EnableCapture: true,
				InitialSamplingPercentage: 100,
				DestinationS3Uri: 's3://data/captured',
				CaptureOptions: [{ CaptureMode: 'Input' }, { CaptureMode: 'Output' }],
				CaptureContentTypeHeader: { CsvContentTypes: ['text/csv'] },
				...changes
			}
		})
	);
	await aws.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'e' }));
	await endpointStatus(aws, 'e', 'Creating');
}

function capturedObjects({ region }: TestRegion): string[] {
	return region.snapshot().objects.flatMap(({ bucket, key }) => (bucket === 'data' ? [key] : []));
}

async function recordsOf(aws: TestRegion): Promise<Record<string, unknown>[]> {
	await aws.clock.sleep(61_000);
	const records = [];
	for (const Key of capturedObjects(aws)) {
		const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: 'data', Key }));
		const lines = (await Body!.transformToString()).trim().split('\n');
		records.push(...lines.map((line) => JSON.parse(line) as Record<string, unknown>));
	}
	return records;
}

describe('data capture', () => {
	it('stores what went in and came out, an object a minute', async () => {
		const aws = await testRegion();
		await capturing(aws);
		const release = aws.clock.hold();
		await ask(aws, '5', { InferenceId: 'mine' });
		await ask(aws, '6');
		await errorOf(ask(aws, '7', { ContentType: 'text/plain' }));
		release();
		const records = await recordsOf(aws);
		expect(records).toHaveLength(2);
		expect(records[0]).toEqual({
			captureData: {
				endpointInput: { observedContentType: 'text/csv', mode: 'INPUT', data: '5', encoding: 'CSV' },
				endpointOutput: {
					observedContentType: 'text/csv; charset=utf-8',
					mode: 'OUTPUT',
					data: '10',
					encoding: 'CSV'
				}
			},
			eventMetadata: {
				eventId: expect.stringMatching(/^[-0-9a-f]{36}$/) as string,
				inferenceId: 'mine',
				inferenceTime: '2026-03-01T12:02:00Z'
			},
			eventVersion: '0'
		});
		expect(capturedObjects(aws)).toEqual([
			expect.stringMatching(/^captured\/e\/A\/2026\/03\/01\/12\/03-00-000-[-0-9a-f]{36}\.jsonl$/)
		]);
		const { DataCaptureConfig } = await aws.sagemaker.send(
			new DescribeEndpointCommand({ EndpointName: 'e' })
		);
		expect(DataCaptureConfig).toMatchObject({ CaptureStatus: 'Started', CurrentSamplingPercentage: 100 });
	});

	it('takes a sample, and only the side that is asked for, in Base64 where nothing says otherwise', async () => {
		const aws = await testRegion();
		await capturing(aws, {
			InitialSamplingPercentage: 25,
			CaptureOptions: [{ CaptureMode: 'Output' }],
			CaptureContentTypeHeader: undefined
		});
		const release = aws.clock.hold();
		for (let i = 0; i < 200; i++) await ask(aws, '5');
		release();
		const records = await recordsOf(aws);
		// Four standard deviations about the 50 that are to be expected.
		expect(Math.abs(records.length - 50)).toBeLessThan(25);
		expect(records[0]!['captureData']).toEqual({
			endpointOutput: {
				observedContentType: 'text/csv; charset=utf-8',
				mode: 'OUTPUT',
				data: 'MTA=',
				encoding: 'BASE64'
			}
		});
	});

	it('does nothing when it is switched off', async () => {
		const aws = await testRegion();
		await capturing(aws, { EnableCapture: false });
		await ask(aws, '5');
		expect(await recordsOf(aws)).toEqual([]);
	});
});
