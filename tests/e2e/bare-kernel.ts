import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** What a run of a cell came to, without the page's notebook around it. */
export interface BareRun {
	readonly status: string;
	/** `text/plain` of the result; null where there was none. */
	readonly text: string | null;
	readonly error: { readonly kind: string; readonly code: string; readonly message: string } | null;
	/** From the click on Stop until the run had ended, ms; null where nobody stopped it. */
	readonly stopMs: number | null;
}

/** The built kernel in its sandbox, driven by its ports alone. */
export interface BareKernel {
	run(source: string, options?: { readonly stopAfterMs?: number }): Promise<BareRun>;
}

interface BareWindow {
	runBare(source: string, stopAfterMs: number | null): Promise<BareRun>;
}

/** The build that the server under test serves. */
const BUILD = new URL(`../../${process.env['BUILD_FOLDER'] ?? 'dist'}/`, import.meta.url);

/** Opens the kernel of the build on a page of the same site. */
export async function openBareKernel(page: Page): Promise<BareKernel> {
	const assets = readdirSync(new URL('assets/', BUILD));
	const asset = (pattern: RegExp): string => `assets/${assets.find((name) => pattern.test(name)) ?? ''}`;
	await page.goto('./');
	await page.evaluate(startInPage, [
		asset(/^cell-frame-.*\.html$/),
		asset(/^cell-worker-.*\.js$/),
		asset(/^cell-gate-.*\.js$/)
	] as const);
	return {
		run: (source, { stopAfterMs } = {}) =>
			page.evaluate(([cell, after]) => (window as unknown as BareWindow).runBare(cell, after), [
				source,
				stopAfterMs ?? null
			] as const)
	};
}

/** Runs in the page: does by hand what the notebook's session and frame do. */
async function startInPage([frameUrl, workerUrl, gateUrl]: readonly [string, string, string]): Promise<void> {
	const iframe = document.createElement('iframe');
	iframe.setAttribute('sandbox', 'allow-scripts');
	iframe.allow = 'cross-origin-isolated';
	iframe.src = frameUrl;
	const loaded = new Promise((resolve) => iframe.addEventListener('load', resolve));
	document.body.append(iframe);
	await loaded;
	const [worker, gate] = await Promise.all(
		[workerUrl, gateUrl].map(async (url) => (await fetch(url)).text())
	);
	const control = new MessageChannel();
	iframe.contentWindow!.postMessage({ worker, gate }, '*', [control.port2]);
	let commands = 0;
	const command = (name: string, ports: MessagePort[]): Promise<string> =>
		new Promise((resolve) => {
			control.port1.onmessage = ({ data }) => resolve(data.alive as string);
			control.port1.postMessage({ id: ++commands, command: name }, ports);
		});
	const kernel = new MessageChannel();
	let alive = await command('spawn', [kernel.port2, new MessageChannel().port2]);
	const settled = new Map<number, (status: string) => void>();
	let outputs: { type: string; data?: Record<string, string>; error?: BareRun['error'] }[] = [];
	kernel.port1.onmessage = ({ data }) => {
		if (data.rpc === 'note') outputs.push(...data.value);
		if (data.rpc === 'call') {
			const error = { kind: 'user', code: 'UnknownModule', message: 'This page has no modules.' };
			kernel.port1.postMessage({ rpc: 'failed', id: data.id, error });
		}
		if (data.rpc === 'done') settled.get(data.id)?.(data.result?.status);
	};
	let calls = 0;
	const call = (method: string, params: unknown): Promise<string> =>
		new Promise((resolve) => {
			settled.set(++calls, resolve);
			kernel.port1.postMessage({ rpc: 'call', id: calls, method, params });
		});
	(window as unknown as BareWindow).runBare = async (source, stopAfterMs) => {
		outputs = [];
		const request = { cellId: 'cell', run: calls + 1, source, width: 640, dark: false };
		const running = call('run', { request, alive });
		let stoppedAt = NaN;
		if (stopAfterMs !== null) {
			await new Promise((resolve) => setTimeout(resolve, stopAfterMs));
			stoppedAt = performance.now();
			alive = await command('revoke', []);
			void call('interrupt', { alive });
		}
		const status = await running;
		const result = outputs.find((o) => o.type === 'result');
		return {
			status,
			text: result?.data?.['text/plain'] ?? null,
			error: outputs.find((o) => o.type === 'error')?.error ?? null,
			stopMs: stopAfterMs === null ? null : performance.now() - stoppedAt
		};
	};
}
