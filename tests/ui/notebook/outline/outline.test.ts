import { describe, expect, it } from 'vitest';
import { headingsOf, outlineOf } from '#ui/notebook/outline/outline.ts';

const lines = (markdown: string): string[] =>
	headingsOf(markdown).map(({ level, title }) => `${level} ${title}`);

describe('headingsOf', () => {
	it('finds headings with sharps and underlined ones', () => {
		expect(lines('# One\ntext\n### Three ###\n\nTwo\n---\nAlso one\n===')).toEqual([
			'1 One',
			'3 Three',
			'2 Two',
			'1 Also one'
		]);
	});

	it('finds none in code, in tables and in lists, and no hashtags', () => {
		expect(lines('```\n# no\n```\n~~~\n# no\n```\n~~~\n#no\n\n---\n| a |\n| - |\n- a\n---')).toEqual([]);
	});

	it('writes titles as they read', () => {
		expect(lines('## The `fit` of **bold** [links](x) and \\*stars\\* in snake_case_names')).toEqual([
			'2 The fit of bold links and *stars* in snake_case_names'
		]);
	});
});

describe('outlineOf', () => {
	it('puts code cells below the heading before them, by name where they have one', () => {
		const cells = [
			{ kind: 'markdown', source: '## Data' },
			{ kind: 'code', source: '// Load the table\nconst a = 1' },
			{ kind: 'markdown', source: 'no heading' },
			{ kind: 'code', source: 'a' },
			{ kind: 'markdown', source: '# End\n### Below' }
		] as const;
		expect(outlineOf(cells).map(({ kind, level, title, nth }) => [kind, level, title, nth])).toEqual([
			['heading', 2, 'Data', 0],
			['code', 3, 'Load the table', 0],
			['code', 3, '', 0],
			['heading', 1, 'End', 0],
			['heading', 3, 'Below', 1]
		]);
	});
});
