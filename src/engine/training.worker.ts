import { createBreath } from './breath.ts';
import { trainInContainer } from './container/train.ts';
import type { TrainingInstanceContract } from './instance-contract.ts';
import { LineBatch } from './line-batch.ts';
import { Peer, transferred, type Wire } from './rpc.ts';

/** A training instance. It lives for one job. */
const stopping = new AbortController();

new Peer<TrainingInstanceContract, Record<never, never>>(globalThis as unknown as Wire, {
	async train(task, { note }) {
		const lines = new LineBatch(note);
		try {
			const log = (line: string): void => lines.add(line);
			const outcome = await trainInContainer(task, { log, stop: stopping.signal, breathe: createBreath() });
			return transferred(outcome, outcome.modelArchive ? [outcome.modelArchive.buffer] : []);
		} finally {
			lines.flush();
		}
	},
	stop() {
		stopping.abort();
		return null;
	}
});
