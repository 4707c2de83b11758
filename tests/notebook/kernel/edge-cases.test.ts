import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kernelHere, type KernelHere } from './kernel-here.ts';

let kernel: KernelHere;
beforeEach(() => {
	kernel = kernelHere({ ownsTimers: true });
});
afterEach(() => kernel.runtime.dispose());

/** Runs cells one after the other and returns what the last one shows. */
async function show(cells: readonly string[]): Promise<string | null> {
	let text: string | null = null;
	for (const cell of cells) {
		const ran = await kernel.run(cell);
		expect(ran.error, cell).toBeNull();
		text = ran.text;
	}
	return text;
}

/** What a cell comes to, as text. */
type Case = readonly [cell: string, text: string | null];

describe('the last expression', () => {
	it.each<Case>([
		['1;;', '1'],
		['5; // said\n;', '5'],
		['#!/usr/bin/env sagebrush\n1', '1'],
		['{ ...{ x: 1 } }', '{ x: 1 }'],
		['{ "a b": 1 }', "{ 'a b': 1 }"],
		['{ a: 1 }.a', '1'],
		['{ a: 1 } as { a: number }', '{ a: 1 }'],
		['{ f() { return 1 } }.f()', '1'],
		['{ await 1 }', null],
		['{ x: for (;;) break x }', null],
		['label: 1', null],
		['switch (3) { default: { 1 } }', null],
		['const thenable = { then(done: (x: number) => void) { done(42) } }; thenable', '42'],
		['await (async () => [7])()\n[0]', null],
		['(await (async () => [7])())\n[0]', '7'],
		['do ; while (0) 5', '5'],
		['let q = 1\nq\n++\nq', '2'],
		['async () => 1', '[Function: (anonymous)]']
	])('of %j is %j', async (cell, text) => {
		expect(await show([cell])).toBe(text);
	});
});

describe('names', () => {
	it.each<readonly [cells: readonly string[], text: string]>([
		[['const a = 1; { const a = 2; var q = a } q + a'], '3'],
		[['function f() { return g() } function g() { return 1 } f()'], '1'],
		[['{ function inner() { return 5 } }\ntypeof inner'], "'undefined'"],
		[['let a = 1, b = 2; [a, b] = [b, a]; [a, b]'], '[ 2, 1 ]'],
		[['let a = 1; ({ a } = { a: 4 }); a'], '4'],
		[['const { a = 1, ...rest } = { b: 2, c: 3 }; rest'], '{ b: 2, c: 3 }'],
		[['const [, , third = 9, ...more] = [1, 2, undefined, 4]; [third, more]'], '[ 9, [ 4 ] ]'],
		[['const { [`k${1}`]: v } = { k1: 3 }; v'], '3'],
		[['let [x = 1, [y]] = [undefined, [2]]; x + y', 'x'], '1'],
		[['let { p, ...others } = { p: 1, q: 2 }; others'], '{ q: 2 }'],
		[['var x = 1, { y, z = x } = { y: 3 } as any; [x, y, z]'], '[ 1, 3, 1 ]'],
		[['for (var { a, b } = { a: 1, b: 2 }; a < 3; a++) ; a + b'], '5'],
		[['for (var [k, v] of Object.entries({ q: 1 })) ; k + v'], "'q1'"],
		[['let i = 7; for (let i = 0; i < 2; i++); i'], '7'],
		[['if (1) var z = 3; else var z = 4; z'], '3'],
		[['let x = await Promise.resolve(2), y = await x; x + y'], '4'],
		[['const x = await 1, y = x + 1; y'], '2'],
		[['let n = 0; const more = () => n++; more(); n', 'n = 5; more(); n'], '6'],
		[['let x = 1', 'let y = x + 1; y'], '2'],
		[
			[
				'class A {}',
				'class B extends A { constructor() { super(); for (const _ of [1]); } } new B() instanceof A'
			],
			'true'
		],
		[['const C = class Named { who() { return Named.name } }; new C().who()'], "'Named'"],
		[['export const { ea, eb: [ec] } = { ea: 1, eb: [2] }; ea + ec', 'ea'], '1'],
		[['export { a as b }; const a = 1; a'], '1'],
		[['export class EC { v = 2 } new EC().v'], '2'],
		[['const console = 5; console', 'console'], '5'],
		[['let display = 1; display'], '1'],
		[
			[
				'let type = 1, as = 2, of = 3, satisfies = 4, declare = 5, namespace = 6, async = 7; type + as + of + satisfies + declare + namespace + async'
			],
			'28'
		],
		[['const π = 3.14, été = "ü", 変数 = "日本"; `${π}${été}${変数}`', '変数'], "'日本'"],
		[['const \\u0061b = 1; ab'], '1'],
		[['eval("var leak = 1"); typeof leak'], "'undefined'"]
	])('%j end with %s', async (cells, text) => {
		expect(await show(cells)).toBe(text);
	});

	it('that a cell had before it threw in the middle of a loop keep the values they had then', async () => {
		await kernel.run(
			'let sum = 0; for (const x of [1, 2, 3]) { if (x === 3) throw new Error("no"); sum += x }'
		);
		expect(await show(['sum'])).toBe('3');
	});

	it('of a let that is declared again have no value before their own', async () => {
		await kernel.run('let x = 1');
		expect((await kernel.run('let x = x + 1')).error?.code).toBe('ReferenceError');
	});
});

