import { deflateRawSync } from 'node:zlib';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { attempts, NETWORK, REACH, shows } from './hostile-cells.ts';
import { CLOBBERS, LEAKS, loads, markdown, notebook, scripts } from './hostile-markup.ts';
import { LONGEST_TASK_MS, watchMainThread } from './main-thread.ts';
import { ALONE, addCell, openLesson, runCell } from './support.ts';
import { Trap } from './trap.ts';
import { expectUnharmed } from './unharmed.ts';

/** A notebook that wants harm: everything that it can bring along is tried in a real browser, and none gets through. */

test.setTimeout(120_000);

let trap: Trap;
let address: string;

test.beforeEach(async ({ page }) => {
	trap = new Trap();
	address = await trap.open();
	// A dialog or a download would be a harm, too.
	page.on('dialog', (dialog) => {
		throw new Error(`A dialog came up: ${dialog.message()}`);
	});
});

test.afterEach(async ({ page }) => {
	// What is prefetched or retried comes a little later.
	await page.waitForTimeout(300);
	await trap.close();
	trap.expectUntouched();
});

/** Runs a cell of the learner's that ends with an expression, and returns the cell. */
async function run(page: Page, source: string): Promise<Locator> {
	const cell = await addCell(page, source);
	await runCell(cell, 60_000);
	return cell;
}

test('cells reach no network, by whatever route', async ({ page, baseURL }) => {
	await openLesson(page);
	const cell = await run(page, attempts(NETWORK, address, baseURL!));
	await expect(cell).toContainText('through: nothing');
	await expectUnharmed(page);
});

test('cells reach neither the app’s storage nor its workers nor the page around', async ({
	page,
	baseURL
}) => {
	await openLesson(page);
	const cell = await run(page, attempts(REACH, address, baseURL!));
	await expect(cell).toContainText('through: nothing');
	expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
	await expectUnharmed(page);
});

test('outputs run nothing', async ({ page }) => {
	await openLesson(page);
	for (const type of ['text/html', 'image/svg+xml'])
		await run(page, shows({ [type]: scripts().join('<p>next</p>') }));
	await run(
		page,
		scripts()
			.map((html) => `display(${shows({ 'text/html': html })});`)
			.join('\n')
	);
	for (const link of await page.getByText('press').all()) {
		await link.click({ timeout: 1000, noWaitAfter: true }).catch(() => {});
	}
	await page.waitForTimeout(500);
	expect(page.context().pages()).toHaveLength(1);
	await expectUnharmed(page);
});

test('outputs load nothing', async ({ page }) => {
	await openLesson(page);
	const all = loads(address);
	await run(page, all.map((html) => `display(${shows({ 'text/html': html })});`).join('\n'));
	await run(page, all.map((html) => `display(${shows({ 'image/svg+xml': html })});`).join('\n'));
	await run(page, shows({ 'text/html': all.join('') }));
	await page.waitForTimeout(1000);
	await expectUnharmed(page);
});

test('Markdown and maths run nothing, load nothing and cover nothing', async ({ page }) => {
	await openLesson(page);
	const cell = await run(page, shows({ 'text/markdown': markdown(address) }));
	await expect(cell.locator('.prose')).toBeVisible();
	for (const link of await cell.getByText('press').all()) {
		await link.click({ timeout: 1000, noWaitAfter: true }).catch(() => {});
	}
	await page.waitForTimeout(1000);
	expect(
		await cell.locator('.prose :is(script, style, iframe, form, [onerror], [onload], [onclick])').count()
	).toBe(0);
	await expectUnharmed(page);
});

test('styles do not leave their output', async ({ page }) => {
	await openLesson(page);
	for (const html of LEAKS) {
		const cell = await run(page, shows({ 'text/html': html }));
		await expectUnharmed(page);
		await expect(cell.getByRole('button', { name: 'Run cell' })).toBeInViewport();
		await cell.getByRole('button', { name: 'Run cell' }).click({ trial: true });
	}
});

test('names in outputs stand in nobody’s way', async ({ page }) => {
	await openLesson(page);
	await run(page, shows({ 'text/html': CLOBBERS }));
	await run(page, shows({ 'text/markdown': CLOBBERS }));
	const clobbered = await page.evaluate(() =>
		['app', 'location', 'localStorage', 'parent', 'top', 'fetch', 'indexedDB', 'config', 'pwned']
			.map((name) => [name, (window as unknown as Record<string, unknown>)[name]] as const)
			.filter(
				([, value]) => (value instanceof Element && value.id !== 'app') || value instanceof HTMLCollection
			)
			.map(([name]) => name)
	);
	expect(clobbered).toEqual([]);
	expect(await page.evaluate(() => document.querySelectorAll('#app').length)).toBe(1);
	await expectUnharmed(page);
});

