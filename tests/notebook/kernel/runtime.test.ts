import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kernelHere, type KernelHere } from './kernel-here.ts';

let kernel: KernelHere;
beforeEach(() => {
	kernel = kernelHere();
});
afterEach(() => kernel.runtime.dispose());

/** Runs cells one after the other and returns what the last one shows. */
async function show(...cells: string[]): Promise<string | null> {
	let text: string | null = null;
	for (const cell of cells) {
		const ran = await kernel.run(cell);
		expect(ran.error, cell).toBeNull();
		text = ran.text;
	}
	return text;
}

describe('the last expression', () => {
	it.each([
		['1+1', '2'],
		['const a:number=2;\na*3;', '6'],
		['const r=await new Promise<number>(y=>setTimeout(()=>y(7),1)); r', '7'],
		['Promise.resolve(5)', '5'],
		['{x:1,y:[2]}', '{ x: 1, y: [ 2 ] }'],
		['// first\n{ x: 1 }; // last', '{ x: 1 }'],
		['{}', '{}'],
		['1+2 // c', '3'],
		['"directive"', "'directive'"],
		['const nm="z"; `a${nm}\nb`', 'az\nb'],
		['(1, 2)', '2'],
		['/a+/g', '/a+/g'],
		['null', 'null'],
		['1 as number as any', '1']
	])('of %j is shown', async (cell, text) => {
		expect(await show(cell)).toBe(text);
	});

	it.each(['void 5', 'undefined', '', '// hi', '{ let t = 1; t }', 'type T = { a: 1 }', 'if (1) { 2 }'])(
		'of %j is not shown',
		async (cell) => {
			expect(await show(cell)).toBeNull();
		}
	);
});

