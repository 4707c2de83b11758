import type { Rng } from '#base/rng.ts';
import { valueOr, type Candidate } from './candidates.ts';
import type { LinearHyperparameters } from './hyperparameters.ts';
import type { Loss } from './losses.ts';
import { Optimizer } from './optimizer.ts';
import type { LossSums } from './placed-rows.ts';
import { addGradients, addMargins } from './products.ts';
import type { Rows } from './setup.ts';

/** Rows whose margins are worked out at once where no step follows. */
const ROWS = 1024;

/** Several models that learn side by side from the same batches. */
export class Learner {
	readonly #p: LinearHyperparameters;
	readonly #loss: Loss;
	readonly #outputs: number;
	readonly candidates: readonly Candidate[];
	/** models · classes, or null. */
	readonly classWeights: Float64Array | null;
	/** One for each of the models. */
	readonly optimizers: readonly { readonly weights: Optimizer; readonly bias: Optimizer }[];
	readonly #gradients: Float64Array;
	readonly #totals: Float64Array;
	#margins = new Float64Array(0);
	/** Model after model, output after output. */
	readonly weights: Float64Array;
	readonly biases: Float64Array;

	/** @param columns features that have a weight */
	constructor(
		p: LinearHyperparameters,
		loss: Loss,
		candidates: readonly Candidate[],
		classWeights: Float64Array | null,
		shape: { readonly columns: number; readonly outputs: number },
		rng: Rng
	) {
		const { columns, outputs } = shape;
		const models = candidates.length;
		this.#p = p;
		this.#loss = loss;
		this.#outputs = outputs;
		this.candidates = candidates;
		this.classWeights = classWeights;
		this.weights = Float64Array.from({ length: models * outputs * columns }, () => drawn(p, rng));
		this.biases = new Float64Array(models * outputs).fill(p.use_bias === 'true' ? p.init_bias : 0);
		this.#gradients = new Float64Array(this.weights.length);
		this.#totals = new Float64Array(this.biases.length);
		this.optimizers = candidates.map(({ rule }) => ({
			weights: new Optimizer(rule, outputs * columns),
			bias: new Optimizer(rule, outputs)
		}));
	}

	get models(): number {
		return this.candidates.length;
	}

	/** The part of one model in the weights or the biases. */
	partOf(model: number, numbers: Float64Array): Float64Array {
		const size = numbers.length / this.models;
		return numbers.subarray(model * size, (model + 1) * size);
	}

	/**
	 * One step of every model by the mean gradient of the rows [from, to).
	 * @param rate the learning rate of now, from that of the model
	 * @param sums loss and weight of the rows are added, model after model
	 */
	step(rows: Rows, from: number, to: number, rate: (learningRate: number) => number, sums: LossSums): void {
		const slopes = this.#measure(rows, from, to, this.weights, this.biases, sums, 1 / (to - from));
		if (slopes) addGradients(rows.features, from, to, slopes, this.#gradients, this.#totals);
		else rows.features.placed!.addGradients(from, to, this.#gradients, this.#totals);
		const biasRate = valueOr(this.#p.bias_lr_mult, 1);
		const biasWd = valueOr(this.#p.bias_wd_mult, 0);
		for (const [m, { learningRate, wd, l1 }] of this.candidates.entries()) {
			const now = rate(learningRate);
			const { weights, bias } = this.optimizers[m]!;
			weights.step(this.partOf(m, this.weights), this.partOf(m, this.#gradients), now, wd, l1);
			if (this.#p.use_bias === 'false') continue;
			bias.step(this.partOf(m, this.biases), this.partOf(m, this.#totals), now * biasRate, wd * biasWd, 0);
		}
	}

	/** What a model's weights cost: wd/2·|w|² + l1·|w|, and the bias its share of wd. */
	penaltyOf(model: number): number {
		const { wd, l1 } = this.candidates[model]!;
		const biasWd = wd * valueOr(this.#p.bias_wd_mult, 0);
		let sum = 0;
		for (const weight of this.partOf(model, this.weights)) {
			sum += (wd / 2) * weight * weight + l1 * Math.abs(weight);
		}
		for (const bias of this.partOf(model, this.biases)) sum += (biasWd / 2) * bias * bias;
		return sum;
	}

	/** Mean loss of the rows under each of the models with those weights, in the units of the margins. */
	lossesOf(rows: Rows, weights = this.weights, biases = this.biases): Float64Array {
		const sums = lossSums(this.models);
		for (let from = 0; from < rows.labels.length; from += ROWS) {
			this.#measure(rows, from, Math.min(rows.labels.length, from + ROWS), weights, biases, sums, null);
		}
		return meansOf(sums);
	}

	/**
	 * @param slopeShare what slopes are multiplied by; null where only the losses are wanted
	 * @returns the slopes; null where they stay in the rows' kernel
	 */
	#measure(
		{ features, labels }: Rows,
		from: number,
		to: number,
		weights: Float64Array,
		biases: Float64Array,
		sums: LossSums,
		slopeShare: number | null
	): Float64Array | null {
		const models = this.models;
		const { inKernel } = this.#loss;
		if (features.placed && inKernel) {
			features.placed.addMargins(from, to, weights, biases);
			features.placed.measure(inKernel, from, to, this.classWeights, slopeShare ?? 0, sums);
			return null;
		}
		const { losses, counts } = sums;
		const outputs = this.#outputs;
		const width = models * outputs;
		if (this.#margins.length < (to - from) * width) this.#margins = new Float64Array((to - from) * width);
		const margins = this.#margins;
		addMargins(features, from, to, weights, biases, margins);
		const classWeights = this.classWeights;
		const classes = classWeights ? classWeights.length / models : 0;
		const wantsSlopes = slopeShare !== null;
		for (let row = from, at = 0; row < to; row++) {
			const label = labels[row]!;
			for (let m = 0; m < models; m++, at += outputs) {
				const weight = classWeights ? classWeights[m * classes + label]! : 1;
				losses[m]! += weight * this.#loss.measure(margins, at, label, wantsSlopes);
				counts[m]! += weight;
				if (!wantsSlopes) continue;
				for (let k = at; k < at + outputs; k++) margins[k]! *= weight * slopeShare;
			}
		}
		return margins;
	}
}

export function lossSums(models: number): LossSums {
	return { losses: new Float64Array(models), counts: new Float64Array(models) };
}

export function meansOf({ losses, counts }: LossSums): Float64Array {
	return losses.map((loss, m) => loss / counts[m]!);
}

function drawn(p: LinearHyperparameters, rng: Rng): number {
	if (p.init_method === 'uniform') return p.init_scale * (2 * rng.next() - 1);
	// Box and Muller's way from two uniform numbers to a normal one.
	return p.init_sigma * Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
}
