import { Peer, transferred, type Wire } from '#engine/rpc.ts';
import { readEverything, writeEverything } from './everything.ts';
import type { InterchangeContract } from './interchange-contract.ts';
import { readNotebookFile } from './read-file.ts';

new Peer<InterchangeContract, Record<never, never>>(globalThis as unknown as Wire, {
	read: ({ name, bytes }) => readNotebookFile(name, bytes),
	unpack: ({ name, bytes }) => readEverything(name, bytes),
	pack: ({ everything, now }) => {
		const archive = writeEverything(everything, now);
		return transferred(archive, [archive.buffer]);
	}
});