describe('names', () => {
	it.each([
		['const is seen by later cells', ['const a = 5', 'a'], '5'],
		[
			'const may be declared again, in the same cell and in another',
			['const a = 1', 'const a = 2', 'let a = 3', 'a'],
			'3'
		],
		['let is live for closures of earlier cells', ['let s=0; const inc=()=>++s', 'inc();inc(); s'], '2'],
		['let may be assigned by another cell', ['let s=0; const inc=()=>++s', 's=10; inc(); s'], '11'],
		['let without a value is undefined', ['let a1=1,b1:number,c1=3; [a1,b1,c1]'], '[ 1, undefined, 3 ]'],
		['let may be destructured', ['let {p,q:[u]=[3],...rest}={p:1,x:9} as any; [p,u,rest.x]'], '[ 1, 3, 9 ]'],
		['let without semicolons stays apart', ['let a = 1\nlet [b] = [2]\nlet {c} = {c: 3}\na + b + c'], '6'],
		['const may be destructured', ['const [f1,,f3=5]=[1,2]; f1+f3', 'f3'], '5'],
		['a definite let has no value before its own', ['let d!: number; d = 2; d'], '2'],
		['var is seen', ['var vv=1; vv++; vv', 'vv'], '2'],
		['var is there before it is reached, and twice is once', ['early = 1; var early; var early; early'], '1'],
		[
			'var in blocks and loop heads is seen',
			['for (var i = 0, n = 3; i < n; i++) { var last = i }', 'i + last + n'],
			'8'
		],
		['var in a for-of head may be destructured', ['for (var {k} of [{k: 1}, {k: 2}]) ;', 'k'], '2'],
		['var in a for-in head is seen', ['for (var key in {a: 1}) ;', 'key'], "'a'"],
		[
			'var of a function stays its own',
			['function f() { var inner = 1; return inner } f()', 'typeof inner'],
			"'undefined'"
		],
		['functions are there before they are written', ['hh(2); function hh<T>(x:T):T{return x}', 'hh(4)'], '4'],
		[
			'imports are there before they are written',
			['basename("/a/b"); import {basename} from "node:path"', 'basename("/q/w")'],
			"'w'"
		],
		[
			'imports of all kinds',
			[
				'import {basename as bn} from "node:path"; import * as P from "node:path"; import D, {type EOL} from "node:os";\nimport type {X} from "y";\nbn("/a/b")+typeof P.join+typeof D.cpus'
			],
			"'bfunctionfunction'"
		],
		['a dynamic import goes the same way', ['(await import("node:path")).basename("/a/b")'], "'b'"],
		['classes may be declared again', ['class A{ x=0 }', 'class A{ x=1 }\nnew A().x'], '1'],
		[
			'exports are plain declarations',
			[
				'export const ex=4; export let ey = 5; export function ez() {return 6}\nexport { ex }',
				'ex + ey + ez()'
			],
			'15'
		],
		[
			'names of the worker may be taken',
			['const name="bob"; const self=1; const location=2; [name, self, location]'],
			"[ 'bob', 1, 2 ]"
		],
		[
			'names of the hooks may be taken',
			['const $k_tick = 1; const $ = 2; for (const x of [1]) $k_tick; $k_tick + $'],
			'3'
		]
	])('%s', async (_title, cells, text) => {
		expect(await show(...cells)).toBe(text);
	});

	it('stay when the cell throws half-way', async () => {
		await kernel.run('const keep=1; let keep2=2; throw new Error("boom")');
		expect(await show('keep + keep2')).toBe('3');
	});

	it('of a let have no value before their own', async () => {
		const { error } = await kernel.run('let late = (() => late)()');
		expect(error).toMatchObject({
			code: 'ReferenceError',
			message: "Cannot access 'late' before initialization"
		});
	});

	it('of a const cannot be assigned to from another cell', async () => {
		await kernel.run('const a = 5');
		const { error } = await kernel.run('a = 6');
		expect(error).toMatchObject({ code: 'TypeError', hint: expect.stringContaining('let') as unknown });
	});

	it('that nobody declared cannot be assigned to', async () => {
		expect((await kernel.run('qqq = 1')).error?.code).toBe('ReferenceError');
	});

	it('of the language cannot be declared', async () => {
		expect((await kernel.run('const NaN = 1')).error?.message).toContain("'NaN'");
	});

	it('are listed with the result', async () => {
		await kernel.run('const b = 1');
		const { result } = await kernel.run('let a = b; function f() { return c }');
		expect(result).toMatchObject({ status: 'ok', defines: ['a', 'f'], uses: ['b', 'c'] });
	});
});

