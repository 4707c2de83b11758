import { describe, expect, test } from 'vitest';
import { parseLesson } from '#notebook/lesson/parse.ts';
import { SAMPLE } from './sample.ts';

const front = '---\ntitle: T\nsummary: S\nminutes: 5\n---\n';
const cellsOf = (body: string) => parseLesson('x', front + body).lesson.cells;
const warningsOf = (text: string) => parseLesson('x', text).warnings;

describe('a well-formed lesson', () => {
	const { lesson, warnings } = parseLesson('boston', SAMPLE);

	test('has no warnings', () => {
		expect(warnings).toEqual([]);
	});

	test('takes its particulars from the front matter, its id from the folder', () => {
		expect(lesson).toMatchObject({
			id: 'boston',
			title: 'Boston Housing: train, deploy, predict',
			summary: 'From a table to an endpoint.',
			minutes: 40,
			needs: ['first-steps'],
			data: ['data/boston.csv'],
			exam: []
		});
	});

	test('is cut into cells at headings, code cells and markers', () => {
		expect(lesson.cells.map((cell) => `${cell.kind} ${cell.id}`)).toEqual([
			'markdown text-1',
			'markdown text-2',
			'code load',
			'markdown text-3',
			'markdown text-4',
			'markdown lasting',
			'code empty',
			'markdown text-6',
			'code rmse'
		]);
	});

	test('keeps a fence without the word cell as text, and does not cut inside it', () => {
		const cell = lesson.cells[1];
		expect(cell?.kind === 'markdown' && cell.text).toContain(
			'```csv\ncrim,zn\n## no heading: inside a fence\n```'
		);
	});

	test('gives an exercise its starter, check, solution and hints', () => {
		const cell = lesson.cells.at(-1);
		expect(cell).toMatchObject({
			source: 'const fence = `\n```\n`;',
			exercise: {
				check: "if (rmse([1], [1]) !== 0) throw new Error('No.');",
				solution: 'function rmse() {\n\treturn 0;\n}',
				hints: ['Begin with the differences.', 'Then the mean.']
			}
		});
	});
});

describe('oddities become warnings with their line', () => {
	test.each([
		['no front matter', 'Hello', 1, 'no front matter'],
		['front matter that is no YAML', '---\ntitle: [\n---\n', 2, 'no YAML'],
		['a missing title', '---\nsummary: S\nminutes: 5\n---\n', 2, "no text under 'title'"],
		[
			'minutes that are no number',
			'---\ntitle: T\nsummary: S\nminutes: many\n---\n',
			2,
			"'minutes' is a number"
		],
		[
			'a list that is none',
			'---\ntitle: T\nsummary: S\nminutes: 5\ndata: a.csv\n---\n',
			2,
			"'data' is a list"
		],
		[
			'an unknown key',
			'---\ntitle: T\nsummary: S\nminutes: 5\nauthor: me\n---\n',
			2,
			"'author' means nothing"
		],
		['an unclosed fence', `${front}\n\`\`\`ts cell id=a\nlet x;`, 7, 'never closed'],
		['a cell without an id', `${front}\`\`\`ts cell\n\`\`\``, 6, 'no id'],
		['a cell in another language', `${front}\`\`\`py cell id=a\n\`\`\``, 6, "not 'py'"],
		['a word without meaning', `${front}\`\`\`ts cell id=a exercice\n\`\`\``, 6, "'exercice' means nothing"],
		[
			'an id twice',
			`${front}\`\`\`ts cell id=a\n\`\`\`\n\`\`\`ts cell id=a\n\`\`\``,
			8,
			"this cell became 'a-2'"
		],
		['an id that is not kebab-case', `${front}\`\`\`ts cell id=A_b\n\`\`\``, 6, 'not kebab-case'],
		['a check for nothing', `${front}\`\`\`ts check for=a\n\`\`\``, 6, "no exercise 'a' above this check"],
		['an exercise without check', `${front}\`\`\`ts cell id=a exercise\n\`\`\``, 6, "'a' has no check"],
		['an exercise without solution', `${front}\`\`\`ts cell id=a exercise\n\`\`\``, 6, "'a' has no solution"]
	])('%s', (_, text, line, message) => {
		const found = warningsOf(text).find((warning) => warning.message.includes(message));
		expect(found).toMatchObject({ line });
	});
});

test('blank lines around a text do not count, those within do', () => {
	expect(cellsOf('\n\n  \nA\n\nB\n\n')).toEqual([{ kind: 'markdown', id: 'text-1', text: 'A\n\nB' }]);
});

test('Windows line ends and a byte-order mark are read as if they were not there', () => {
	const text = `\uFEFF${SAMPLE.replaceAll('\n', '\r\n')}`;
	expect(parseLesson('boston', text)).toEqual(parseLesson('boston', SAMPLE));
});

test('a shorter row of marks does not close a fence, nor do marks of the other kind', () => {
	expect(cellsOf('~~~~ts cell id=a\n~~~\n````\nlet x;\n~~~~\nText')).toMatchObject([
		{ id: 'a', source: '~~~\n````\nlet x;' },
		{ text: 'Text' }
	]);
});

test('an empty source is a lesson without cells', () => {
	expect(parseLesson('x', '').lesson).toMatchObject({ id: 'x', title: 'x', cells: [] });
});
