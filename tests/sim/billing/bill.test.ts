import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	CreateBucketCommand,
	DeleteObjectCommand,
	GetObjectCommand,
	PutObjectCommand
} from '@aws-sdk/client-s3';
import { billAt, costOf } from '#sim/billing/bill.ts';
import type { MeterLine } from '#sim/events.ts';
import { testRegion } from '#tests/support/test-region.ts';

const HOUR = 3_600_000;

function line(changes: Partial<MeterLine> = {}): MeterLine {
	return {
		id: 'x',
		service: 'Hosting',
		resource: 'e',
		sku: 'ml.m5.large',
		quantity: 2,
		price: 0.115,
		timed: true,
		startedAt: 0,
		endedAt: null,
		...changes
	};
}

describe('billAt', () => {
	it('charges quantity × price × hours for what runs, until now or its end', () => {
		expect(costOf(line(), 3 * HOUR)).toBeCloseTo(0.69, 12);
		expect(costOf(line({ endedAt: HOUR }), 3 * HOUR)).toBeCloseTo(0.23, 12);
		expect(costOf(line({ startedAt: 5 * HOUR }), 3 * HOUR)).toBe(0);
		expect(costOf(line({ timed: false, quantity: 3, price: 0.005 }), 3 * HOUR)).toBeCloseTo(0.015, 12);
	});

	it('says what goes on costing', () => {
		const lines = [
			line({ id: '1' }),
			line({ id: '2', resource: 'f', endedAt: HOUR }),
			line({ id: '3', service: 'Storage', resource: 'b', sku: 'S3 Standard', quantity: 1, price: 0.01 })
		];
		const bill = billAt(lines, 2 * HOUR);
		expect(bill.perHour).toBeCloseTo(0.24, 12);
		expect(bill.items.map(({ resource, running }) => [resource, running])).toEqual([
			['e', true],
			['f', false],
			['b', false]
		]);
	});

	it('is nothing for nothing', () => {
		expect(billAt([], HOUR)).toEqual({ total: 0, perHour: 0, items: [] });
	});

	it('never goes down, and totals the sum of its items', () => {
		const lines = fc.array(
			fc.record({
				id: fc.string(),
				service: fc.constantFrom('Training', 'Hosting', 'Storage', 'Requests'),
				resource: fc.constantFrom('a', 'b'),
				sku: fc.constantFrom('x', 'y'),
				quantity: fc.nat(100),
				price: fc.float({ min: 0, max: 10, noNaN: true }),
				timed: fc.boolean(),
				startedAt: fc.nat(1e9),
				endedAt: fc.option(fc.nat(2e9))
			})
		);
		fc.assert(
			fc.property(lines as fc.Arbitrary<MeterLine[]>, fc.nat(2e9), fc.nat(1e9), (meter, now, later) => {
				const bill = billAt(meter, now);
				expect(billAt(meter, now + later).total).toBeGreaterThanOrEqual(bill.total - 1e-9);
				expect(bill.total).toBeCloseTo(
					meter.reduce((sum, one) => sum + costOf(one, now), 0),
					6
				);
			}),
			{ seed: 5, numRuns: 200 }
		);
	});
});

describe('the meter', () => {
	it('charges what a bucket held, for as long as it held it', async () => {
		const { s3, clock, region } = await testRegion();
		await s3.send(new CreateBucketCommand({ Bucket: 'mine' }));
		const MB = 2 ** 20;
		await s3.send(new PutObjectCommand({ Bucket: 'mine', Key: 'a', Body: new Uint8Array(2 * MB) }));
		await clock.sleep(10 * HOUR);
		await s3.send(new PutObjectCommand({ Bucket: 'mine', Key: 'b', Body: new Uint8Array(MB) }));
		await clock.sleep(10 * HOUR);
		await s3.send(new DeleteObjectCommand({ Bucket: 'mine', Key: 'a' }));
		await s3.send(new DeleteObjectCommand({ Bucket: 'mine', Key: 'b' }));
		await clock.sleep(100 * HOUR);
		const { items } = billAt(region.snapshot().meter, clock.now());
		const storage = items.find(({ service }) => service === 'Storage')!;
		expect(storage.cost).toBeCloseTo(((2 * 10 + 3 * 10) / 1024) * (0.023 / 730), 12);
		expect(storage.perHour).toBe(0);
	});

	it('counts requests by their price', async () => {
		const { s3, clock, region } = await testRegion();
		await s3.send(new CreateBucketCommand({ Bucket: 'mine' }));
		for (let i = 0; i < 3; i++) await s3.send(new PutObjectCommand({ Bucket: 'mine', Key: 'a', Body: 'x' }));
		for (let i = 0; i < 5; i++) await s3.send(new GetObjectCommand({ Bucket: 'mine', Key: 'a' }));
		const { items } = billAt(region.snapshot().meter, clock.now());
		const cost = (sku: string): number => items.find((item) => item.sku.startsWith(sku))!.cost;
		expect(cost('S3 PUT')).toBeCloseTo(0.003 * 0.005, 12);
		expect(cost('S3 GET')).toBeCloseTo(0.005 * 0.0004, 12);
	});
});
