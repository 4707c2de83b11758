import { provideBridge } from './bridge.ts';
import { serveKernel } from './serve-kernel.ts';

/** Entry of the kernel's worker, which the frame starts from a blob. It gets its two ports in the first message. */

const Request = XMLHttpRequest;
const { URL, Blob, performance } = globalThis;
const { now: dateNow } = Date;

// An error of an AWS client lies below all of the client's layers, and the cell's line below them is what counts.
Object.assign(Error, { stackTraceLimit: 100 });

/** A request that waits for its answer: the one way to hear from outside in the middle of a loop, without shared memory. */
function isAlive(url: string): boolean {
	try {
		const request = new Request();
		request.open('GET', url, false);
		request.send();
		return true;
	} catch (error) {
		// A full stack says nothing about the mark.
		if (error instanceof RangeError) throw error;
		return false;
	}
}

addEventListener(
	'message',
	({ data: flag, ports: [session, region] }: MessageEvent<Int32Array<SharedArrayBuffer> | null>) => {
		if (!session || !region) throw new TypeError('The kernel needs two ports.');
		const runtime = serveKernel(session, region, {
			scope: globalThis,
			now: () => performance.now(),
			coarseNow: dateNow,
			isAlive: flag ? (mark) => mark === `flag:${Atomics.load(flag, 0)}` : isAlive,
			// A look at shared memory costs nothing, a request a millisecond or two.
			pollMs: flag ? 10 : 100,
			toUrl: (source) => URL.createObjectURL(new Blob([source], { type: 'text/javascript' })),
			importUrl: (url) => import(/* @vite-ignore */ url) as Promise<object>
		});
		provideBridge(runtime.bridge);
		const report = (error: unknown): void => runtime.report(error);
		addEventListener('error', (event) => {
			event.preventDefault();
			report(event.error);
		});
		addEventListener('unhandledrejection', (event) => {
			event.preventDefault();
			report(event.reason);
		});
	},
	{ once: true }
);
