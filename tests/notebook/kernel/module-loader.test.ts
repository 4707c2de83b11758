import { afterEach, describe, expect, it } from 'vitest';
import { createModuleLoader } from '#notebook/kernel/module-loader.ts';

const LOADED = Symbol.for('sagebrush.chunk');
afterEach(() => Reflect.deleteProperty(globalThis, LOADED));

function loaderOf(sources: Record<string, string>): {
	load: (name: string) => Promise<object>;
	asked: string[];
} {
	const asked: string[] = [];
	const load = createModuleLoader({
		scope: globalThis,
		fetchSource: (name) => {
			asked.push(name);
			const source = sources[name];
			return source === undefined ? Promise.reject(new RangeError(name)) : Promise.resolve(source);
		},
		toUrl: (source) => `data:text/javascript,${encodeURIComponent(source)}`,
		importUrl: (url) => import(/* @vite-ignore */ url) as Promise<object>
	});
	return { load, asked };
}

describe('the module loader', () => {
	it('fetches a shared chunk once and gives all modules the same', async () => {
		const { load, asked } = loaderOf({
			one: 'export { box as a } from "./sagebrush-chunk-box-1.js"',
			two: "import { box } from './sagebrush-chunk-box-1.js'; export const b = box",
			'./sagebrush-chunk-box-1.js': 'export const box = {}'
		});
		const [{ a }, { b }] = (await Promise.all([load('one'), load('two')])) as [{ a: object }, { b: object }];
		expect(a).toBe(b);
		expect(asked.sort()).toEqual(['./sagebrush-chunk-box-1.js', 'one', 'two']);
	});

	it('loads later what a module imports by a call, even a chunk that imports the caller', async () => {
		const { load, asked } = loaderOf({
			main: 'import { later } from "./sagebrush-chunk-a.js"; export { later }',
			'./sagebrush-chunk-a.js':
				'export const n = 4; export const later = () => import(`./sagebrush-chunk-b.js`)',
			'./sagebrush-chunk-b.js': 'import { n } from "./sagebrush-chunk-a.js"; export const m = n + 1'
		});
		const { later } = (await load('main')) as { later: () => Promise<{ m: number }> };
		expect(asked).not.toContain('./sagebrush-chunk-b.js');
		expect((await later()).m).toBe(5);
	});

	it('tries again what could not be fetched', async () => {
		const sources: Record<string, string> = {};
		const { load } = loaderOf(sources);
		await expect(load('late')).rejects.toThrow('late');
		sources['late'] = 'export const there = 1';
		expect(await load('late')).toMatchObject({ there: 1 });
	});
});
