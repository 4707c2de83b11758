import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '#base/errors.ts';
import type { DocumentCell, NotebookDocument } from '#notebook/document/notebook-document.ts';
import { LIMITS } from '#notebook/interchange/limits.ts';
import { isNotebookLink, readLink, writeLink } from '#notebook/interchange/link.ts';
import { arbitraryNotebook } from '../../support/arbitrary-notebook.ts';

const packed = (text: string | Uint8Array): string => `#nb=${deflateRawSync(text).toString('base64url')}`;

function withCell(source: string, text: string): NotebookDocument {
	const cell: DocumentCell = {
		kind: 'code',
		id: 'a',
		language: 'ts',
		source,
		metadata: {},
		outputs: [{ type: 'stream', name: 'stdout', text }],
		foreignOutputs: null,
		executionCount: 1
	};
	return { format: 1, title: 'Long', cells: [cell], metadata: {} };
}

/** Text that no compression makes short. */
const noise = (length: number): string =>
	fc.sample(fc.string({ unit: 'grapheme-ascii', minLength: length, maxLength: length, size: 'max' }), {
		numRuns: 1,
		seed: 4
	})[0]!;

describe('a link', () => {
	test('carries the whole notebook, its title and outputs', () => {
		fc.assert(
			fc.property(arbitraryNotebook, (document) => {
				const { hash, leavesOutputs } = writeLink(document);
				expect(leavesOutputs).toBe(false);
				expect(hash).toMatch(/^#nb=[A-Za-z0-9_-]+$/);
				expect(isNotebookLink(hash)).toBe(true);
				const again = readLink(hash);
				expect(again.title).toBe(document.title);
				expect(again.cells.map(({ original: _, ...cell }) => cell)).toEqual(document.cells);
			}),
			{ seed: 51, numRuns: 50 }
		);
	});

	test('leaves the outputs out where it would be too long, and says so', () => {
		const { hash, leavesOutputs } = writeLink(withCell('1', noise(80_000)));
		expect(leavesOutputs).toBe(true);
		expect(readLink(hash).cells[0]).toMatchObject({ source: '1', outputs: [] });
	});

	test('is not made where it would be too long even so', () => {
		expect(() => writeLink(withCell(noise(80_000), ''))).toThrow(
			expect.objectContaining({
				code: 'LinkTooLong',
				message: expect.stringMatching(
					/^The link to 'Long' would have \d{5} characters .* 64000 are safe/
				) as string
			})
		);
	});

	test.each([
		['', 'BrokenLink', /begins with #nb=/],
		['#nb=!!', 'BrokenLink', /letters, digits/],
		['#nb=AAAAA', 'BrokenLink', /was cut off/],
		['#nb=', 'BrokenLink', /compressed with deflate/],
		['#nb=____', 'BrokenLink', /compressed with deflate/],
		[`#nb=${'A'.repeat(LIMITS.readLinkCharacters + 1)}`, 'BrokenLink', /at most 2000000 characters/],
		[packed('hello'), 'NotJson', /Shared notebook is no JSON/],
		[packed(new Uint8Array([0xff, 0xfe])), 'NotText', /no UTF-8/]
	])('that is broken is refused: %.12s', (hash, code, message) => {
		expect(() => readLink(hash)).toThrow(
			expect.objectContaining({ code, message: expect.stringMatching(message) as string })
		);
	});

	test('that unfolds to far more than it may is refused before it does', () => {
		const bomb = packed(new Uint8Array(160_000_000));
		expect(bomb.length).toBeLessThan(LIMITS.readLinkCharacters);
		const growths = Array.from({ length: 8 }, () => {
			const before = process.memoryUsage().arrayBuffers;
			expect(() => readLink(bomb)).toThrow(
				expect.objectContaining({
					code: 'BrokenLink',
					message: expect.stringMatching(/unfolds to more/) as string
				})
			);
			return process.memoryUsage().arrayBuffers - before;
		});
		// The collector may come in the middle of one; a time at which it frees more than was taken says nothing.
		expect(Math.min(...growths.filter((growth) => growth > 0))).toBeLessThan(25_000_000);
	});

	test('that was changed on its way is refused or read, and never breaks the page', () => {
		const { hash } = writeLink(withCell('const a = 1;', 'text'));
		const change = fc.tuple(fc.nat(hash.length), fc.nat(5), fc.string({ maxLength: 4 }));
		fc.assert(
			fc.property(change, ([at, cut, put]) => {
				try {
					readLink(hash.slice(0, at) + put + hash.slice(at + cut));
				} catch (error) {
					expect(error).toBeInstanceOf(UserError);
				}
			}),
			{ seed: 52, numRuns: 500 }
		);
	});
});
