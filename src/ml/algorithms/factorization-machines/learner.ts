import { Kernel } from '#ml/wasm/kernel.ts';
import type { FactorHyperparameters, Kind } from './hyperparameters.ts';
import bytes from './machine.as.ts?wasm';
import { placeRows, type OrderedRows, type OrderFunctions, type PlacedRows } from './ordered-rows.ts';
import type { Parameters } from './parameters.ts';
import { SUMS, type Sums } from './quality.ts';

/** Functions of machine.as.ts and quality.as.ts. */
interface Functions extends OrderFunctions {
	learn(
		from: number,
		to: number,
		starts: number,
		cells: number,
		labels: number,
		isClassifier: boolean,
		bias: number,
		weights: number,
		vectors: number,
		stride: number,
		sums: number,
		scratch: number,
		isTouched: number,
		touched: number
	): number;
	step(...numbers: number[]): void;
	judge(isClassifier: boolean, margins: number, labels: number, count: number, sums: number): void;
}

/** Adam's decays, as MXNet has them. */
const BETA_1 = 0.9;
const BETA_2 = 0.999;
const DECAYS = [BETA_1, 1 - BETA_1, BETA_2, 1 - BETA_2];
const EPSILON = 1e-8;
/** What a step is divided by is never 0, whatever eps says. */
const LEAST = 1e-30;

/** Rows that the kernel takes at once. */
const BLOCK = 16;

/** Addresses of parameters with their gradients, and of their moments; each has as many numbers as a feature has of them. */
interface Slots {
	readonly numbers: number;
	readonly moments: number;
}

/**
 * A machine while it learns. Of features that occur it keeps the parameters, their gradients, and the means that Adam
 * needs: all of them as 32-bit floats. A step moves the features of its batch only, as MXNet's lazy Adam does; a batch
 * costs its cells times the factors, and the features that it has not cost nothing.
 */
export class Learner {
	readonly #kernel = new Kernel<Functions>(bytes);
	readonly #p: FactorHyperparameters;
	readonly #rows: PlacedRows;
	readonly #factors: number;
	/** Room for the factors of one feature: a multiple of four. */
	readonly #stride: number;
	readonly #weights: Slots;
	readonly #vectors: Slots;
	/** As if it were the weight of the only feature of a machine without factors. */
	readonly #bias: Slots;
	readonly #sums: number;
	readonly #scratch: number;
	readonly #isTouched: number;
	readonly #touched: number;
	#steps = 0;