/** Begins a cell that has got hold of the kernel's ports: `session`, and `wire` once something was asked of the region. */
const STOLEN = `
const ports = [];
const post = MessagePort.prototype.postMessage;
MessagePort.prototype.postMessage = function (...args) {
	if (!ports.includes(this)) ports.push(this);
	return post.apply(this, args);
};
console.log('stolen');
await new Promise((resolve) => setTimeout(resolve, 100));
const session = ports[0];
const say = (message) => { try { post.call(session, message) } catch {} };
const polluted = (text) => JSON.parse(text.replaceAll('PROTO', '{"polluted":1,"toString":1}'));
`;

const FORGERIES = `${STOLEN}
const exotic = [new Map([['a', 1]]), new Set([1]), new Date(NaN), /x/g, new Error('e'), 1n, new ArrayBuffer(8), new Float64Array(3),
	new Array(4294967295), Object.assign([1], { length: 9 }), null, undefined, NaN, '', [], {}, [[[[]]]], new Blob(['x'])];
const circle = {}; circle.circle = circle; exotic.push(circle);
const data = polluted('{"__proto__":PROTO,"constructor":{"prototype":PROTO},"text/plain":"t","text/html":"<img src=x onerror=window.pwned=60>"}');
const mimes = ['table', 'tree', 'array', 'progress', 'console', 'picture'].map((name) => 'application/vnd.sagebrush.' + name + '+json');
const outputs = [
	{ type: 'display', displayId: '__proto__', data }, { type: 'result', data }, { type: 'error', error: data },
	{ type: '__proto__' }, { type: 'stream', name: '__proto__', text: data }, { type: 'stream', name: 'stdout', text: exotic }
];
for (const value of exotic) {
	outputs.push(value, { type: 'display', displayId: value, data: value }, { type: 'result', data: { 'text/plain': value, 'text/html': value, 'image/png': value } });
	for (const mime of mimes) outputs.push({ type: 'display', displayId: null, data: { [mime]: value, 'text/plain': 'x' } });
	outputs.push({ type: 'error', error: { kind: value, code: value, message: value, hint: value, line: value, column: value, stack: value } });
}
for (const mime of mimes) {
	const nasty = polluted('{"__proto__":PROTO,"columns":[{"name":"__proto__","type":"number"},{"name":"constructor","type":"other"}],"rows":[[1,2],[{"__proto__":PROTO},null]],"total":1e308,"kind":"branch","label":"__proto__","entries":[{"key":"__proto__","value":{"kind":"leaf","type":"x","text":"<img src=x onerror=window.pwned=61>"}}],"more":-1,"done":-1,"level":"__proto__","args":[{"kind":"leaf","type":"text","text":"x"}],"dtype":"x","shape":[-1],"summary":{},"tree":{},"points":{"x":[1],"y":[1],"names":["<img src=x onerror=window.pwned=62>"],"total":1},"width":1,"height":1,"alt":"<b>"}');
	outputs.push({ type: 'display', displayId: 'forged-' + mime, data: { [mime]: nasty, 'text/plain': 'x', 'image/svg+xml': '<svg viewBox="0 0 1 1"><image href="http://TRAP/forged"/></svg>' } });
}
for (let id = -1; id < 60; id++) {
	say({ rpc: 'note', id, value: outputs });
	for (const value of [outputs, data, ...exotic.slice(0, 6)]) say({ rpc: 'note', id, value });
}
for (const method of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'run', 'reset', 'open', 'late', 'module', 'file', 1, null, {}]) {
	for (const params of [null, data, { cellId: '__proto__', outputs, specifier: '__proto__', name: '../../index.html' }, { specifier: 'constructor', name: 'constructor', cellId: {}, outputs: 1 }]) {
		say({ rpc: 'call', id: Math.random(), method, params });
	}
}
for (const value of exotic) { say(value); say({ rpc: value }); say({ rpc: 'call', id: value, method: 'file', params: value }); say({ rpc: 'stop', id: value }) }
for (let id = 1; id < 60; id++) {
	say({ rpc: 'failed', id, error: id % 3 ? data : null });
	say({ rpc: 'done', id, result: data });
}
self.postMessage({ died: 'forged' }); self.postMessage({ flood: 'forged' });
'forged'`;

