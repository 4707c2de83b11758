import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsArn, fitsPattern } from '#sim/iam/policy/wildcard.ts';

describe('a pattern', () => {
	it.each([
		['*', '', true],
		['*', 'anything', true],
		['s3:Get*', 's3:GetObject', true],
		['s3:Get*', 's3:PutObject', false],
		['a?c', 'abc', true],
		['a?c', 'ac', false],
		['*a*b*', 'xxaxxbxx', true],
		['*a*b', 'ab-b-a', false],
		['(.+)', '(.+)', true],
		['(.+)', 'x', false],
		['b?', 'b😀', true]
	])('%s and the text %s: %s', (pattern, text, fits) => {
		expect(fitsPattern(pattern, text)).toBe(fits);
	});

	it('fits as the regular expression that it abbreviates', () => {
		const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
		fc.assert(
			fc.property(letters, letters, (pattern, text) => {
				const source = pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]');
				expect(fitsPattern(pattern, text)).toBe(new RegExp(`^${source}$`).test(text));
			}),
			{ seed: 1, numRuns: 1000 }
		);
	});

	it('takes no time to speak of, however many stars it has', () => {
		expect(fitsPattern('*a'.repeat(50) + 'b', 'a'.repeat(5000))).toBe(false);
	});

	it('takes the value of a variable literally', () => {
		const variables = (name: string): string | undefined => ({ user: 'a*' })[name];
		expect(fitsPattern('home/${user}', 'home/a*', variables)).toBe(true);
		expect(fitsPattern('home/${user}', 'home/ab', variables)).toBe(false);
		expect(fitsPattern('home/${nobody}', 'home/', variables)).toBe(false);
		expect(fitsPattern("home/${nobody, 'all'}", 'home/all', variables)).toBe(true);
		expect(fitsPattern('${*}', '*', variables)).toBe(true);
		expect(fitsPattern('${*}', 'x', variables)).toBe(false);
	});
});

describe('a pattern of an ARN', () => {
	it.each([
		['*', 'arn:aws:s3:::b', true],
		['arn:aws:s3:::b/*', 'arn:aws:s3:::b/k/l', true],
		['arn:aws:s3:::b/*', 'arn:aws:s3:::b', false],
		['arn:aws:s3:::b*', 'arn:aws:s3:::bucket/k', true],
		['arn:aws:*', 'arn:aws:s3:::b', false],
		['arn:aws:*:*:*:*', 'arn:aws:sagemaker:us-east-1:123456789012:model/m', true],
		['arn:aws:logs:*:*:log-group:/aws/*', 'arn:aws:logs:us-east-1:1:log-group:/aws/x:*', true]
	])('%s and %s: %s', (pattern, arn, fits) => {
		expect(fitsArn(pattern, arn)).toBe(fits);
	});
});
