import { WorkerCrew } from '#engine/worker-crew.ts';
import { Rng } from '#base/rng.ts';
import type { Gpu } from '#ml/gpu/gpu.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';
import { builtinAlgorithms } from '#ml/registry.ts';
import type { BenchHost } from './workload.ts';

const spawnHand = (): Worker =>
	new Worker(new URL('../../src/engine/hand.worker.ts', import.meta.url), { type: 'module' });

/**
 * Trains in this thread, and in those that are asked for.
 * @param gpu does all that it can, also what is too small to be worth it; null for none
 * @param log hears what is said outside of training
 */
export function createHost(now: () => number, gpu: Gpu | null, log: (line: string) => void): BenchHost {
	const lent = gpu ? { gpu: () => Promise.resolve(gpu), gpuLeast: 0 } : {};
	return {
		now,
		gpuHost: { ...lent, log },
		async train(name, strings, channels, hands = 0) {
			const spec = builtinAlgorithms.find((each) => each.name === name);
			if (!spec) throw new Error(`There is no algorithm ${name}.`);
			const algorithm = await spec.load();
			const hyperparameters = parseHyperparameters(
				algorithm.hyperparameters,
				strings,
				spec.notSimulated,
				spec.wording
			);
			algorithm.check(hyperparameters);
			const lines: string[] = [];
			const crew = hands > 0 ? new WorkerCrew(hands, name, spawnHand) : null;
			const start = now();
			const model = await algorithm.train({
				hyperparameters,
				channels,
				rng: new Rng(0),
				stop: { aborted: false },
				log(line) {
					lines.push(line);
					log(line);
				},
				now,
				breathe: () => Promise.resolve(),
				...lent,
				...(crew && { crew })
			});
			crew?.dismiss();
			return { model: model!, seconds: (now() - start) / 1000, lines };
		}
	};
}