test('messages forged through the kernel’s own port do no harm', async ({ page }) => {
	const errors: string[] = [];
	page.on('pageerror', (error) => errors.push(error.message));
	await openLesson(page);
	const cell = await addCell(page, FORGERIES.replaceAll('TRAP', address));
	await cell.getByRole('button', { name: 'Run cell' }).click();
	await page.waitForTimeout(2000);
	await expectUnharmed(page);
	await page.getByRole('button', { name: 'Restart kernel' }).click();
	const after = await run(page, '20 + 1');
	await expect(after).toContainText('21');
	expect(errors).toEqual([]);
});

test('the region’s port offers cells the wire, and nothing of the page’s', async ({ page }) => {
	await openLesson(page);
	const cell = await run(
		page,
		`${STOLEN}
const { S3Client, ListBucketsCommand } = await import('@aws-sdk/client-s3');
await new S3Client({}).send(new ListBucketsCommand({}));
const wire = ports.find((port) => port !== session);
const answers = [];
wire.addEventListener('message', ({ data }) => answers.push(data));
for (const method of ['open', 'watch', 'call', 'connect', 'killTrainingInstance', 'reset', '__proto__', 'constructor', 'toString']) {
	post.call(wire, { rpc: 'call', id: 1e6 + answers.length, method, params: { takeOver: true, service: 's3', operation: 'ListBuckets', input: {} } });
	await new Promise((resolve) => setTimeout(resolve, 50));
}
answers.filter((a) => a.id >= 1e6).map((a) => a.rpc + ' ' + (a.error?.code ?? '')).join()`
	);
	await expect(cell).toContainText(Array.from({ length: 9 }, () => 'failed UnknownMethod').join());
	await expectUnharmed(page);
});

const FLOODS: Readonly<Record<string, string>> = {
	'a million messages': 'for (let i = 0; i < 1e6; i++) say(i)',
	'a million calls':
		'for (let i = 0; i < 1e6; i++) say({ rpc: "call", id: i, method: "file", params: { name: "x" } })',
	'huge texts': 'for (let i = 0; i < 5; i++) say({ rpc: "note", id: 1, value: "x".repeat(2e8) })',
	'huge buffers': 'for (let i = 0; i < 5; i++) say({ rpc: "note", id: 1, value: new Uint8Array(3e8) })',
	'deep objects':
		'let deep = {}; for (let i = 0; i < 400; i++) deep = { deep }; for (let i = 0; i < 100; i++) say(deep)',
	'wide objects': 'say(Array.from({ length: 3e6 }, (_, i) => ({ i })))',
	'an array without end': 'say({ rpc: "note", id: 1, value: new Array(4294967295) })'
};

for (const [name, source] of Object.entries(FLOODS)) {
	test(`a port flooded with ${name} ends the kernel and not the page`, { tag: ALONE }, async ({ page }) => {
		await openLesson(page);
		const cell = await addCell(page, `${STOLEN}\n${source}\nawait new Promise(() => {})`);
		const thread = await watchMainThread(page);
		await runCell(cell, 60_000);
		await expect(cell).toContainText('aborted');
		expect(await thread.longest()).toBeLessThan(LONGEST_TASK_MS);
		const after = await run(page, '20 + 1');
		await expect(after).toContainText('21');
		await expectUnharmed(page);
	});
}

test('ports and other treasures in a transfer list go nowhere', async ({ page }) => {
	await openLesson(page);
	const cell = await run(
		page,
		`${STOLEN}
for (let i = 0; i < 100; i++) {
	const { port1, port2 } = new MessageChannel();
	post.call(session, { rpc: 'note', id: 1, value: port1, port: port2 }, [port1, port2]);
	const canvas = new OffscreenCanvas(1, 1);
	post.call(session, { rpc: 'note', id: 1, value: canvas }, [canvas]);
	const stream = new ReadableStream();
	post.call(session, { rpc: 'note', id: 1, value: stream }, [stream]);
}
'sent'`
	);
	await expect(cell).toContainText('sent');
	await expectUnharmed(page);
});

