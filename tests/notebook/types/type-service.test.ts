import { beforeAll, describe, expect, it, vi } from 'vitest';
import { TypeService } from '#notebook/types/type-service.ts';
import { builtTypes, changeTo, cursor, typesOver } from '#tests/support/typed-cells.ts';

// The compiler reads megabytes of declarations once.
vi.setConfig({ testTimeout: 60_000 });
beforeAll(() => void builtTypes(), 120_000);

/** Messages of the problems of the last of these cells. */
async function messages(...texts: string[]): Promise<string[]> {
	const types = await typesOver(...texts);
	return types.problems(String(texts.length)).map(({ message }) => message);
}

async function labelsAt(...marked: string[]): Promise<string[]> {
	const { text, offset } = cursor(marked.at(-1)!);
	const types = await typesOver(...marked.slice(0, -1), text);
	const found = types.complete({ cell: String(marked.length), offset });
	return found?.items.map(({ label }) => label) ?? [];
}

describe('names across cells', () => {
	it('are seen by later cells, with their types', async () => {
		expect(await messages('const a = [1, 2];', 'a[0].toFixed(1);')).toEqual([]);
		expect(await messages('const a = [1, 2];', 'a.toFixed(1);')).toEqual([
			"Property 'toFixed' does not exist on type 'number[]'."
		]);
	});

	it('may be declared again with another type, and the nearest above counts', async () => {
		expect(await messages('const a = 1;', `const a = 'text';`, 'a.toUpperCase()')).toEqual([]);
		const types = await typesOver('const a = 1;', `const a = 'text';`);
		expect(types.problems('1')).toEqual([]);
		expect(types.problems('2')).toEqual([]);
	});

	it('may be assigned to in another cell if they are variables, not if they are constants', async () => {
		expect(await messages('let n = 1;', 'n = 2; n += 1;')).toEqual([]);
		expect(await messages('const n = 1;', 'n = 2;')).toHaveLength(1);
	});

	it('are types, classes and imports as well', async () => {
		const first = `interface House { rooms: number }\nclass Town {}\nimport { rmse } from 'ml';`;
		expect(
			await messages(first, 'const h: House = { rooms: 3 };\nnew Town();\nrmse([1], [h.rooms])')
		).toEqual([]);
		expect(await messages(first, `const h: House = { rooms: 'three' };`)).toEqual([
			"Type 'string' is not assignable to type 'number'."
		]);
	});

	it('of a cell further down are named with their cell', async () => {
		const types = await typesOver('later + 1', 'const later = 1;');
		expect(types.problems('1')).toMatchObject([
			{ severity: 'warning', reason: { kind: 'defined below', name: 'later', cell: '2' } }
		]);
	});

	it('of a half-written cell do no harm further down', async () => {
		expect(await messages('const a = 1;\nfunction f() {', 'a.toFixed(1); f();')).toEqual([]);
	});
});

