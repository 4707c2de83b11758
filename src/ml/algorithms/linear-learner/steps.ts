import type { Task } from '#ml/algorithm.ts';
import type { LinearHyperparameters } from './hyperparameters.ts';
import { lossSums, type Learner } from './learner.ts';
import type { LossSums } from './placed-rows.ts';
import type { Rows, Setup } from './setup.ts';

/** An epoch to come. */
export interface Epoch {
	/** Numbers of the batches in their order. */
	readonly batches: Uint32Array;
	/** What the learning rate is in a step of the epoch, from that of the model. */
	rate(learningRate: number, step: number): number;
}

/** Takes the steps of a learner. */
export interface Steps {
	/** All steps of an epoch. Returns what the losses came to on the way; null where it was stopped. */
	take(epoch: Epoch): Promise<LossSums | null>;
	/** Mean loss of training or validation rows under each of the models as they are. */
	lossesOf(rows: Rows): Promise<Float64Array>;
}

/** The steps as the processor takes them. */
export class OwnSteps implements Steps {
	readonly #learner: Learner;
	readonly #task: Pick<Task<LinearHyperparameters>, 'hyperparameters' | 'stop' | 'breathe'>;
	readonly #train: Rows;

	constructor(
		learner: Learner,
		{ train }: Pick<Setup, 'train'>,
		task: Pick<Task<LinearHyperparameters>, 'hyperparameters' | 'stop' | 'breathe'>
	) {
		this.#learner = learner;
		this.#train = train;
		this.#task = task;
	}

	async take({ batches, rate }: Epoch): Promise<LossSums | null> {
		const { hyperparameters: p, stop, breathe } = this.#task;
		const sums = lossSums(this.#learner.models);
		for (const [step, batch] of batches.entries()) {
			if (stop.aborted) return null;
			const from = batch * p.mini_batch_size;
			const to = Math.min(this.#train.labels.length, from + p.mini_batch_size);
			this.#learner.step(this.#train, from, to, (learningRate) => rate(learningRate, step), sums);
			await breathe();
		}
		return sums;
	}

	async lossesOf(rows: Rows): Promise<Float64Array> {
		return this.#learner.lossesOf(rows);
	}
}