describe('TypeScript', () => {
	it.each([
		[
			'class A<T> implements I { private readonly v:number=3; get():number{return this.v!} } interface I{get():number}\nnew A().get()',
			'3'
		],
		[
			'const m=<T,>(x:T)=>x; const c2={a:1} satisfies Record<string,number>; const t=[1,2] as const; m(c2.a)+t[1]',
			'3'
		],
		['const op=(a?:number,b:string="x")=>b+(a??"n"); op()', "'xn'"],
		['class B2{ static #n=0; static up(){return ++B2.#n} } B2.up()', '1'],
		[
			'function f(this: { n: number }, a: number): number;\nfunction f(this: { n: number }, a: any) { return this.n + a }\nf.call({ n: 1 }, 2)',
			'3'
		],
		['function g(this: void) { return 4 }\ng()', '4'],
		['const f = async <\n T\n>(\n a: T\n): Promise<\n T\n> => a;\nawait f(3)', '3'],
		[
			'abstract class S { abstract m(): number; abstract p: string; declare q: number; [k: string]: any; m2(a: number): void; m2(a: any) { return a } }\nclass T2 extends S { override m() { return 1 } p = "x" }\nnew T2().m2(5)',
			'5'
		],
		['const x = 1 as any\n;[x].length', '1'],
		['const x = [3] as any\nconst y = x as number[]\n[0]', '[ 0 ]'],
		['let n = 0\nconst f = () => n as any\n(n++, 7)', '7'],
		['type A = { a: 1 }\n(() => 8)()', '8'],
		['let v = 1\ntype A = number\n[v]', '[ 1 ]'],
		[
			'class C { a = 1 as number\n private ["b"] = 2\n readonly c?: number\n "d"!: string }\nObject.keys(new C())',
			"[ 'a', 'b', 'c', 'd' ]"
		],
		['const g = <number>(<any>{ a: 2 }).a; g', '2'],
		['function r() { return <\n any\n>5 } r()', '5'],
		['const s = new Map<string, Array<number>>([["a", [1]]]); s.get("a")![0]!', '1'],
		['try { throw 1 } catch (e: unknown) { var caught = e as number }\ncaught', '1'],
		['const id = (<T>(x: T) => x)<string>; id("q")', "'q'"],
		[
			'const d = ({ a, b }: { a: number; b?: number }, [c]?: number[] ) => a; d({ a: 6 })'.replace(
				'?: number[]',
				': number[] = []'
			),
			'6'
		],
		[
			'declare const dd: number; declare function df(): void; declare global { interface Window { a: 1 } }\ntypeof dd',
			"'undefined'"
		],
		['function isS(x: unknown): x is string { return typeof x === "string" } isS("")', 'true'],
		['const o = { m<T>(a?: T): T | undefined { return a }, get z(): number { return 2 } }; o.m(o.z)', '2'],
		[
			'const p = (1 + 2) as number; const q = (p)! + (<number>(4)); (q satisfies number) * ((2) as number)',
			'14'
		],
		['(3) as number', '3'],
		['const w = ((1)) as unknown as (string | number); w', '1']
	])('%j runs', async (cell, text) => {
		expect(await show(cell)).toBe(text);
	});
});

describe('control flow', () => {
	it.each([
		[
			'let cnt=0; outer: for(const i of [1,2,3]){ for(let j=0;j<3;j++) if(j===1) continue outer; else cnt++ } for await(const x of (async function*(){yield 1;yield 2})()) cnt+=x; cnt',
			'6'
		],
		['let w=0; while(w<5) w++; do w--; while(w>2); for(const kk in {a:1,b:2}) w++; w', '4'],
		['let w=0\ndo w++\nwhile(w<3)\nw', '3'],
		['const ff=1\n;[1,2].map(x=>x+ff)', '[ 2, 3 ]'],
		['let i = 0\nfor (;;) if (++i > 5000) break\ni', '5001'],
		['const out = []; for (let i = 0; i < 2; i++) out.push(() => i); out.map(f => f())', '[ 0, 1 ]'],
		['"no guard"; let q = 0; while (q < 3) q++; q', '3'],
		['const a = 1\r\nlet b = 2\r\na +\r\n b', '3'],
		['switch (1 as number) { case 1: { var sw = 9 } }\nsw', '9'],
		['class K { static n = 0; static { for (let i = 0; i < 3; i++) K.n++ } } K.n', '3'],
		['const re = /[/]\\/{/; const t = `${`}`}`; re.test("/" + "/{") && t', "'}'"]
	])('of %j is kept', async (cell, text) => {
		expect(await show(cell)).toBe(text);
	});
});

