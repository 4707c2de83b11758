import { afterEach, describe, expect, it } from 'vitest';
import { formatBytes } from '#ui/format/bytes.ts';
import { followLanguage } from '#ui/format/locale.ts';
import { formatMoney, formatRate } from '#ui/format/money.ts';
import { formatCount, formatNumber } from '#ui/format/number.ts';
import { formatClock, formatDuration, formatMoment } from '#ui/format/time.ts';

describe('what a reader sees', () => {
	it.each([
		[0, '$0.00'],
		[0.00001, '<$0.0001'],
		[0.01234, '$0.0123'],
		[12.345, '$12.35'],
		[1234.5, '$1,234.50']
	])('of %d dollars is %s', (dollars, text) => {
		expect(formatMoney(dollars)).toBe(text);
	});

	it.each([
		[0, '$0.00'],
		[0.0531, '$0.0531'],
		[0.23, '$0.23']
	])('of %d dollars an hour is %s', (rate, text) => {
		expect(formatRate(rate)).toBe(text);
	});

	it.each([
		[0, '0 B'],
		[1023, '1023 B'],
		[1024, '1.0 KB'],
		[24_120, '24 KB'],
		[5 * 1024 ** 3, '5.0 GB']
	])('of %d bytes is %s', (bytes, text) => {
		expect(formatBytes(bytes)).toBe(text);
	});

	it.each([
		[-5, '0 ms'],
		[64.4, '64 ms'],
		[1000, '1.0 s'],
		[59_999, '59.9 s'],
		[185_000, '3 min 05 s'],
		[7_800_000, '2 h 10 min']
	])('of %d milliseconds is %s', (ms, text) => {
		expect(formatDuration(ms)).toBe(text);
	});

	it.each([
		[0, '0'],
		[3.296, '3.296'],
		[1.1223456, '1.1223'],
		[1_234_567, '1.23e+6'],
		[0.000012, '1.2e-5'],
		[NaN, 'NaN']
	])('of the number %d is %s', (value, text) => {
		expect(formatNumber(value)).toBe(text);
	});

	it('of a time is the clock, with the day where it matters', () => {
		const at = Date.UTC(2026, 2, 1, 12, 3);
		expect(formatClock(at)).toBe('12:03');
		expect(formatMoment(at)).toBe('1 Mar, 12:03');
	});
});

describe('what a reader of German sees', () => {
	afterEach(() => followLanguage(() => 'en'));

	it('has the comma, the point and the dollar where German has them', () => {
		followLanguage(() => 'de');
		const written = [formatMoney(1234.5), formatMoney(0.0123), formatMoney(0.00001), formatRate(0.23)];
		expect(written.map((text) => text.replaceAll('\u00a0', ' '))).toEqual([
			'1.234,50 $',
			'0,0123 $',
			'<0,0001 $',
			'0,23 $'
		]);
		expect(formatBytes(1200)).toBe('1,2 KB');
		expect(formatNumber(3.296)).toBe('3,296');
		expect(formatNumber(1_234_567)).toBe('1,23e+6');
		expect(formatCount(12_345)).toBe('12.345');
		expect(formatDuration(4200)).toBe('4,2 s');
	});

	it('has the day before the month', () => {
		followLanguage(() => 'de');
		expect(formatMoment(Date.UTC(2026, 2, 1, 12, 3))).toMatch(/^1\. M.*, 12:03$/);
	});
});
