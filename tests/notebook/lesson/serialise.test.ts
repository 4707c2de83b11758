import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CodeCell, Lesson, MarkdownCell } from '#notebook/lesson/lesson.ts';
import { parseLesson } from '#notebook/lesson/parse.ts';
import { serialiseLesson } from '#notebook/lesson/serialise.ts';
import { SAMPLE } from './sample.ts';

test('a lesson in canonical form is written as it was read', () => {
	expect(serialiseLesson(parseLesson('boston', SAMPLE).lesson)).toBe(SAMPLE);
});

const anyLine = fc.oneof(
	fc.string(),
	fc.constantFrom('', '```', '````ts', '## Heading', '---', '<!-- cell -->', 'a ``` b', '\tindented  ')
);
const source = fc
	.array(
		anyLine.map((line) => line.replaceAll('\r', '')),
		{ maxLength: 6 }
	)
	.map((lines) => lines.join('\n'));
const textLine = fc
	.string()
	.map((line) => `x${line.replaceAll('\r', '')}`)
	.filter((line) => !line.startsWith('## '));
const markdown = fc
	.record({
		heading: fc.boolean(),
		first: textLine,
		rest: fc.array(fc.oneof(textLine, fc.constant('')), { maxLength: 4 })
	})
	.map(({ heading, first, rest }) => `${heading ? '## ' : ''}${[first, ...rest, 'end'].join('\n')}`);
const text = fc.string().map((s) => `t${s}`);
const code = fc.record({
	language: fc.constantFrom('ts' as const, 'js' as const),
	source,
	exercise: fc.option(
		fc.record({ check: source, solution: source, hints: fc.array(source, { maxLength: 3 }) })
	)
});

const lesson: fc.Arbitrary<Lesson> = fc
	.record({
		title: text,
		summary: text,
		minutes: fc.integer({ min: 1, max: 500 }),
		needs: fc.array(fc.string(), { maxLength: 2 }),
		data: fc.array(fc.string(), { maxLength: 2 }),
		exam: fc.array(fc.string(), { maxLength: 2 }),
		parts: fc.array(fc.oneof(markdown, code), { maxLength: 6 }),
		ownIds: fc.boolean()
	})
	.map(({ parts, ownIds, ...front }) => {
		let texts = 0;
		const cells = parts.map((part, i): MarkdownCell | CodeCell => {
			if (typeof part !== 'string') return { kind: 'code', id: `c-${i}`, ...part };
			texts++;
			return { kind: 'markdown', id: ownIds ? `own-${i}` : `text-${texts}`, text: part };
		});
		return { id: 'x', ...front, cells };
	});

test('reading what was written gives the same lesson, without warnings, and writing that the same text', () => {
	fc.assert(
		fc.property(lesson, (original) => {
			const written = serialiseLesson(original);
			const read = parseLesson('x', written);
			expect(read.warnings).toEqual([]);
			expect(read.lesson).toEqual(original);
			expect(serialiseLesson(read.lesson)).toBe(written);
		}),
		{ seed: 20260301, numRuns: 300 }
	);
});

test('any text at all is read, and its cells get ids of their own', () => {
	const anyText = fc.array(anyLine, { maxLength: 20 }).map((lines) => lines.join('\n'));
	fc.assert(
		fc.property(anyText, (given) => {
			const { lesson: read } = parseLesson('x', given);
			expect(new Set(read.cells.map((cell) => cell.id)).size).toBe(read.cells.length);
		}),
		{ seed: 20260301, numRuns: 300 }
	);
});