describe('imports', () => {
	it.each<Case>([
		['import "node:path"; 1', '1'],
		['import def, * as ns from "node:path"; [typeof def.join, typeof ns.join]', "[ 'function', 'function' ]"],
		['import { "basename" as bb } from "node:path"; bb("a/b")', "'b'"],
		['import { default as d } from "node:path"; typeof d.join', "'function'"],
		['const m = await import("node:path"); m.basename("a/b")', "'b'"],
		['const f = async () => (await import("node:path")).basename("a/c"); f()', "'c'"]
	])('%j', async (cell, text) => {
		expect(await show([cell])).toBe(text);
	});
});

describe('generators and loops', () => {
	it.each<Case>([
		['function* g() { let i = 0; while (true) yield i++ } const it = g(); it.next(); it.next().value', '1'],
		[
			'function* g() { const x = yield 1; yield* [x, 3] } const it = g(); it.next(); [it.next(2).value, it.next().value]',
			'[ 2, 3 ]'
		],
		[
			'async function* g() { for (let i = 0; i < 3; i++) yield i } const out = []; for await (const v of g()) out.push(v); out',
			'[ 0, 1, 2 ]'
		],
		['const o = { async *m() { yield 1 }, get x() { return 2 }, ["c" + 1]: 3 }; [o.x, o.c1]', '[ 2, 3 ]'],
		['async function af() { for await (const x of [1]) return x } af()', '1'],
		['outer: { break outer }\n1', '1'],
		['a: b: for (;;) { break a }\n2', '2'],
		['x: { const y = 1; break x }\n3', '3'],
		['let s = 0; for (const x of Array(5000).keys()) s += x; s', '12497500'],
		['const f = function rec(n: number): number { return n ? rec(n - 1) : 0 }; f(2000)', '0'],
		['if (1) for (;;) break; else 2\n4', '4'],
		['[3, 1, 2].sort((a, b) => a - b)', '[ 1, 2, 3 ]'],
		['const by = (a: number, b: number) => b - a; [3, 1, 2].sort(by)', '[ 3, 2, 1 ]'],
		['[1, 2].map((v) => ({ v }))', '[ { v: 1 }, { v: 2 } ]'],
		['"abc".replace(/./g, (c) => c.toUpperCase())', "'ABC'"],
		[
			'class A { #p = 1; static s = 2; get p() { return this.#p } set p(v) { this.#p = v } static { A.s = 3 } }\nconst o = new A(); o.p = 7; [o.p, A.s]',
			'[ 7, 3 ]'
		],
		['class A { x = [1, 2].map((v) => v * 2) } new A().x', '[ 2, 4 ]'],
		['function f() { "use strict"; for (let i = 0; ; i++) if (i > 3) return i } f()', '4']
	])('%j', async (cell, text) => {
		expect(await show([cell])).toBe(text);
	});
});

describe('TypeScript', () => {
	it.each<Case>([
		['const f = <T extends object>(x: T): x is T & { a: 1 } => true; f({})', 'true'],
		[
			'type A<T> = T extends infer U ? U : never; interface B { (x: number): string; new (y: string): B; readonly [k: string]: any }\n1',
			'1'
		],
		['const x = { a: 1 } as const satisfies { readonly a: number }; x.a', '1'],
		['function f(x: number): asserts x is 5 {} f(5); 1', '1'],
		['const t: [a: number, b?: string] = [1]; t', '[ 1 ]'],
		['let u: `a${string}` | typeof globalThis | keyof Math = null as any; u', 'null'],
		['declare module "x" { export const a: number }\n1', '1'],
		[
			'class G<in out T> { static x?: number; private static readonly y = 2; protected z = 3; get() { return G.y } } new G().get()',
			'2'
		],
		['let q = 1; (q as any) = 2; (q!)++; q', '3'],
		['const o: any = { n: 1 }; o!.n!++; (o as any).n += 1; o.n!', '3'],
		['for (const x of [1, 2] as const) var lastx: number = x; lastx', '2'],
		['const c = false ? (1) : (y: string): string => y; c("s")', "'s'"],
		['const a = 5, b = 3; a < b || b > (2)', 'true'],
		[
			'function tag(s: TemplateStringsArray, ...v: any[]) { return s.raw.join("|") + v } tag<string>`a${1}b`',
			"'a|b1'"
		],
		['const x = 1 satisfies number\nconst y = 2\n;[x, y]', '[ 1, 2 ]'],
		['let a: number | undefined; a ??= 4; a ||= 5; a &&= 6; a', '6'],
		['abstract class A { private constructor() {} static make() { return 1 } } A.make()', '1']
	])('%j', async (cell, text) => {
		expect(await show([cell])).toBe(text);
	});
});

