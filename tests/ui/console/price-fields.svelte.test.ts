import { describe, expect, it } from 'vitest';
import { PRICE_LIST } from '#sim/billing/price-list.ts';
import type { MeterLine } from '#sim/events.ts';
import { priceFields, pricesOf, quotasOf } from '#ui/console/bill/price-fields.ts';

const line: MeterLine = {
	id: 'x',
	service: 'Lambda',
	resource: 'f',
	sku: 'Some new unit',
	quantity: 1,
	price: 0,
	unpriced: true,
	timed: false,
	startedAt: 0,
	endedAt: 0
};

describe('the fields of prices', () => {
	it('are the price list, with what was set as AWS would quote it', () => {
		const fields = priceFields([], { 'Storage/S3 Standard': 0.0001 });
		expect(fields.length).toBe(PRICE_LIST.length);
		expect(fields.find(({ key }) => key === 'Storage/S3 Standard')?.text).toBe('0.073');
		expect(fields.filter(({ text }) => text !== '')).toHaveLength(1);
	});

	it('grow by what the bill has lines for and nobody listed', () => {
		const [field] = priceFields([line], {}).slice(PRICE_LIST.length);
		expect(field).toMatchObject({ key: 'Lambda/Some new unit', price: null, unit: 'unit' });
	});

	it('are read back as they were set; empty ones are the default', () => {
		const prices = { 'Storage/S3 Standard': 0.0001, 'Instances/ml.m5.large': 0.2, 'Lambda/Some new unit': 3 };
		const read = pricesOf(priceFields([line], prices));
		expect('prices' in read && Object.keys(read.prices).sort()).toEqual(Object.keys(prices).sort());
		for (const [key, price] of Object.entries(prices)) {
			expect('prices' in read && read.prices[key]).toBeCloseTo(price, 12);
		}
	});

	it('say which of them is no price or no quota', () => {
		const fields = priceFields([], {}).map((field) =>
			field.sku === 'ml.m5.large' ? { ...field, text: 'cheap' } : field
		);
		expect(pricesOf(fields)).toEqual({ wrong: 'ml.m5.large: a price is a number from 0 up.' });
		expect(pricesOf(fields.map((field) => ({ ...field, text: '-1' })))).toHaveProperty('wrong');
		expect(quotasOf({ a: '', b: '7' })).toEqual({ quotas: { b: 7 } });
		expect(quotasOf({ b: '1.5' })).toEqual({ wrong: 'b: a quota is a whole number from 0 up.' });
	});
});
