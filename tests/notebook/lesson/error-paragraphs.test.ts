import { expect, test } from 'vitest';
import { paragraphOf, parseErrorParagraphs } from '#notebook/lesson/error-paragraphs.ts';

const paragraphs = parseErrorParagraphs(
	'# Errors\n\n## NoSuchEntity\n\n> Not there.\n\n## ModelError\n\n> It broke.\n'
);

test('each heading gives a paragraph, without the introduction', () => {
	expect([...paragraphs]).toEqual([
		['NoSuchEntity', '> Not there.'],
		['ModelError', '> It broke.']
	]);
});

test('an error is found under the name that AWS’s client gives it', () => {
	expect(paragraphOf(paragraphs, 'ModelError')).toBe('> It broke.');
	expect(paragraphOf(paragraphs, 'NoSuchEntityException')).toBe('> Not there.');
	expect(paragraphOf(paragraphs, 'Exception')).toBeNull();
});