describe('an error', () => {
	it.each([
		['const a = 1\n(function () {})()', 'TypeError', 2, 1],
		['const a: Array<\n number\n> = [];\n  a[0]!.toFixed()', 'TypeError', 4, 9],
		['"ü😀"; null.x', 'TypeError', 1, 13],
		['const { x } = null', 'TypeError', 1, 9],
		['let y = 1;\r\n\r\n  nowhere', 'ReferenceError', 3, 3],
		['[1].forEach((v) => { null.x })', 'TypeError', 1, 27],
		['"use strict"; 010', 'SyntaxError', 1, 15],
		['with ({}) {}', 'SyntaxError', 1, 1],
		['new.target', 'SyntaxError', 1, 1],
		['a: while (1) { continue b }', 'SyntaxError', 1, 16],
		['let aa = 1; var aa = 2', 'SyntaxError', 1, 17],
		['const enum E { A }', 'UnsupportedSyntax', 1, 1],
		['1;\narguments.length', 'UnsupportedSyntax', 2, 1]
	])('of %j is a %s at line %i, column %i', async (cell, code, line, column) => {
		expect((await kernel.run(cell)).error).toMatchObject({ code, line, column });
	});

	it('of brackets without end says that they are too deep', async () => {
		for (const cell of ['['.repeat(9000) + ']'.repeat(9000), '{'.repeat(9000) + '}'.repeat(9000)]) {
			expect((await kernel.run(cell)).error?.message).toBe('The cell is nested too deeply to be read.');
		}
	});

	it('of a stack of calls is placed at once, in a long cell too', async () => {
		const long = `${'const filler = 1;\n'.replaceAll('filler', 'f0')}${'void 0;\n'.repeat(2000)}`;
		const { error } = await kernel.run(`${long}function down() { return 1 + down() }\ndown()`);
		expect(error).toMatchObject({ code: 'RangeError', line: 2002 });
	});
});

describe('Stop', () => {
	/** A kernel that is told to stop 60 ms after the run began; resolves with the run and how late it heard, ms. */
	async function stop(cell: string): Promise<{ status: string; lateMs: number }> {
		kernel.runtime.dispose();
		const start = performance.now();
		kernel = kernelHere({ ownsTimers: true, isStopped: () => performance.now() > start + 60 });
		const { result } = await kernel.run(cell);
		return { status: result.status, lateMs: performance.now() - start - 60 };
	}

	it.each([
		['a loop that catches everything', 'while (true) { try { while (true) ; } catch {} }'],
		['recursion', 'const fib = (n) => n < 2 ? n : fib(n - 1) + fib(n - 2); fib(80)'],
		[
			'recursion by turns',
			'function a(n) { return n < 1 ? 1 : b(n - 1) + b(n - 2) } function b(n) { return a(n) } a(90)'
		],
		[
			'recursion of a method',
			'class F { at(n) { return n < 2 ? n : this.at(n - 1) + this.at(n - 2) } } new F().at(80)'
		],
		[
			'a comparator',
			'const xs = Array.from({ length: 3e6 }, (_, i) => (i * 7919) % 1e6); for (;;) xs.toSorted((a, b) => a - b)'
		],
		[
			'a comparator by name',
			'const by = (a, b) => a - b; const xs = Array.from({ length: 3e6 }, (_, i) => (i * 7919) % 1e6); xs.toSorted(by); xs.toSorted(by); xs.toSorted(by)'
		],
		['a replacement', 'for (;;) "x".repeat(1e6).replace(/x/g, () => "y")'],
		['a generator', 'function* g() { for (;;) yield 1 } for (const x of g()) ;'],
		['a generator that is spread', 'function* g() { for (;;) yield } Math.max(...g())'],
		['a chain of promises', 'const again = () => Promise.resolve().then(again); await again()'],
		['an async function that never waits', 'const f = async () => { await null; return f() }; await f()'],
		[
			'rounds of a few milliseconds',
			'const text = JSON.stringify(Array(30000).fill({ a: 1 })); for (;;) JSON.parse(text)'
		],
		[
			'slow rounds in a function',
			'const text = JSON.stringify(Array(30000).fill({ a: 1 })); function f() { for (;;) JSON.parse(text) } f()'
		]
	])('ends %s in time', async (_title, cell) => {
		const { status, lateMs } = await stop(cell);
		expect(status).toBe('interrupted');
		// 100 ms between two questions, the rest for a machine that has other things to do; browsers are measured in e2e.
		expect(lateMs).toBeLessThan(1000);
	});

	it('leaves the functions of a stopped cell usable', async () => {
		let isStopped = true;
		kernel = kernelHere({ ownsTimers: true, isStopped: () => isStopped });
		const { result } = await kernel.run(
			'function twice(n) { for (const _ of [1]) return 2 * n } for (;;) twice(1)'
		);
		expect(result.status).toBe('interrupted');
		isStopped = false;
		expect(await show(['twice(4)'])).toBe('8');
	});

	it('ends a loop that swallows the end of its waiting', async () => {
		setTimeout(() => kernel.runtime.interrupt(), 20);
		const cell = 'while (true) { try { await new Promise((y) => setTimeout(y, 5)) } catch {} }';
		expect((await kernel.run(cell)).result.status).toBe('interrupted');
		expect(await show(['1'])).toBe('1');
	});
});
