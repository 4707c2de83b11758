import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseErrorParagraphs } from '#notebook/lesson/error-paragraphs.ts';

const pages = readdirSync('lessons/errors').map((name) => readFileSync(`lessons/errors/${name}`, 'utf8'));
const paragraphs = new Map(pages.flatMap((page) => [...parseErrorParagraphs(page)]));

const sources = ['src', 'server'].flatMap((folder) =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => /\.(ts|svelte)$/.test(name))
		.map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
);

/** Codes that the sources throw by name: `new UserError('CODE'`, or `super('CODE'` of a class of the family. */
function thrownCodes(source: string): string[] {
	const direct = source.matchAll(/new (?:User|Algorithm|Platform|Aws)Error\(\s*'([A-Za-z.]+)'/g);
	const inherited = /extends (?:User|Algorithm|Platform|Aws)Error/.test(source)
		? source.matchAll(/super\(\s*'([A-Za-z.]+)'/g)
		: [];
	return [...direct, ...inherited].map((match) => match[1]!);
}

test('every code that is thrown has its paragraph', () => {
	const codes = new Set(sources.flatMap(thrownCodes));
	expect([...codes].filter((code) => !paragraphs.has(code)).toSorted()).toEqual([]);
	expect(codes.size).toBeGreaterThan(50);
});

test('every paragraph is about a code that there is', () => {
	const text = sources.join('\n');
	// The language's own errors need no source of ours.
	const own = [...paragraphs.keys()].filter((code) => !['SyntaxError', 'ReferenceError'].includes(code));
	expect(own.filter((code) => !text.includes(`'${code}'`))).toEqual([]);
});

test('no code has two paragraphs', () => {
	const headings = pages.flatMap((page) => [...page.matchAll(/^## +(.+)$/gm)].map((match) => match[1]!));
	expect(headings.filter((heading, i) => headings.indexOf(heading) !== i)).toEqual([]);
});

describe.each([...paragraphs])('%s', (_, paragraph) => {
	test('is said in one short sentence first, then explained', () => {
		expect(paragraph).toMatch(/^> [A-Z].{10,100}\.\n\n[^>#\s].{20,}/);
	});
});
