import type { AnswerField, Predictions } from '#ml/algorithm.ts';
import type { Settings } from './settings.ts';
import type { Metric, Neighbours } from './search-index.ts';
import { majority, mean } from './vote.ts';

/** How neighbours become an answer. */
export interface AnswerPlan {
	/** Neighbours that are asked. */
	readonly k: number;
	readonly metric: Metric;
	readonly verbose: boolean;
	readonly says: Settings['predictorType'];
	/** Of each row of the index. */
	readonly labels: Float32Array;
}

/** What the neighbours of some rows say, batch after batch. */
export class Answers {
	readonly #plan: AnswerPlan;
	readonly #answers: Float32Array;
	/** Of verbose answers. */
	readonly #distances: Float32Array;
	readonly #labels: Float32Array;
	readonly #near: Float32Array;
	#rows = 0;

	constructor(rows: number, plan: AnswerPlan) {
		const { k, verbose } = plan;
		this.#plan = plan;
		this.#answers = new Float32Array(rows);
		this.#distances = new Float32Array(verbose ? rows * k : 0);
		this.#labels = new Float32Array(verbose ? rows * k : 0);
		this.#near = new Float32Array(k);
	}

	get k(): number {
		return this.#plan.k;
	}

	/** The neighbours of the next rows. */
	add({ ids, distances }: Neighbours): void {
		const { k, metric, verbose, says, labels } = this.#plan;
		const near = this.#near;
		if (verbose) {
			// Products are negative inside, so that less is nearer.
			const told = metric === 'L2' ? distances : distances.map((distance) => 0 - distance);
			this.#distances.set(told, this.#rows * k);
		}
		for (let at = 0; at < ids.length; at += k) {
			for (let j = 0; j < k; j++) near[j] = labels[ids[at + j]!]!;
			if (verbose) this.#labels.set(near, this.#rows * k);
			this.#answers[this.#rows++] = says === 'classifier' ? majority(near) : mean(near);
		}
	}

	predictions(): Predictions {
		const { k, verbose } = this.#plan;
		const fields: AnswerField[] = [{ name: 'predicted_label', width: 1, values: this.#answers }];
		if (verbose) fields.push({ name: 'distances', width: k, values: this.#distances, isList: true });
		if (verbose) fields.push({ name: 'labels', width: k, values: this.#labels, isList: true });
		return { rows: this.#answers.length, fields };
	}
}
