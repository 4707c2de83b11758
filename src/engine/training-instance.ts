import { createBreath } from './breath.ts';
import { openGpu } from './web-gpu.ts';
import { vcpusOf, WorkerCrew } from './worker-crew.ts';
import { trainInContainer } from './container/train.ts';
import type { TrainingInstanceContract } from './instance-contract.ts';
import type { InstanceWorker } from './instance.ts';
import { LineBatch } from './line-batch.ts';
import { Peer, transferred, type Wire } from './rpc.ts';

/** What a training instance finds around it. */
export interface InstanceHost {
	/** Processors of this machine. */
	readonly cores: number;
	/** Starts a further thread. */
	readonly spawnHand: () => InstanceWorker;
}

/** Makes this worker a training instance. It lives for one job. */
export function beTrainingInstance(wire: Wire, { cores, spawnHand }: InstanceHost): void {
	const stopping = new AbortController();
	new Peer<TrainingInstanceContract, Record<never, never>>(wire, {
		async train({ task, hands }, { note }) {
			const lines = new LineBatch((written) => note({ lines: written }));
			const spawn = (): InstanceWorker => {
				note({ started: 1 });
				return spawnHand();
			};
			try {
				const log = (line: string): void => lines.add(line);
				const outcome = await trainInContainer(task, {
					log,
					stop: stopping.signal,
					breathe: createBreath(),
					now: () => performance.now(),
					openGpu,
					openCrew(algorithm, instanceType) {
						const most = Math.min(cores - 1, vcpusOf(instanceType) - 1, hands);
						return most > 0 ? new WorkerCrew(most, algorithm, spawn) : undefined;
					}
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
