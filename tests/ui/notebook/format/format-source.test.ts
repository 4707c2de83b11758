import { describe, expect, it } from 'vitest';
import { compileCell } from '#notebook/compile/compile-cell.ts';
import { formatSource } from '#ui/notebook/format/format-source.ts';

const code = (source: string): Promise<string> => formatSource(source, 'code');

describe('formatSource', () => {
	it('writes code in the style of the lessons', async () => {
		expect(await code('const  a = {b:"c",\n d:[1,2]}\nif(a){a.b}')).toBe(
			"const a = { b: 'c', d: [1, 2] };\nif (a) {\n\ta.b;\n}"
		);
	});

	it('keeps types and awaits at the top', async () => {
		expect(await code('let x:number=await f<string>( 1 )')).toBe('let x: number = await f<string>(1);');
	});

	it.each([
		'rows',
		'[1,2]',
		'await f()',
		'"text"',
		'({a:1})',
		'{a:1}',
		'{ a: 1, b: { c: 2 } };',
		'function f(){}\nf()'
	])('keeps what the last expression of %j shows', async (source) => {
		const before = compileCell(source);
		const after = compileCell(await code(source));
		expect(after.code.includes(after.hooks.result)).toBe(before.code.includes(before.hooks.result));
		expect(after.defines).toEqual(before.defines);
	});

	it('ends a last expression as the learner did', async () => {
		expect(await code('const a=1\na')).toBe('const a = 1;\na');
		expect(await code('const a=1\na ;')).toBe('const a = 1;\na;');
		expect(await code('const a=1')).toBe('const a = 1;');
	});

	it('keeps an object literal a literal, and a block a block', async () => {
		expect(await code('{a:1,"b":2}')).toBe('{ a: 1, b: 2 }');
		expect(await code('{let a=1;a}')).toBe('{\n\tlet a = 1;\n\ta;\n}');
	});

	it('keeps comments', async () => {
		expect(await code('// one\n\n{a:1} // two')).toContain('// two');
		expect(await code('a // b')).toBe('a; // b');
	});

	it('is content with what it made', async () => {
		for (const source of ['{a:1}', 'f( )', 'const a=1\n\n\na']) {
			const once = await code(source);
			expect(await code(once)).toBe(once);
		}
	});

	it('leaves emptiness empty', async () => {
		expect(await code(' \n')).toBe('');
	});

	it('says where code cannot be read', async () => {
		await expect(code('let = = 1')).rejects.toThrow(/\(1:/);
		await expect(code('f(')).rejects.toThrow();
	});

	it('formats Markdown, and leaves maths and the code in it alone', async () => {
		expect(await formatSource('# a\n* b\n* c\n\n$x_1 *2$\n\n```ts\nf( )\n```\n', 'markdown')).toBe(
			'# a\n\n- b\n- c\n\n$x_1 *2$\n\n```ts\nf( )\n```'
		);
	});
});
