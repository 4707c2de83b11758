import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { PlatformError, UserError } from '#base/errors.ts';
import { Peer, transferred, type Handlers, type Wire } from '#engine/rpc.ts';

type Calculator = {
	add: { params: readonly [number, number]; result: number };
	count: { params: number; result: null; note: number };
	fail: { params: null; result: null };
	forever: { params: null; result: null };
	bytes: { params: null; result: Uint8Array };
};

type Nobody = Record<never, never>;

const open: { close(): void }[] = [];
afterEach(() => open.splice(0).forEach((end) => end.close()));

function connect(overrides: Partial<Handlers<Calculator>> = {}): Peer<Nobody, Calculator> {
	const { port1, port2 } = new MessageChannel();
	open.push(port1, port2);
	new Peer<Calculator, Nobody>(port2 as unknown as Wire, {
		add: ([a, b]) => a + b,
		count(n, { note }) {
			for (let i = 1; i <= n; i++) note(i);
			return null;
		},
		fail() {
			throw new UserError('BadSum', 'sums of 0 are forbidden', { hint: 'Add something.' });
		},
		forever: () => new Promise(() => {}),
		bytes() {
			const bytes = Uint8Array.of(1, 2, 3);
			return transferred(bytes, [bytes.buffer]);
		},
		...overrides
	});
	return new Peer<Nobody, Calculator>(port1 as unknown as Wire, {});
}

describe('Peer', () => {
	it('answers many calls at once, each with its own result', async () => {
		const peer = connect();
		const sums = await Promise.all([1, 2, 3].map((n) => peer.call('add', [n, n])));
		expect(sums).toEqual([2, 4, 6]);
	});

	it('passes notes on in order before the result', async () => {
		const heard: number[] = [];
		await connect().call('count', 3, { onNote: (n) => heard.push(n) });
		expect(heard).toEqual([1, 2, 3]);
	});

	it('rejects with the callee’s own error, hint and all', async () => {
		const error = await connect()
			.call('fail', null)
			.catch((e: unknown) => e);
		expect(error).toBeInstanceOf(UserError);
		expect(error).toMatchObject({ code: 'BadSum', hint: 'Add something.' });
	});

	it('rejects a call to a method that is not there, inherited names included', async () => {
		const peer = connect();
		await expect(peer.call('toString' as 'fail', null)).rejects.toMatchObject({ code: 'UnknownMethod' });
	});

	it('rejects the caller at once when it stops a call, and tells the callee', async () => {
		const told = new Promise<boolean>((resolve) => {
			const peer = connect({
				forever: (_, { stop }) => {
					stop.addEventListener('abort', () => resolve(stop.aborted));
					return new Promise(() => {});
				}
			});
			const stopping = new AbortController();
			peer.call('forever', null, { stop: stopping.signal }).catch(() => {});
			stopping.abort(new Error('enough'));
		});
		expect(await told).toBe(true);
	});

	it('settles every call when the connection is closed, later ones too', async () => {
		const peer = connect();
		const calls = [peer.call('forever', null), peer.call('forever', null)];
		peer.close(new PlatformError('InstanceDied', 'gone'));
		const settled = await Promise.allSettled([...calls, peer.call('add', [1, 1])]);
		expect(settled.map((s) => (s.status === 'rejected' ? (s.reason as Error).message : s.value))).toEqual([
			'gone',
			'gone',
			'gone'
		]);
	});

	it('moves the buffers that a handler marks, and ignores messages that are none of its own', async () => {
		const { port1, port2 } = new MessageChannel();
		open.push(port1, port2);
		const peer = new Peer<Nobody, Calculator>(port1 as unknown as Wire, {});
		port2.on('message', () => port2.postMessage('noise'));
		port2.on('message', ({ id }: { id: number }) =>
			port2.postMessage({ rpc: 'done', id, result: Uint8Array.of(9) })
		);
		expect(await peer.call('bytes', null)).toEqual(Uint8Array.of(9));
		expect(await connect().call('bytes', null)).toEqual(Uint8Array.of(1, 2, 3));
	});

	it.each([
		undefined,
		null,
		'no',
		{},
		{ kind: 'user', code: 1, message: 'm' },
		{ kind: '?', code: 'c', message: 'm' }
	])('settles a call whose failure is told by %j', async (error) => {
		const { port1, port2 } = new MessageChannel();
		open.push(port1, port2);
		port2.on('message', ({ id }: { id: number }) => port2.postMessage({ rpc: 'failed', id, error }));
		const peer = new Peer<Nobody, Calculator>(port1 as unknown as Wire, {});
		await expect(peer.call('forever', null)).rejects.toMatchObject({ code: 'BadMessage' });
	});
});
