/** How steps follow from gradients. */
export interface StepRule {
	readonly optimizer: 'sgd' | 'adam' | 'rmsprop';
	readonly momentum: number;
	readonly beta1: number;
	readonly beta2: number;
}

/** Share of its mean of squares that rmsprop keeps. */
export const RMSPROP_DECAY = 0.9;
export const EPSILON = 1e-8;

/** Takes steps for one vector of parameters, and remembers what it needs of the earlier ones. */
export class Optimizer {
	readonly #rule: StepRule;
	/** Of the gradients, or the last step where there is momentum; empty for rmsprop. */
	readonly mean: Float64Array;
	/** Of the squares of the gradients; empty for sgd. */
	readonly square: Float64Array;
	/** Steps taken. */
	steps = 0;

	/** @param size length of the vector */
	constructor(rule: StepRule, size: number) {
		this.#rule = rule;
		this.mean = new Float64Array(rule.optimizer === 'rmsprop' ? 0 : size);
		this.square = new Float64Array(rule.optimizer === 'sgd' ? 0 : size);
	}

	/**
	 * One step against the gradient of loss + wd/2·|w|², then shrinking by l1 as far as the step's own length says, so that
	 * weights become 0 and stay there.
	 * @param values changed in place
	 * @param gradients of the loss alone; altered in place
	 */
	step(values: Float64Array, gradients: Float64Array, rate: number, wd: number, l1: number): void {
		this.steps++;
		if (wd > 0) for (let i = 0; i < values.length; i++) gradients[i]! += wd * values[i]!;
		switch (this.#rule.optimizer) {
			case 'sgd':
				return this.#plain(values, gradients, rate, l1);
			case 'adam':
				return this.#adam(values, gradients, rate, l1);
			case 'rmsprop':
				return this.#rmsprop(values, gradients, rate, l1);
		}
	}

	#plain(values: Float64Array, gradients: Float64Array, rate: number, l1: number): void {
		const { momentum } = this.#rule;
		const velocity = this.mean;
		// With momentum a lasting gradient moves this much further, and so must the penalty.
		const shrunk = (rate * l1) / (1 - momentum);
		for (let i = 0; i < values.length; i++) {
			velocity[i] = momentum * velocity[i]! - rate * gradients[i]!;
			values[i] = shrink(values[i]! + velocity[i]!, shrunk);
		}
	}

	#adam(values: Float64Array, gradients: Float64Array, rate: number, l1: number): void {
		const { beta1, beta2 } = this.#rule;
		const mean = this.mean;
		const square = this.square;
		const root = Math.sqrt(1 - beta2 ** this.steps);
		const length = rate / (1 - beta1 ** this.steps);
		for (let i = 0; i < values.length; i++) {
			const gradient = gradients[i]!;
			const first = beta1 * mean[i]! + (1 - beta1) * gradient;
			const second = beta2 * square[i]! + (1 - beta2) * gradient * gradient;
			mean[i] = first;
			square[i] = second;
			const size = Math.sqrt(second) / root + EPSILON;
			const moved = values[i]! - (length * first) / size;
			values[i] = l1 > 0 ? shrink(moved, (rate * l1) / size) : moved;
		}
	}

	#rmsprop(values: Float64Array, gradients: Float64Array, rate: number, l1: number): void {
		const square = this.square;
		for (let i = 0; i < values.length; i++) {
			const gradient = gradients[i]!;
			square[i] = RMSPROP_DECAY * square[i]! + (1 - RMSPROP_DECAY) * gradient * gradient;
			const size = Math.sqrt(square[i]!) + EPSILON;
			values[i] = shrink(values[i]! - (rate * gradient) / size, (rate * l1) / size);
		}
	}
}

/** The value, nearer to 0 by that much, or 0. What is no number stays none. */
function shrink(value: number, by: number): number {
	return Math.abs(value) <= by ? 0 : value - Math.sign(value) * by;
}
