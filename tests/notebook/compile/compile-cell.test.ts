import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CellSyntaxError } from '#notebook/compile/cell-syntax-error.ts';
import { compileCell } from '#notebook/compile/compile-cell.ts';
import { processorMs } from '#tests/support/processor-ms.ts';

function failure(source: string): CellSyntaxError {
	try {
		compileCell(source);
	} catch (error) {
		if (error instanceof CellSyntaxError) return error;
		throw error;
	}
	throw new Error(`It compiled: ${source}`);
}

describe('a compiled cell', () => {
	it.each([
		'const a: number = 1\ntype B = {\n x: 1\n}\nimport {\n basename\n} from "node:path"\nlet {\n p\n}: B = a as any\np',
		'class A<\n T\n> {\n private x?: number\n}\n\nfor (;;) break\r\n1',
		'const f = (\n a: number\n): Promise<\n  string\n> => a as any'
	])('of %j has as many lines as its source, with the same tokens on each', (source) => {
		const { code } = compileCell(source);
		const lines = source.split('\n');
		expect(code.split('\n')).toHaveLength(lines.length);
		code.split('\n').forEach((line, i) => {
			for (const word of ['basename', 'private', 'break']) {
				if (line.includes(word)) expect(lines[i] + code.split('\n')[0]!).toContain(word);
			}
		});
	});

	it('tells the place in the source of each of its words', () => {
		const source = 'const one = 1; let two: number = one;\nfor (const x of [two]) hit(x as any);\n  last';
		const compiled = compileCell(source);
		for (const word of ['hit', 'last']) {
			const at = compiled.code.indexOf(word);
			const before = compiled.code.slice(0, at).split('\n');
			const place = compiled.locate(before.length, before.at(-1)!.length + 1);
			const there = source.split('\n')[place.line - 1]!.slice(place.column - 1);
			expect(there.startsWith(word), word).toBe(true);
		}
	});

	it('keeps its hooks apart from the words of its source', () => {
		const { hooks } = compileCell('const $k_tick = 1; const $$k_x = 2');
		expect(hooks.tick).toBe('$$$k_tick');
	});

	it('counts down at every loop body, unless it says otherwise', () => {
		const guards = (source: string): number => {
			const { code, hooks } = compileCell(source);
			return (
				code.split(`if((${hooks.count}=${hooks.count}-1|0)<0)${hooks.count}=${hooks.tick}()|0;`).length - 1
			);
		};
		expect(
			guards('for(;;){} while(1); do {} while(1); for (const a in b) c; for (const a of b) { for(;;); }')
		).toBe(6);
		expect(guards('"no guard"; for(;;){}')).toBe(0);
	});

	it('counts calls of functions that may not end or that are handed on, and leaves small ones alone', () => {
		const guards = (source: string): number => {
			const { code, hooks } = compileCell(source);
			return code.split(`--${hooks.calls}<0`).length - 1;
		};
		expect(guards('const square = (x) => x * x; function plus(a, b) { return a + b }')).toBe(0);
		expect(guards('const rec = (x) => rec(x); function f() { for (;;) ; }')).toBe(2);
		expect(
			guards('xs.sort((a, b) => a - b); const by = (a, b) => b - a; xs.sort(by); function c() {} new P(c)')
		).toBe(3);
		expect(guards('class A { m() { return this.m() } n() { return 1 } }')).toBe(1);
		expect(guards('"no guard"; const rec = () => rec()')).toBe(0);
	});

	it('of ten thousand lines is compiled in seconds, not in minutes', { timeout: 60_000 }, async () => {
		const lines = Array.from({ length: 10_000 }, (_, i) => `out.push(Math.abs(${i} as number));`);
		const took = await processorMs(() => expect(compileCell(lines.join('\n')).uses).toEqual(['out', 'Math']));
		expect(took).toBeLessThan(15_000);
	});
});

