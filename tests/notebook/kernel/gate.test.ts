import { afterEach, describe, expect, it } from 'vitest';
import { joinPorts, type GateLimits } from '#notebook/kernel/gate.ts';

const LIMITS: GateLimits = {
	messages: { burst: 10, perSecond: 2 },
	bytes: { burst: 10_000, perSecond: 1000 },
	nodes: 500,
	depth: 20
};

const open: MessagePort[] = [];
afterEach(() => open.splice(0).forEach((port) => port.close()));

/** A kernel's end and a page's end, with a gate between. */
function gate(limits: GateLimits = LIMITS): {
	kernel: MessagePort;
	page: MessagePort;
	heard: unknown[];
	floods: string[];
	clock: { now: number };
} {
	const [inner, outer] = [new MessageChannel(), new MessageChannel()];
	open.push(inner.port1, inner.port2, outer.port1, outer.port2);
	const heard: unknown[] = [];
	const floods: string[] = [];
	const clock = { now: 0 };
	outer.port2.onmessage = ({ data }) => void heard.push(data);
	joinPorts(
		inner.port2,
		outer.port1,
		limits,
		() => clock.now,
		(reason) => void floods.push(reason)
	);
	return { kernel: inner.port1, page: outer.port2, heard, floods, clock };
}

/** Lets messages arrive. */
async function settle(): Promise<void> {
	for (let i = 0; i < 5; i++) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('the gate', () => {
	it('passes messages on, both ways and in order', async () => {
		const { kernel, page, heard } = gate();
		const answers: unknown[] = [];
		kernel.onmessage = ({ data }) => void answers.push(data);
		kernel.postMessage({ rpc: 'call', id: 1 });
		kernel.postMessage({ rpc: 'call', id: 2 });
		page.postMessage({ rpc: 'done', id: 1, result: new Uint8Array([1, 2]) });
		await settle();
		expect(heard).toEqual([
			{ rpc: 'call', id: 1 },
			{ rpc: 'call', id: 2 }
		]);
		expect(answers).toEqual([{ rpc: 'done', id: 1, result: new Uint8Array([1, 2]) }]);
	});

	it('lets a burst through, and after a while more', async () => {
		const { kernel, heard, floods, clock } = gate();
		for (let i = 0; i < 10; i++) kernel.postMessage(i);
		await settle();
		clock.now = 5000;
		for (let i = 0; i < 10; i++) kernel.postMessage(i);
		await settle();
		expect(heard).toHaveLength(20);
		expect(floods).toEqual([]);
	});

	it('closes before a flood of messages, and says so once', async () => {
		const { kernel, heard, floods } = gate();
		for (let i = 0; i < 1000; i++) kernel.postMessage(i);
		await settle();
		expect(heard).toHaveLength(10);
		expect(floods).toEqual(['its cells sent too many messages at once']);
	});

	it.each<readonly [string, unknown]>([
		['a long text', 'x'.repeat(6000)],
		['a large buffer', new ArrayBuffer(20_000)],
		['long keys', { ['k'.repeat(6000)]: 1 }],
		['many small things', Array.from({ length: 600 }, () => 0)],
		['many entries of a map', new Map(Array.from({ length: 300 }, (_, i) => [i, i]))],
		['a long array with nothing in it', new Array(4_294_967_295)],
		['depth', Array.from({ length: 30 }).reduce<unknown>((inside) => [inside], 0)]
	])('closes before %s', async (_title, message) => {
		const { kernel, heard, floods } = gate();
		kernel.postMessage(message);
		await settle();
		expect(heard).toEqual([]);
		expect(floods).toEqual(['its cells sent too much at once']);
	});

	it('counts what is there twice once, and comes to an end with circles', async () => {
		const { kernel, heard, floods } = gate();
		const view = new Uint8Array(6000);
		const circle: Record<string, unknown> = { first: view, second: new Uint16Array(view.buffer) };
		circle['self'] = circle;
		kernel.postMessage(circle);
		await settle();
		expect(heard).toHaveLength(1);
		expect(floods).toEqual([]);
	});

	it('takes members out that would become a prototype, however deep', async () => {
		const { kernel, heard } = gate();
		kernel.postMessage(
			JSON.parse('{"__proto__":{"a":1},"list":[{"__proto__":{"b":1},"c":2}],"constructor":{"prototype":3}}')
		);
		await settle();
		const [message] = heard as [{ list: object[] }];
		expect(Object.getOwnPropertyNames(message)).toEqual(['list', 'constructor']);
		expect(Object.getOwnPropertyNames(message.list[0])).toEqual(['c']);
	});

	it('keeps ports to itself', async () => {
		const { kernel, heard, floods } = gate();
		const { port1, port2 } = new MessageChannel();
		open.push(port1, port2);
		kernel.postMessage({ door: port2 }, [port2]);
		kernel.postMessage('after');
		await settle();
		expect(heard).toEqual(['after']);
		expect(floods).toEqual([]);
	});
});
