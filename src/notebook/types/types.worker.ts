import { Peer, type Wire } from '#engine/rpc.ts';
import type { TypesContract } from './contract.ts';
import { readPack } from './read-pack.ts';
import { serveTypes } from './serve-types.ts';

/** The trusted worker in which TypeScript reads the cells. It never runs them. */
const turns = new MessageChannel();
const waiting: (() => void)[] = [];
turns.port1.onmessage = () => waiting.shift()?.();

function turn(): Promise<void> {
	return new Promise((resolve) => {
		waiting.push(resolve);
		turns.port2.postMessage(null);
	});
}

new Peer<TypesContract, Record<never, never>>(globalThis as unknown as Wire, serveTypes(readPack, turn));