describe('the sources of this project', () => {
	const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
	const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts') && !/\.(as|d|svelte)\.ts$/.test(name))
		.map((name) => [name, readFileSync(`src/${name}`, 'utf8')] as const)
		.filter(([, text]) => !/^export (\*|default)|import\.meta/m.test(text));

	it('all compile to JavaScript with the same lines', { timeout: 30_000 }, () => {
		expect(files.length).toBeGreaterThan(50);
		for (const [name, text] of files) {
			const { code } = compileCell(text);
			expect(() => new AsyncFunction(code), name).not.toThrow();
			expect(code.split('\n').length, name).toBe(text.split('\n').length);
		}
	});
});

describe('defines and uses', () => {
	it.each([
		['const a = 1, {b, c: [d]} = e', ['a', 'b', 'd'], ['e']],
		['let x = x0; var y; { var z; let w }', ['x', 'y', 'z'], ['x0']],
		['function f(a, b = c) { return a + d; var d }', ['f'], ['c']],
		['class A extends B { [k] = v; #p = 1; m() { return this.#p + super.m() } }', ['A'], ['B', 'k', 'v']],
		['import x, { y as z } from "m"; import * as n from "o"; import type T from "p"', ['x', 'z', 'n'], []],
		['interface I { a: J } type K = L; const q: M<N> = r as O', ['q'], ['r']],
		['a.b.c; d[e]; ({ f, g: h, [i]: 1, j() {} })', [], ['a', 'd', 'e', 'f', 'h', 'i']],
		['for (const i of xs) { i; out(i) } i', [], ['xs', 'out', 'i']],
		['try { t } catch ({ message }) { message } finally { u }', [], ['t', 'u']],
		['lab: for (;;) { break lab }', [], []],
		['const g = function h() { return h + arguments.length }; const k = (m) => m ?? n', ['g', 'k'], ['n']],
		['shared = shared + 1; [p, q.r] = s', [], ['shared', 'p', 'q', 's']],
		['export const e = 1; export { e }; export type { T } from "x"', ['e'], []],
		['declare const d: number; abstract class C { abstract m(a: X): Y }', ['C'], []],
		['`${a}${b`c`}`', [], ['a', 'b']],
		['switch (a) { case b: let c = 1; c }', [], ['a', 'b']],
		['import("x" + y)', [], ['y']]
	])('of %j', (source, defines, uses) => {
		const cell = compileCell(source);
		expect(cell.defines).toEqual(defines);
		expect(cell.uses).toEqual(uses);
	});
});

describe('what a cell cannot have is refused with its place and a way out', () => {
	it.each([
		['1;\n  enum E { A }', 2, 3, 'enum'],
		['declare enum E { A }', 1, 1, 'enum'],
		['namespace N { export const x = 1 }', 1, 1, 'namespace'],
		['class A { constructor(private x: number) {} }', 1, 23, 'parameter'],
		['@dec class A {}', 1, 1, 'Decorators'],
		['class A { @dec m() {} }', 1, 11, 'Decorators'],
		['class A { accessor u = 1 }', 1, 11, 'accessor'],
		['export default 1', 1, 1, 'module'],
		['export * from "a"', 1, 1, 'module'],
		['import x = require("y")', 1, 1, 'CommonJS'],
		['import.meta.url', 1, 1, 'import.meta']
	])('%j', (source, line, column, word) => {
		const error = failure(source);
		expect(error.toCellError()).toMatchObject({ kind: 'syntax', code: 'UnsupportedSyntax', line, column });
		expect(error.message).toContain(word);
		expect(error.hint).toMatch(/\.$/);
	});

	it.each([
		['const z = 1; const z = 2', 1, 20],
		['1;\n)', 2, 1],
		['return 1', 1, 1],
		['let a = "x', 1, 9],
		['await = 3', 1, 7]
	])('%j is no TypeScript', (source, line, column) => {
		expect(failure(source).toCellError()).toMatchObject({
			kind: 'syntax',
			code: 'SyntaxError',
			line,
			column
		});
	});

	it('a cell that stops short says so', () => {
		expect(failure('f(1,\n').message).toBe('The cell ends in the middle of a statement.');
	});

	it('a cell of Python is told that it is in the wrong place', () => {
		expect(failure('def f(x):\n  return x').hint).toContain('Python');
		expect(failure('import numpy as np').hint).toContain('Python');
	});
});
