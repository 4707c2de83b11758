import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wholePattern } from '#sim/protocol/java-pattern.ts';
import { readServiceModel } from '#sim/protocol/model.ts';

const FOLDER = 'src/sim/protocol/shapes';

describe('wholePattern', () => {
	it('compiles every pattern of every shapes file', () => {
		const patterns = readdirSync(FOLDER).flatMap((file) => {
			const { shapes } = readServiceModel(JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')));
			return Object.values(shapes).flatMap(({ pattern }) => pattern ?? []);
		});
		expect(patterns.length).toBeGreaterThan(200);
		for (const pattern of patterns) expect(wholePattern(pattern), pattern).toBeInstanceOf(RegExp);
	});

	it('knows Java’s classes and anchors', () => {
		expect(wholePattern('\\A\\S[\\p{Print}]*\\z').test('id 1')).toBe(true);
		expect(wholePattern('\\A\\S[\\p{Print}]*\\z').test('id\n')).toBe(false);
		expect(wholePattern('\\p{Print}+').test('a b')).toBe(true);
		expect(wholePattern('arn:[\\p{Alnum}\\-]+').test('arn:aws-cn')).toBe(true);
		expect(wholePattern('[\\p{L}]+').test('Größe')).toBe(true);
	});
});