describe('what a cell may say', () => {
	it.each([
		[
			'top-level await, also in loops',
			'const a = await Promise.resolve(1);\nfor await (const x of []) x;\na.toFixed()'
		],
		['a last expression, with or without a semicolon', '1 + 1'],
		['one object literal', `{ a: 1, b: 'two' }`],
		['an object literal with a semicolon and a comment', `// what\n{ a: 1 };`],
		['parameters without types', 'const f = (a, b) => a.x + b;\nf({ x: 1 }, 2)'],
		[
			'names of the browser, declared anew',
			'const name = 1; const self = 2; const width = 3; name + self + width'
		],
		['names that nobody uses', 'const unused = 1;\nfunction alsoUnused(a) {}'],
		[
			'the globals of the kernel',
			`display([1], { id: 'a' }).update(2); progress(1, 2, 'rounds'); width + 1; !dark`
		],
		[
			'the browser’s own tools',
			`new URL('s3://b/k').host; setTimeout(() => console.table([]), performance.now()); new AbortController().signal; structuredClone(new TextEncoder().encode('a'))`
		],
		['a directive', `'no guard';\nfor (let i = 0; i < 3; i++) console.log(i)`],
		['exports', 'export const a = 1;\nconst b = 2;\nexport { b };'],
		[
			'a column of a table',
			`import { readTable } from 'ml';\nconst t = readTable('a\\n1');\nMath.max(...t.map((row) => row.a)) * t[0].a`
		],
		['nothing at all', ''],
		['only a comment', '// later'],
		[
			'text that went through a variable',
			`import { CreateModelCommand, S3DataType } from '@aws-sdk/client-sagemaker';
const mode = { value: 'MultiModel' };
new CreateModelCommand({ ModelName: 'a', PrimaryContainer: { Mode: mode.value } })`
		]
	])('%s', async (_, text) => {
		expect(await messages(text)).toEqual([]);
	});

	it.each([
		['a wrong member', 'Math.sqroot(2)', 2551],
		['a name that is nowhere', 'nowhere', 2304],
		[
			'a wrong literal',
			`import { CreateModelCommand } from '@aws-sdk/client-sagemaker';\nnew CreateModelCommand({ ModelName: 'a', PrimaryContainer: { Mode: 'Single' } })`,
			2322
		],
		['what the kernel cannot run', 'enum Colour { Red }', 1294],
		['what a sandbox without a network has not', `fetch('https://example.org')`, 2304],
		['a page, where there is none', 'document.title', 2584],
		['one constant twice in a cell', 'const a = 1; const a = 2;', 2451]
	])('but not %s', async (_, text, code) => {
		const types = await typesOver(text);
		expect(types.problems('1').map((problem) => problem.code)).toContain(code);
	});

	it('is told once where it cannot be read, at its end', async () => {
		const types = await typesOver('const a = [1, 2');
		expect(types.problems('1')).toMatchObject([{ from: 14, to: 15, severity: 'error' }]);
	});

	it('hears which modules there are when it asks for another', async () => {
		const types = await typesOver(`import x from 'lodash';`);
		const [problem] = types.problems('1');
		expect(problem?.reason).toMatchObject({ kind: 'no such module', specifier: 'lodash' });
		expect(problem?.reason).toHaveProperty('available', expect.arrayContaining(['ml', 'sagemaker']));
	});

	it('is reminded of a forgotten await', async () => {
		const [message] = await messages(
			`import { Session } from 'sagemaker';\nnew Session().accountId().length`
		);
		expect(message).toMatch(/'length'.*\n.*await/);
	});
});