test('values that fight back are shown without being called', async ({ page }) => {
	await openLesson(page);
	const cell = await run(
		page,
		`globalThis.called = 0;
const trap = new Proxy({}, { get() { throw new Error('called') }, ownKeys() { throw new Error('called') }, getPrototypeOf() { throw new Error('called') } });
const evil = { get a() { called++; return 1 }, toJSON() { called++; return 'x' }, toString() { called++; return 'x' }, [Symbol.toPrimitive]() { called++; return 'x' }, __proto__: null };
const proto = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
console.log(evil, proto, trap); console.table([proto, evil]); display(evil); display(trap);
[evil, proto, trap]`
	);
	await expect(cell).not.toContainText('KernelDied');
	await expect(await run(page, `'called ' + called`)).toContainText('called 0');
	await expectUnharmed(page);
});

test('a notebook’s name is only a name', async ({ page }) => {
	await page.goto('./');
	await page.getByRole('button', { name: 'New notebook' }).click();
	const name = page.getByRole('textbox', { name: 'Name of the notebook' });
	const hostile = `"><img src="http://${address}/name" onerror="window.pwned=70"><script>window.pwned=71</script>{{7*7}}`;
	await name.fill(hostile);
	await name.press('Enter');
	await expect(page.getByText(/^Saved /)).toBeVisible();
	await page.waitForTimeout(800);
	await expectUnharmed(page);
	await page.getByRole('link', { name: 'Sagebrush, home' }).click();
	await expect(page.getByText('{{7*7}}').first()).toBeVisible();
	expect(await page.evaluate(() => (window as unknown as { pwned?: unknown }).pwned)).toBe(undefined);
});

test('a notebook from a link shows what it brings along, and runs and loads none of it', async ({ page }) => {
	const data = deflateRawSync(Buffer.from(notebook(address))).toString('base64url');
	await page.goto(`./#nb=${data}`);
	await expect(page).toHaveURL(/#\/notebooks\//);
	await expect(page.getByRole('article').first()).toBeVisible();
	for (const cell of await page.getByRole('article').all()) await cell.scrollIntoViewIfNeeded();
	await page.waitForTimeout(1500);
	await expectUnharmed(page);
	// Until the reader trusts it, nothing of it runs.
	await page.getByRole('button', { name: 'Run all' }).click();
	await page.waitForTimeout(500);
	await expect(page.getByRole('img', { name: /^Run \d+$/ })).toHaveCount(0);
	await expectUnharmed(page);
});

test('what is sent to the page’s window changes nothing', async ({ page }) => {
	await openLesson(page);
	await expect(page.locator('header .status.idle')).toBeVisible();
	const sandbox = page.frames().find((frame) => frame !== page.mainFrame())!;
	await sandbox.evaluate(() => {
		const proto = JSON.parse('{"__proto__":{"polluted":1},"rpc":"call","id":1,"method":"call"}') as unknown;
		const messages: unknown[] = [
			{ died: 'gone' },
			{ id: 1, alive: 'blob:null/1' },
			{ frame: '<script>parent.pwned = 1</script>', start: {} },
			{ rpc: 'call', id: 1, method: 'reset', params: null },
			{ rpc: 'call', id: 2, method: 'eraseAll', params: null },
			{ rpc: 'done', id: 1, result: { opened: false } },
			{ type: 'SKIP_WAITING' },
			proto
		];
		for (const message of messages) {
			const { port1, port2 } = new MessageChannel();
			parent.postMessage(message, '*', [port2]);
			port1.postMessage(message);
		}
	});
	await page.waitForTimeout(500);
	await expect(page.locator('header .status.idle')).toBeVisible();
	await expect(await run(page, '20 + 1')).toContainText('21');
	await expectUnharmed(page);
});

test('a notebook from a file shows what it brings along, and runs and loads none of it', async ({ page }) => {
	await page.goto('./');
	await page.locator('input[type=file]').setInputFiles({
		name: `"><img src=x onerror=window.pwned=90>.ipynb`,
		mimeType: 'application/json',
		buffer: Buffer.from(notebook(address))
	});
	await expect(page).toHaveURL(/#\/notebooks\//);
	await expect(page.getByRole('article').first()).toBeVisible();
	for (const cell of await page.getByRole('article').all()) await cell.scrollIntoViewIfNeeded();
	await page.waitForTimeout(1500);
	await expectUnharmed(page);
	await page.reload();
	await expect(page.getByRole('article').first()).toBeVisible();
	await page.waitForTimeout(1000);
	await expectUnharmed(page);
	await page.getByRole('link', { name: 'Sagebrush, home' }).click();
	await page.waitForTimeout(500);
	expect(await page.evaluate(() => (window as unknown as { pwned?: unknown }).pwned)).toBe(undefined);
});