describe('an error', () => {
	it.each([
		['const ok=1;\nconst o:any=null;\n  o.foo.bar', 3, 5],
		['function g(a:number,b?:string):void{ throw new Error("x") }\n\ng(1)', 1, 44],
		['const a = 1, b = 2; let c = null as any; c.x', 1, 44],
		['await 0;\nnull!.x', 2, 7]
	])('of %j has its line and column', async (cell, line, column) => {
		expect((await kernel.run(cell)).error).toMatchObject({ line, column });
	});

	it('inside a function of an earlier cell is placed at the call, with both cells in its stack', async () => {
		await kernel.run('function bad() {\n  throw new RangeError("deep")\n}', 'first');
		const { error, result } = await kernel.run('1;\n\nbad()', 'second');
		expect(result.status).toBe('error');
		expect(error).toMatchObject({ kind: 'unknown', code: 'RangeError', line: 3, column: 1 });
		expect(error?.stack.split('\n')).toEqual([
			'at bad, first, line 2, column 9',
			'at second, line 3, column 1'
		]);
	});

	it('of our family keeps kind, code and hint, whatever class carries it', async () => {
		const cell = 'throw Object.assign(new Error("m"), { kind: "user", code: "BadCsv", hint: "h" })';
		expect((await kernel.run(cell)).error).toMatchObject({
			kind: 'user',
			code: 'BadCsv',
			message: 'm',
			hint: 'h'
		});
	});

	it("of AWS's clients is of kind aws, with its name as code", async () => {
		const cell =
			'const e = new Error("m"); e.name = "ValidationException"; throw Object.assign(e, { $metadata: { httpStatusCode: 400 } })';
		expect((await kernel.run(cell)).error).toMatchObject({
			kind: 'aws',
			code: 'ValidationException',
			message: 'm'
		});
	});

	it('that is no Error is shown all the same', async () => {
		expect((await kernel.run('throw { a: 1 }')).error?.message).toContain('{ a: 1 }');
	});

	it('of an unknown name says which cell to run', async () => {
		expect((await kernel.run('nowhere')).error?.hint).toContain("'nowhere'");
	});

	it('of a missing export names it and its place', async () => {
		const { error } = await kernel.run('1;\nimport { baseName } from "node:path"');
		expect(error).toMatchObject({
			kind: 'user',
			code: 'MissingExport',
			line: 2,
			hint: 'Did you mean basename?'
		});
	});

	it('of a module that there is not has its place, whether imported by a statement or a call', async () => {
		for (const cell of ['1;\nimport x from "lodash"', '1;\nawait import("lodash")']) {
			expect((await kernel.run(cell)).error).toMatchObject({ line: 2 });
		}
	});

	it('of a call to the outside is placed where the cell called', async () => {
		const { runtime } = kernel;
		Object.defineProperty(globalThis, 'testBridge', { value: runtime.bridge, configurable: true });
		const { error } = await kernel.run('1;\nawait testBridge.file("x")');
		Reflect.deleteProperty(globalThis, 'testBridge');
		expect(error).toMatchObject({ kind: 'platform', code: 'Absent', line: 2 });
	});
});

describe('interrupt', () => {
	it('ends endless loops that catch everything, and keeps the variables', async () => {
		let stopped = false;
		kernel = kernelHere({ isStopped: () => stopped, now: () => performance.now() });
		setTimeout(() => (stopped = true));
		await kernel.run('await new Promise((y) => setTimeout(y, 5)); let n = 0');
		const { result, error } = await kernel.run('while(true){ try{ while(true){ n++ } }catch{} }');
		expect(result.status).toBe('interrupted');
		expect(error?.kind).toBe('interrupted');
		stopped = false;
		expect(await show('n > 0')).toBe('true');
	});

	it('ends a cell that waits, and what it asked of the region', async () => {
		let asked: AbortSignal | undefined;
		kernel = kernelHere({
			request: (_wire, stop) => {
				asked = stop;
				return new Promise(() => undefined);
			}
		});
		Object.defineProperty(globalThis, 'testBridge', { value: kernel.runtime.bridge, configurable: true });
		setTimeout(() => kernel.runtime.interrupt(), 10);
		const { result } = await kernel.run('let before = 1; await testBridge.request({}); before = 2');
		Reflect.deleteProperty(globalThis, 'testBridge');
		expect(result.status).toBe('interrupted');
		expect(asked?.aborted).toBe(true);
		expect(await show('before')).toBe('1');
	});

	it('clears the timers of the cells', async () => {
		kernel = kernelHere({ ownsTimers: true });
		await kernel.run(
			'let ticks = 0; setInterval(() => ticks++, 1); await new Promise(y => setTimeout(y, 20))'
		);
		kernel.runtime.interrupt();
		const before = await show('ticks');
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(await show('ticks')).toBe(before);
	});
});
