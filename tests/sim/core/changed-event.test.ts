import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { CreateTransformJobCommand } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import type { RegionEvent } from '#sim/events.ts';
import { testRegion } from '#tests/support/test-region.ts';

const tablesIn = (heard: readonly RegionEvent[]): string[] =>
	heard.flatMap((event) => (event.type === 'changed' ? event.tables : []));

describe('the event of a change', () => {
	it('names the tables that a transaction wrote, once each, and never the bytes', async () => {
		const { s3, heard } = await testRegion();
		await s3.send(new CreateBucketCommand({ Bucket: 'mine' }));
		const [event] = heard.filter(({ type }) => type === 'changed');
		expect(event).toEqual({ type: 'changed', tables: ['buckets', 'bucketSettings'] });
		expect(tablesIn(heard)).not.toContain('bytes');
	});

	it('does not come where nothing was changed', async () => {
		const { sagemaker, heard } = await testRegion();
		await sagemaker.send(new CreateTransformJobCommand({} as never)).catch(() => undefined);
		expect(tablesIn(heard)).toEqual([]);
	});
});
