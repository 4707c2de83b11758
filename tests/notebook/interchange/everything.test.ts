import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readArchive, writeArchive } from '#notebook/interchange/archive.ts';
import { readEverything, writeEverything, type Everything } from '#notebook/interchange/everything.ts';
import { readMarkdown } from '#notebook/interchange/markdown.ts';
import { readIpynb } from '#notebook/interchange/read-ipynb.ts';

const NOW = Date.UTC(2026, 4, 1);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const jupyter = readIpynb('jupyter.ipynb', readFileSync('tests/golden/ipynb/jupyter.ipynb', 'utf8'));
const lesson = readMarkdown('x.md', '---\ntitle: A lesson\n---\n\ntext\n');

const everything: Everything = {
	notebooks: [jupyter, { ...lesson, title: 'A foreign notebook' }],
	lessons: [{ lessonId: 'trees', progress: { format: 1, passed: ['a'] }, notebook: lesson }],
	objects: [
		{ bucket: 'data', key: 'train/boston.csv', bytes: bytes('1,2') },
		{ bucket: 'data', key: '../../etc/passwd', bytes: bytes('no way out') },
		{ bucket: 'data', key: 'a:b', bytes: bytes('colon') },
		{ bucket: 'data', key: 'a*b', bytes: bytes('star') }
	]
};

describe('everything in one archive', () => {
	const zip = writeEverything(everything, NOW);

	test('comes back: notebooks, what was learned, and objects', () => {
		const read = readEverything('all.zip', zip);
		expect(read.failures).toEqual([]);
		expect(read.ignored).toEqual([]);
		expect(read.notebooks.map((one) => one.title)).toEqual(['A foreign notebook', 'A foreign notebook']);
		expect(read.notebooks[0]).toEqual(jupyter);
		expect(read.lessons).toMatchObject([{ lessonId: 'trees', progress: { format: 1, passed: ['a'] } }]);
		expect(read.lessons[0]!.notebook).toMatchObject({ title: 'A lesson', cells: lesson.cells });
		expect(read.objects).toEqual(everything.objects);
	});

	test('unpacks into its own folder everywhere, one file beside another', () => {
		const paths = readArchive('all.zip', zip).map(({ path }) => path);
		expect(paths).toEqual([
			'sagebrush.json',
			'notebooks/A foreign notebook.ipynb',
			'notebooks/A foreign notebook 2.ipynb',
			'lessons/trees/progress.json',
			'lessons/trees/notebook.ipynb',
			's3/data/train/boston.csv',
			's3/data/_../_../etc/passwd',
			's3/data/a-b',
			's3/data/a-b 2'
		]);
	});

	test('loses nothing else where one file in it is broken', () => {
		const files = readArchive('all.zip', zip).map((file) =>
			file.path.endsWith('notebook.ipynb') ? { ...file, bytes: bytes('{') } : file
		);
		const read = readEverything('all.zip', writeArchive(files, NOW));
		expect(read.failures).toEqual([
			{
				path: 'notebooks/A foreign notebook.ipynb',
				error: expect.objectContaining({ code: 'NotJson' }) as unknown
			},
			{ path: 'lessons/trees/notebook.ipynb', error: expect.objectContaining({ code: 'NotJson' }) as unknown }
		]);
		expect(read.lessons).toEqual([{ ...everything.lessons[0], notebook: null }]);
		expect(read.objects).toHaveLength(4);
	});

	test('of another program gives the notebooks in it, and says what it passed over', () => {
		const files = [
			{ path: 'work/a.ipynb', bytes: bytes(readFileSync('tests/golden/ipynb/jupyter.ipynb', 'utf8')) },
			{ path: 'work/data.csv', bytes: bytes('1') }
		];
		const read = readEverything('work.zip', writeArchive(files, NOW));
		expect(read.notebooks.map((one) => one.title)).toEqual(['A foreign notebook']);
		expect(read.ignored).toEqual(['work/data.csv']);
	});
});
