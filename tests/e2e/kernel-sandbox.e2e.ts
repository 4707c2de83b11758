import { expect, test } from '@playwright/test';
import { openBareKernel } from './bare-kernel.ts';
import { ALONE } from './support.ts';

test('a cell of TypeScript runs, and its names stay for the next', async ({ page }) => {
	const kernel = await openBareKernel(page);
	expect(await kernel.run('const a: number = 41; a + 1')).toMatchObject({ status: 'ok', text: '42' });
	expect(await kernel.run('a')).toMatchObject({ text: '41' });
});

test(
	'Stop ends an endless loop that catches everything, within 150 ms, and keeps the variables',
	{ tag: ALONE },
	async ({ page }) => {
		const kernel = await openBareKernel(page);
		await kernel.run('let n = 0');
		const run = await kernel.run('while (true) { try { while (true) { n++ } } catch {} }', {
			stopAfterMs: 400
		});
		expect(run).toMatchObject({ status: 'interrupted', error: { kind: 'interrupted' } });
		expect(run.stopMs).toBeLessThan(150);
		expect(await kernel.run('n > 0')).toMatchObject({ status: 'ok', text: 'true' });
	}
);

test('where the page is isolated, Stop is heard through shared memory', { tag: ALONE }, async ({ page }) => {
	await page.route('**/*', async (route) => {
		const response = await route.fetch();
		const isolating = {
			'cross-origin-opener-policy': 'same-origin',
			'cross-origin-embedder-policy': 'require-corp',
			'cross-origin-resource-policy': 'cross-origin'
		};
		await route.fulfill({ response, headers: { ...response.headers(), ...isolating } });
	});
	const kernel = await openBareKernel(page);
	expect(await kernel.run('crossOriginIsolated')).toMatchObject({ text: 'true' });
	await kernel.run('let n = 0');
	const run = await kernel.run('while (true) { try { while (true) { n++ } } catch {} }', {
		stopAfterMs: 400
	});
	expect(run.status).toBe('interrupted');
	expect(run.stopMs).toBeLessThan(150);
	expect(await kernel.run('n > 0')).toMatchObject({ status: 'ok', text: 'true' });
	// What the page still fetches then is nobody's.
	await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('Stop ends a cell that waits for something that never comes', async ({ page }) => {
	const kernel = await openBareKernel(page);
	const run = await kernel.run('await new Promise(() => {})', { stopAfterMs: 100 });
	expect(run.status).toBe('interrupted');
	expect(await kernel.run('1')).toMatchObject({ status: 'ok' });
});

/** The page's own address, which answers whoever may ask. */
const SITE = JSON.stringify('http://localhost:4391/');

/** Each must throw. */
const FORBIDDEN: Record<string, string> = {
	'fetch its own site': `await fetch(${SITE})`,
	'send without reading': `await fetch(${SITE}, { mode: "no-cors" })`,
	'ask synchronously': `const x = new XMLHttpRequest(); x.open("GET", ${SITE}, false); x.send()`,
	'load a script': `importScripts(${SITE})`,
	'import a script by its address': `await import(${SITE})`,
	'import a script behind the compiler’s back': `await (0, eval)("import(" + JSON.stringify(${SITE}) + ")")`,
	'open a socket':
		'await new Promise((y, n) => { const w = new WebSocket("ws://localhost:4391/"); w.onopen = y; w.onerror = () => n(new Error("shut")) })',
	'open IndexedDB':
		'await new Promise((y, n) => { const r = indexedDB.open("x"); r.onsuccess = y; r.onerror = () => n(r.error) })',
	'open the cache': 'await caches.open("x")',
	'open the private file system': 'await navigator.storage.getDirectory()',
	'fetch from a worker of its own':
		`const s = new Blob(["fetch(" + JSON.stringify(${SITE}) + ").then(() => postMessage('read'), () => postMessage('shut'))"]);` +
		'const word = await new Promise((y) => { new Worker(URL.createObjectURL(s)).onmessage = (e) => y(e.data) });' +
		'if (word === "shut") throw new Error(word)'
};

for (const [deed, source] of Object.entries(FORBIDDEN)) {
	test(`a cell cannot ${deed}`, async ({ page }) => {
		const kernel = await openBareKernel(page);
		const run = await kernel.run(source);
		expect(run.status).toBe('error');
		expect(run.error?.kind).not.toBe('syntax');
	});
}

test('a cell stands on no origin', async ({ page }) => {
	const kernel = await openBareKernel(page);
	expect(await kernel.run('[origin, typeof document, typeof localStorage].join(" ")')).toMatchObject({
		text: "'null undefined undefined'"
	});
});

test('a cell that breaks the language’s own objects does not break the kernel', async ({ page }) => {
	const kernel = await openBareKernel(page);
	await kernel.run('const JSON = 1, Map = 2, Promise = 3, Array = 4, Error = 5, Object = 6, setTimeout = 7');
	expect(await kernel.run('[Map, Error]')).toMatchObject({ status: 'ok', text: '[ 2, 5 ]' });
	expect(await kernel.run('null.x')).toMatchObject({ status: 'error', error: { code: 'TypeError' } });
});
