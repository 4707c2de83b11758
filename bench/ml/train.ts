import { WorkerCrew } from '#engine/worker-crew.ts';
import { Rng } from '#base/rng.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';
import { builtinAlgorithms } from '#ml/registry.ts';
import type { BenchHost } from './workload.ts';

const spawnHand = (): Worker =>
	new Worker(new URL('../../src/engine/hand.worker.ts', import.meta.url), { type: 'module' });

/** Trains in this thread, and in those that are asked for. */
export function createHost(now: () => number): BenchHost {
	return {
		now,
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
				log: (line) => lines.push(line),
				now,
				breathe: () => Promise.resolve(),
				...(crew && { crew })
			});
			crew?.dismiss();
			return { model: model!, seconds: (now() - start) / 1000, lines };
		}
	};
}
