import { createBreath } from './breath.ts';
import { openGpu } from './web-gpu.ts';
import { trainInContainer } from './container/train.ts';
import type { TrainingInstanceContract } from './instance-contract.ts';
import { LineBatch } from './line-batch.ts';
import { Peer, transferred, type Wire } from './rpc.ts';

/** Makes this worker a training instance. It lives for one job. */
export function beTrainingInstance(wire: Wire): void {
	const stopping = new AbortController();
	new Peer<TrainingInstanceContract, Record<never, never>>(wire, {
		async train(task, { note }) {
			const lines = new LineBatch(note);
			try {
				const log = (line: string): void => lines.add(line);
				const outcome = await trainInContainer(task, {
					log,
					stop: stopping.signal,
					breathe: createBreath(),
					now: () => performance.now(),
					openGpu
				});
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
}
