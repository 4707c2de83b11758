import { Rng } from '#base/rng.ts';
import type { LinearModel } from '#ml/algorithms/linear-learner/model.ts';
import { linearLearner } from '#ml/algorithms/linear-learner/index.ts';
import { linearLearnerSpec } from '#ml/algorithms/linear-learner/spec.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import type { GpuHost } from '#ml/gpu/borrow.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';

export interface LinearFit {
	readonly model: LinearModel;
	readonly lines: readonly string[];
	/** The last value that the log gives a metric, by its words, e.g. `test mse <loss>`. */
	metric(words: string): number;
	/** All values of a metric. */
	metrics(words: string): number[];
	/** Epochs that were finished. */
	readonly epochs: number;
}

/** Trains Linear Learner in this thread. A mini_batch_size is as large as the table, unless one is given. */
export async function fitLinear(
	given: Readonly<Record<string, string>>,
	train: Dataset,
	channels: Readonly<Record<string, Dataset>> = {},
	seed = 1,
	host: Pick<GpuHost, 'gpu' | 'gpuLeast'> = {}
): Promise<LinearFit> {
	const strings = { mini_batch_size: String(Math.min(1000, train.rows)), ...given };
	const hyperparameters = parseHyperparameters(
		linearLearner.hyperparameters,
		strings,
		linearLearnerSpec.notSimulated,
		linearLearnerSpec.wording
	);
	linearLearner.check(hyperparameters);
	const lines: string[] = [];
	const model = await linearLearner.train({
		hyperparameters,
		channels: { train, ...channels },
		rng: new Rng(seed),
		stop: { aborted: false },
		log: (line) => lines.push(line),
		breathe: () => Promise.resolve(),
		...host
	});
	const metrics = (words: string): number[] =>
		lines.flatMap((line) => {
			const at = line.indexOf(`${words}=`);
			return at < 0 ? [] : [Number(line.slice(at + words.length + 1))];
		});
	return {
		model: model as LinearModel,
		lines,
		metrics,
		metric: (words) => metrics(words).at(-1) ?? NaN,
		epochs: lines.filter((line) => line.startsWith('#progress_metric')).length
	};
}