	/** @param start its parameters before the first step */
	constructor(rows: OrderedRows, start: Parameters, p: FactorHyperparameters) {
		const kernel = this.#kernel;
		const { factors } = start;
		this.#p = p;
		this.#factors = factors;
		this.#stride = Math.ceil(factors / 4) * 4;
		this.#rows = placeRows(kernel, rows, start.features);
		const { length } = this.active;
		const slots = (count: number): Slots => {
			const place = (): number => kernel.allocate(4 * 2 * count);
			return { numbers: place(), moments: place() };
		};
		this.#vectors = slots(this.#stride * length);
		this.#weights = slots(length);
		this.#bias = slots(1);
		this.#sums = kernel.allocate(8 * SUMS);
		this.#scratch = kernel.allocate(4 * BLOCK * (this.#stride + 1));
		// And one byte for the bias.
		this.#isTouched = kernel.allocate(length + 1);
		this.#touched = kernel.allocate(4 * length);
		kernel.f32(this.#bias.numbers, 1)[0] = start.bias;
		this.#visit((weights, at, vectors, to, feature) => {
			weights[at] = start.linear[feature]!;
			for (let f = 0; f < factors; f++) vectors[to + f] = start.vectors[feature * factors + f]!;
		});
	}

	/** The features that occur, in order. */
	get active(): Uint32Array {
		return this.#rows.active;
	}

	/**
	 * One step of Adam by the rows [from, to) of the drawn order, for the features that they have.
	 * @param sums of what was known of rows before the step; added to
	 */
	learn(from: number, to: number, sums: Sums): void {
		const kernel = this.#kernel;
		const { starts, cells, labels } = this.#rows;
		const { learn, step } = kernel.functions;
		const bias = kernel.f32(this.#bias.numbers, 2);
		kernel.f64(this.#sums, SUMS).fill(0);
		const count = learn(
			from,
			to,
			starts,
			cells,
			labels,
			this.#isClassifier,
			bias[0]!,
			this.#weights.numbers,
			this.#vectors.numbers,
			this.#stride,
			this.#sums,
			this.#scratch,
			this.#isTouched,
			this.#touched
		);
		const own = kernel.f64(this.#sums, SUMS);
		own.forEach((value, i) => (sums[i]! += value));
		bias[1] = own[1]!;
		this.#steps++;
		const rule = this.#rule(to - from);
		const { length } = this.active;
		const ofBias = this.#isTouched + length;
		kernel.u8(ofBias, 1)[0] = 1;
		const { numbers, moments } = this.#bias;
		step(numbers, moments, 0, 0, 0, 1, ofBias, 0, 1, ...rule, ...this.#ruleOf('bias'), 0, 0);
		const [weights, vectors] = [this.#weights, this.#vectors];
		const at = [weights.numbers, weights.moments, vectors.numbers, vectors.moments, this.#stride];
		const touched = [length, this.#isTouched, this.#touched, count];
		step(...at, ...touched, ...rule, ...this.#ruleOf('linear'), ...this.#ruleOf('factors'));
	}

	/** What is known of rows by what was said of them. @param margins overwritten */
	judge(margins: Float32Array, labels: Float32Array): Sums {
		const kernel = this.#kernel;
		const at = kernel.place(margins);
		const sums = kernel.allocate(8 * SUMS);
		kernel.functions.judge(this.#isClassifier, at, kernel.place(labels), margins.length, sums);
		const found = kernel.f64(sums, SUMS).slice();
		kernel.release(at);
		return found;
	}

	/** The parameters now; of features that do not occur those of the start. */
	parameters(start: Parameters): Parameters {
		const factors = this.#factors;
		const [linear, vectors] = [start.linear.slice(), start.vectors.slice()];
		this.#visit((weights, at, numbers, from, feature) => {
			linear[feature] = weights[at]!;
			for (let f = 0; f < factors; f++) vectors[feature * factors + f] = numbers[from + f]!;
		});
		return { ...start, bias: this.#kernel.f32(this.#bias.numbers, 1)[0]!, linear, vectors };
	}

	get #isClassifier(): boolean {
		return this.#p.predictor_type === 'binary_classifier';
	}

	/** What a step by the gradients of that many rows has for all parameters. */
	#rule(rows: number): number[] {
		const { clip_gradient: clip = -1, rescale_grad: rescale = 1 / rows, eps = EPSILON } = this.#p;
		return [...DECAYS, rescale, clip < 0 ? Infinity : clip, Math.max(LEAST, eps)];
	}

	/** Penalty, and rate with Adam's corrections in it. */
	#ruleOf(kind: Kind): [wd: number, rate: number] {
		const correction = Math.sqrt(1 - BETA_2 ** this.#steps) / (1 - BETA_1 ** this.#steps);
		return [this.#p[`${kind}_wd`], this.#p[`${kind}_lr`] * correction];
	}

	/** Where the kernel has the weight and the factors of each feature. */
	#visit(
		act: (weights: Float32Array, at: number, vectors: Float32Array, to: number, feature: number) => void
	): void {
		const { active } = this;
		const step = 2 * this.#stride;
		const weights = this.#kernel.f32(this.#weights.numbers, 2 * active.length);
		const vectors = this.#kernel.f32(this.#vectors.numbers, step * active.length);
		active.forEach((feature, place) => act(weights, 2 * place, vectors, step * place, feature));
	}
}