describe('completion', () => {
	it('lists the members of a value from another cell', async () => {
		expect(
			await labelsAt(`import { Session } from 'sagemaker';\nconst session = new Session();`, 'session.|')
		).toEqual(expect.arrayContaining(['uploadData', 'defaultBucket', 'region']));
	});

	it('lists names of other cells before the globals', async () => {
		const labels = await labelsAt('const houses = [1];', 'ho|');
		expect(labels.indexOf('houses')).toBeGreaterThanOrEqual(0);
		expect(labels.indexOf('houses')).toBeLessThan(labels.indexOf('Math'));
	});

	it('lists members of options, and the texts that one may have', async () => {
		const head = `import { Estimator, CreateModelCommand } from 'sagemaker';\n`;
		expect(await labelsAt(`${head}new Estimator({ | })`)).toEqual(
			expect.arrayContaining(['imageUri', 'instanceType', 'role'])
		);
		const aws = `import { CreateModelCommand } from '@aws-sdk/client-sagemaker';\n`;
		expect(
			await labelsAt(`${aws}new CreateModelCommand({ ModelName: 'a', PrimaryContainer: { Mode: '|' } })`)
		).toEqual(['MultiModel', 'SingleModel']);
	});

	it('lists the modules that can be imported, and what they export', async () => {
		expect(await labelsAt(`import { rmse } from '|'`)).toEqual(expect.arrayContaining(['ml', 'sagemaker']));
		expect(await labelsAt(`import { | } from 'ml'`)).toEqual(expect.arrayContaining(['rmse', 'readTable']));
	});

	it('replaces what has been written of the name', async () => {
		const types = await typesOver('Math.sq');
		expect(types.complete({ cell: '1', offset: 7 })?.replaces).toEqual({ from: 5, to: 7 });
	});

	it('describes a proposal in the words of its doc comment', async () => {
		const types = await typesOver(`import { readTable } from 'ml';`, 'readT');
		const found = types.describe({ cell: '2', offset: 5, label: 'readTable' });
		expect(found?.signature).toMatch(/^function readTable\(source: /);
		expect(found?.prose).toMatch(/CSV/);
		expect(found?.tags.map(({ name }) => name)).toContain('example');
	});

	it('follows the text of a cell as it changes', async () => {
		const types = await typesOver('const a = 1;', 'a.');
		expect(types.complete({ cell: '2', offset: 2 })?.items.map(({ label }) => label)).toContain('toFixed');
		await types.update({ order: ['1', '2'], changed: [{ id: '1', text: `const a = 'text';` }] });
		expect(types.complete({ cell: '2', offset: 2 })?.items.map(({ label }) => label)).toContain(
			'toUpperCase'
		);
		await types.update({ order: ['2'], changed: [] });
		expect(types.complete({ cell: '2', offset: 2 })?.items ?? []).toEqual([]);
	});

	it('has nothing to say about a cell that it does not know', async () => {
		const types = await typesOver('1');
		expect(types.complete({ cell: 'gone', offset: 0 })).toBeNull();
		expect(types.hover({ cell: 'gone', offset: 0 })).toBeNull();
		expect(types.problems('gone')).toEqual([]);
	});
});

describe('explanations', () => {
	it('show a name from another cell as what it is there', async () => {
		const types = await typesOver('/** How many. */\nconst count = 3;', 'count + 1');
		expect(types.hover({ cell: '2', offset: 2 })).toEqual({
			range: { from: 0, to: 5 },
			signature: 'const count: 3',
			prose: 'How many.',
			tags: []
		});
	});

	it('speak of AWS in AWS’s words, without its HTML', async () => {
		const text = `import { CreateModelCommand } from '@aws-sdk/client-sagemaker';\nCreateModelCommand`;
		const found = (await typesOver(text)).hover({ cell: '1', offset: text.length - 3 });
		expect(found?.prose).toMatch(/Creates a model in SageMaker/);
		expect(found?.prose).not.toMatch(/<\w/);
	});

	it('name the parameter that is being written', async () => {
		const { text, offset } = cursor(`import { toCsv } from 'ml';\ntoCsv([], |)`);
		const found = (await typesOver(text)).signature({ cell: '1', offset });
		expect(found).toMatchObject({ name: 'toCsv', active: 1 });
		expect(found?.parameters[1]?.text).toMatch(/^options\??: ToCsvOptions$/);
	});

	it('are silent where nothing is called or named', async () => {
		const types = await typesOver('1 + 1   ');
		expect(types.signature({ cell: '1', offset: 3 })).toBeNull();
		expect(types.hover({ cell: '1', offset: 7 })).toBeNull();
	});
});

describe('definitions', () => {
	it.each([
		['a constant', 'const a = 1;', 'a', { cell: '1', from: 6, to: 7 }],
		['a variable', 'let a = 1;', 'a', { cell: '1', from: 4, to: 5 }],
		['a function', 'function go() {}', 'go()', { cell: '1', from: 9, to: 11 }],
		['a name taken apart', 'const { a } = { a: 1 };', 'a', { cell: '1', from: 8, to: 9 }]
	])('of %s are found in the cell that has them', async (_, first, second, place) => {
		const types = await typesOver(first, second);
		expect(types.define({ cell: '2', offset: 0 })).toEqual(place);
	});

	it('of a library lie in no cell', async () => {
		expect((await typesOver('Math.abs(1)')).define({ cell: '1', offset: 6 })).toBeNull();
	});
});

it('goes on without a pack that cannot be loaded, and takes it when it comes', async () => {
	const { index, packs } = builtTypes();
	let isThere = false;
	const types = new TypeService({
		index,
		loadPack: (name) =>
			isThere || name === 'globals' ? Promise.resolve(packs[name]!) : Promise.reject(new Error('offline'))
	});
	const text = `import { rmse } from 'ml';\nrmse([1], 'no')`;
	await expect(types.update(changeTo(text))).rejects.toThrow('offline');
	expect(types.complete({ cell: '1', offset: 0 })?.items.length).toBeGreaterThan(50);
	isThere = true;
	await types.update({ order: ['1'], changed: [] });
	expect(types.problems('1').map(({ code }) => code)).toEqual([2345]);
});
