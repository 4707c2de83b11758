import { afterEach, describe, expect, it } from 'vitest';
import { Emitter } from '#base/emitter.ts';
import { UserError } from '#base/errors.ts';
import type { RunRequest } from '#notebook/kernel/contract.ts';
import type { KernelFrame } from '#notebook/kernel/kernel-frame.ts';
import type { Runtime } from '#notebook/kernel/runtime.ts';
import { serveKernel } from '#notebook/kernel/serve-kernel.ts';
import { KernelSession } from '#notebook/kernel/session.ts';
import type { Output } from '#notebook/outputs.ts';

const open: { session: KernelSession; frame: FrameHere }[] = [];
afterEach(() => {
	for (const { session, frame } of open.splice(0)) {
		session.close();
		frame.runtime?.dispose();
	}
});

/** A frame whose worker is this very realm. */
class FrameHere implements KernelFrame {
	readonly died = new Emitter<string>();
	runtime: Runtime | null = null;
	spawned = 0;
	/** A frame that is deaf never lets the kernel hear of an interrupt. */
	deaf = false;
	#alive = 0;
	#ports: MessagePort[] = [];

	spawn(kernel: MessagePort, wire: MessagePort): Promise<string> {
		this.close();
		this.spawned++;
		this.#ports = [kernel, wire];
		const deafened = new Proxy(kernel, {
			get: (port, key) => {
				if (key !== 'addEventListener') return Reflect.get(port, key, port).bind?.(port) as unknown;
				return (type: string, listener: (event: MessageEvent) => void) =>
					port.addEventListener(type, (event) => {
						if (!this.deaf || (event as MessageEvent).data.method !== 'interrupt')
							listener(event as MessageEvent);
					});
			}
		});
		this.runtime = serveKernel(deafened, wire, {
			scope: globalThis,
			now: () => performance.now(),
			coarseNow: () => Date.now(),
			isAlive: (url) => url === `alive-${this.#alive}`,
			toUrl: (source) => `data:text/javascript,${encodeURIComponent(source)}`,
			importUrl: (url) => import(/* @vite-ignore */ url) as Promise<object>
		});
		return Promise.resolve(`alive-${++this.#alive}`);
	}

	revoke(): Promise<string> {
		return Promise.resolve(`alive-${++this.#alive}`);
	}

