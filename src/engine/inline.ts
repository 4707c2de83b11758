import { PlatformError } from '#base/errors.ts';
import type { InferenceRunner, TrainingOutcome, TrainingRunner } from '#sim/ports.ts';
import { createBreath } from './breath.ts';
import { loadContainer } from './container/serve.ts';
import { trainInContainer } from './container/train.ts';

/** The engine's ports without workers, for Node and tests: the same containers in this very thread. */
export function inlineTrainingRunner(): TrainingRunner {
	return {
		start(task, onLog) {
			const stopping = new AbortController();
			const killing = new AbortController();
			const killed = new Promise<TrainingOutcome>((_, reject) => {
				killing.signal.addEventListener('abort', () => reject(killing.signal.reason as Error));
			});
			const trained = trainInContainer(task, {
				log: onLog,
				stop: stopping.signal,
				breathe: createBreath(),
				now: () => performance.now()
			});
			return {
				finished: Promise.race([trained, killed]),
				stop: () => stopping.abort(),
				kill: () => {
					stopping.abort();
					killing.abort(new PlatformError('InstanceKilled', 'The training instance was taken away.'));
				}
			};
		}
	};
}

/** @see inlineTrainingRunner */
export function inlineInferenceRunner(): InferenceRunner {
	return {
		async start(model, onLog) {
			const { invoke } = await loadContainer(model, { log: onLog });
			return { invoke, close: () => {} };
		}
	};
}
