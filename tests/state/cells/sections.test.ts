import { describe, expect, it } from 'vitest';
import { headingLevel, sectionAt, type SectionCell } from '#state/cells/sections.ts';

const page = (...texts: string[]): SectionCell[] =>
	texts.map((source) => ({ kind: source.startsWith('#') ? 'markdown' : 'code', source }));

describe('headingLevel', () => {
	it('counts the signs of the first heading', () => {
		expect(headingLevel('Words\n\n### Third\n# First')).toBe(3);
	});

	it('takes no comment inside a fence for a heading', () => {
		expect(headingLevel('```sh\n# comment\n```')).toBeNull();
		expect(headingLevel('#hashtag')).toBeNull();
	});
});

describe('sectionAt', () => {
	const cells = page('lead', '# A', 'a', '## B', 'b', '# C', 'c');

	it('goes from the heading above to the next of the same or a higher rank', () => {
		expect(sectionAt(cells, 4)).toEqual({ from: 3, to: 5 });
		expect(sectionAt(cells, 6)).toEqual({ from: 5, to: 7 });
	});

	it('takes the sections below a heading with it', () => {
		expect(sectionAt(cells, 1)).toEqual({ from: 1, to: 5 });
		expect(sectionAt(cells, 2)).toEqual({ from: 1, to: 5 });
	});

	it('takes what stands before the first heading for a section of its own', () => {
		expect(sectionAt(cells, 0)).toEqual({ from: 0, to: 1 });
	});
});