	close(): void {
		this.runtime?.dispose();
		for (const port of this.#ports) port.close();
	}
}

function openSession(graceMs = 2000): { session: KernelSession; frame: FrameHere; statuses: string[] } {
	const frame = new FrameHere();
	const wires = new MessageChannel();
	const session = new KernelSession({
		openFrame: () => Promise.resolve(frame),
		openWire: () => wires.port2,
		graceMs,
		host: {
			module: ({ specifier }) => {
				if (specifier === 'seven')
					return { source: 'import { x } from "./sagebrush-chunk-x.js"; export const seven = x;' };
				if (specifier === './sagebrush-chunk-x.js') return { source: 'export const x = 7;' };
				throw new UserError('UnknownModule', `'${specifier}' cannot be imported here.`);
			},
			file: () => ({ bytes: Uint8Array.of(1) })
		}
	});
	open.push({ session, frame });
	const statuses: string[] = [];
	session.statusChanged.on((status) => statuses.push(status));
	wires.port1.close();
	return { session, frame, statuses };
}

let runs = 0;
function request(source: string, cellId = 'a'): RunRequest {
	return { cellId, run: ++runs, source, width: 640, dark: false };
}

async function shown(session: KernelSession, source: string): Promise<unknown> {
	const outputs: Output[] = [];
	await session.run(request(source), (output) => outputs.push(output));
	const [first] = outputs;
	return first?.type === 'result' ? first.data['text/plain'] : first;
}

describe('a session', () => {
	it('starts with its first run and tells what it does', async () => {
		const { session, statuses } = openSession();
		expect(session.status).toBe('stopped');
		expect(await shown(session, '1 + 1')).toBe('2');
		expect(statuses).toEqual(['starting', 'idle', 'busy', 'idle']);
	});

	it('runs cells in the order in which they were given', async () => {
		const { session } = openSession();
		const slow = session.run(
			request('let order = ["slow"]; await new Promise(y => setTimeout(y, 20))'),
			() => {}
		);
		const quick = shown(session, 'order.push("quick"); order');
		await slow;
		expect(await quick).toBe("[ 'slow', 'quick' ]");
	});

	it('loads modules with the chunks that they share', async () => {
		const { session } = openSession();
		expect(await shown(session, 'import { seven } from "seven"; seven')).toBe('7');
	});

	it('shows a module that there is not as an error of the learner', async () => {
		const { session } = openSession();
		expect(await shown(session, 'import x from "lodash"')).toMatchObject({
			error: { kind: 'user', code: 'UnknownModule', line: 1 }
		});
	});

	it('hears the timers of a cell after its end', async () => {
		const { session } = openSession();
		const heard: Output[] = [];
		await session.run(request('void setTimeout(() => console.log("late"), 5)'), (output) =>
			heard.push(output)
		);
		expect(heard).toEqual([]);
		await expect.poll(() => heard).toMatchObject([{ type: 'display', data: { 'text/plain': 'late' } }]);
	});

	it('tells the names that cells have defined, and nothing while it is not idle', async () => {
		const { session } = openSession();
		expect(await session.variables()).toBeNull();
		await shown(session, 'const table = [{ a: 1 }, { a: 2 }]; let text = "x"; function f() {} void display');
		const names = (await session.variables())?.map(({ name, type }) => `${name}: ${type}`).sort();
		expect(names).toEqual(['f: function', 'table: Array', 'text: string']);
		const running = session.run(request('let n = 1; await new Promise(() => {})'), () => {});
		await expect.poll(() => session.status).toBe('busy');
		expect(await session.variables()).toBeNull();
		await session.interrupt();
		await running;
	});

	it('stops a waiting cell and keeps the variables', async () => {
		const { session, frame } = openSession();
		const running = session.run(request('let kept = 1; await new Promise(() => {})'), () => {});
		await expect.poll(() => session.status).toBe('busy');
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(await session.interrupt()).toBe('interrupted');
		expect((await running).status).toBe('interrupted');
		expect(await shown(session, 'kept')).toBe('1');
		expect(frame.spawned).toBe(1);
	});

	it('ends a kernel that does not listen, and says that the variables are gone', async () => {
		const { session, frame } = openSession(50);
		frame.deaf = true;
		const outputs: Output[] = [];
		const running = session.run(request('var lost = 1; await new Promise(() => {})'), (o) => outputs.push(o));
		await new Promise((resolve) => setTimeout(resolve, 30));
		expect(await session.interrupt()).toBe('respawned');
		expect((await running).status).toBe('interrupted');
		expect(outputs).toMatchObject([
			{ type: 'error', error: { kind: 'interrupted', code: 'KernelRestarted' } }
		]);
		expect(await shown(session, 'typeof lost')).toBe("'undefined'");
		expect(frame.spawned).toBe(2);
	});

	it('starts afresh when it is told to', async () => {
		const { session } = openSession();
		await shown(session, 'var gone = 1');
		await session.restart();
		expect(session.status).toBe('idle');
		expect(await shown(session, 'typeof gone')).toBe("'undefined'");
	});

	it('rejects what runs when the kernel dies, and can be started again', async () => {
		const { session, frame } = openSession();
		const running = session.run(request('await new Promise(() => {})'), () => {});
		await expect.poll(() => session.status).toBe('busy');
		frame.died.emit('out of memory');
		await expect(running).rejects.toMatchObject({ kind: 'platform', code: 'KernelDied' });
		expect(session.status).toBe('stopped');
		expect(await shown(session, '2')).toBe('2');
	});

	it('takes another sandbox where the first one does not answer any more', { timeout: 20_000 }, async () => {
		const { session, frame } = openSession(50);
		const running = session.run(request('await new Promise(() => {})'), () => {});
		await expect.poll(() => session.status).toBe('busy');
		const { spawn, revoke } = frame;
		frame.revoke = () => new Promise(() => undefined);
		let asked = 0;
		frame.spawn = (...ports) => (++asked === 1 ? new Promise(() => undefined) : spawn.apply(frame, ports));
		expect(await session.interrupt()).toBe('respawned');
		frame.revoke = revoke;
		expect((await running).status).toBe('interrupted');
		expect(asked).toBe(2);
		expect(await shown(session, '3')).toBe('3');
	});

	it('closes a frame that opens after it was closed itself', async () => {
		const { session, frame } = openSession();
		let closed = 0;
		frame.close = () => void closed++;
		const starting = session.start();
		session.close();
		await expect(starting).rejects.toMatchObject({ code: 'KernelClosed' });
		expect(closed).toBe(1);
		expect(frame.spawned).toBe(0);
	});

	it('runs nothing after it was closed', async () => {
		const { session } = openSession();
		session.close();
		await expect(session.run(request('1'), () => {})).rejects.toMatchObject({ code: 'KernelClosed' });
	});
});
