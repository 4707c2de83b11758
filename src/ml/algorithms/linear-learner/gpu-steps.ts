import type { Task } from '#ml/algorithm.ts';
import { MOST_BYTES, tellFailure } from '#ml/gpu/borrow.ts';
import type { Gpu, GpuBuffer } from '#ml/gpu/gpu.ts';
import { matrixIn, multiply, turned } from '#ml/gpu/products.ts';
import { valueOr } from './candidates.ts';
import { COMMON, measureSource, OF_MODEL, stepSource, THREADS } from './gpu-kernels.ts';
import { GpuRows, type PlacedPart } from './gpu-rows.ts';
import type { LinearHyperparameters } from './hyperparameters.ts';
import { lossSums, meansOf, type Learner } from './learner.ts';
import type { LossSums } from './placed-rows.ts';
import type { Rows, Setup } from './setup.ts';
import type { Epoch, Steps } from './steps.ts';

/** Rows whose losses are worked out at once where no step follows. */
const ROWS = 2 ** 13;
/** Steps that may be under way: more would wait in memory, and a failure would be heard of late. */
const UNDER_WAY = 16;
/** Tiles of a product that keep a graphics processor busy, and the terms of each. */
const BUSY = 64;
const TERMS = 64;

type LinearTask = Pick<Task<LinearHyperparameters>, 'hyperparameters' | 'stop' | 'breathe' | 'log'>;

/** Sizes of what lies in the memory of the graphics processor. */
export interface StepShape {
	readonly columns: number;
	/** Weight vectors: models · outputs. */
	readonly vectors: number;
	/** Numbers from one row, or weight vector, to the next: the columns, the bias, and up to the next four. */
	readonly step: number;
	/** Of the rows of a batch, whose margins are worked out together. */
	readonly batch: number;
}

/** @param batch rows */
export function shapeOf(learner: Learner, columns: number, batch: number): StepShape {
	return { columns, vectors: learner.biases.length, step: 4 * Math.ceil((columns + 1) / 4), batch };
}

/**
 * The steps as a graphics processor takes them, in 32-bit floats: margins of all models, losses and slopes, gradients, and the
 * optimiser's step, one behind the other. Weights stay there over an epoch, and are read at its end. Where it fails, the
 * epoch is done again by the processor, from where it began, and so are all that follow.
 */
export class GpuSteps implements Steps {
	readonly #own: Steps;
	readonly #learner: Learner;
	readonly #task: LinearTask;
	readonly #shape: StepShape;
	readonly #measure: string;
	readonly #step: string;
	/** Null once it has failed. */
	#gpu: Gpu | null;
	readonly #rows: ReadonlyMap<Rows, GpuRows>;
	readonly #train: GpuRows;
	readonly #parts: number;
	readonly #weights: GpuBuffer;
	readonly #means: GpuBuffer;
	readonly #squares: GpuBuffer;
	readonly #margins: GpuBuffer;
	readonly #gradients: GpuBuffer;
	readonly #numbers: GpuBuffer;
	readonly #classWeights: GpuBuffer;
	readonly #plan: GpuBuffer;

	/** Whether there is room for all of it. */
	static fits(gpu: Gpu, { vectors, step, batch }: StepShape, rows: number): boolean {
		const margins = 4 * vectors * Math.max(batch, ROWS);
		const parts = 4 * vectors * step * BUSY;
		const largest = Math.max(margins, parts, 4 * step * Math.max(batch, ROWS), 4 * rows);
		return largest <= Math.min(gpu.maxBufferBytes, MOST_BYTES / 4) && 4 * rows * step <= MOST_BYTES;
	}

	constructor(gpu: Gpu, own: Steps, learner: Learner, setup: Setup, shape: StepShape, task: LinearTask) {
		const { vectors, step, batch } = shape;
		this.#gpu = gpu;
		this.#own = own;
		this.#learner = learner;
		this.#task = task;
		this.#shape = shape;
		this.#train = new GpuRows(gpu, setup.train, step, batch);
		const { validation } = setup;
		this.#rows = new Map([
			[setup.train, this.#train],
			...(validation ? [[validation, new GpuRows(gpu, validation, step, ROWS)] as const] : [])
		]);
		const tiles = Math.ceil(vectors / TERMS) * Math.ceil(step / TERMS);
		this.#parts = Math.max(1, Math.min(Math.ceil(BUSY / tiles), Math.ceil(batch / TERMS)));
		const size = 4 * vectors * step;
		[this.#weights, this.#means, this.#squares] = [gpu.buffer(size), gpu.buffer(size), gpu.buffer(size)];
		this.#gradients = gpu.buffer(size * this.#parts);
		this.#margins = gpu.buffer(4 * vectors * Math.max(batch, ROWS));
		this.#numbers = gpu.buffer(4 * (COMMON + OF_MODEL * learner.models));
		this.#classWeights = gpu.buffer(Float32Array.from(learner.classWeights ?? [0]));
		const { name, margin, quantile, unit, insensitivity, huberDelta } = setup.lossOptions;
		const bound = (name === 'huber_loss' ? huberDelta : insensitivity) / unit;
		this.#plan = gpu.buffer(Float32Array.of(margin, quantile, bound));
		this.#measure = measureSource(name);
		this.#step = stepSource(learner.candidates[0]!.rule.optimizer);
		this.#write(gpu);
	}

	async take(epoch: Epoch): Promise<LossSums | null> {
		const { stop } = this.#task;
		const taken = await this.#trying((gpu) => this.#take(gpu, epoch));
		return taken === FAILED ? (stop.aborted ? null : this.#own.take(epoch)) : taken;
	}

	async lossesOf(rows: Rows): Promise<Float64Array> {
		const measured = await this.#trying((gpu) => this.#lossesOf(gpu, this.#rows.get(rows)!));
		return measured === FAILED ? this.#own.lossesOf(rows) : measured;
	}

	async #take(gpu: Gpu, { batches, rate }: Epoch): Promise<LossSums | null> {
		const { hyperparameters: p, stop, breathe } = this.#task;
		const { models } = this.#learner;
		const sums = gpu.buffer(8 * models * batches.length);
		const begun = this.#learner.optimizers[0]!.weights.steps;
		for (const [step, batch] of batches.entries()) {
			if (stop.aborted) return null;
			const from = batch * p.mini_batch_size;
			const part = this.#train.part(from, Math.min(this.#train.count, from + p.mini_batch_size));
			this.#queueLosses(gpu, part, sums, step);
			this.#queueStep(gpu, part, begun + step + 1, (learningRate) => rate(learningRate, step));
			if (step % UNDER_WAY === UNDER_WAY - 1) await gpu.finish();
			await breathe();
		}
		const total = await this.#readSums(gpu, sums, batches.length);
		await this.#read(gpu, begun + batches.length);
		return total;
	}

	async #lossesOf(gpu: Gpu, rows: GpuRows): Promise<Float64Array> {
		// A part may not reach over a block, and blocks of training rows are as many batches.
		const size = rows === this.#train ? this.#shape.batch : ROWS;
		const parts = Math.ceil(rows.count / size);
		const sums = gpu.buffer(8 * this.#learner.models * parts);
		for (let i = 0; i < parts; i++) {
			this.#queueLosses(gpu, rows.part(i * size, Math.min(rows.count, (i + 1) * size)), sums, i);
		}
		return meansOf(await this.#readSums(gpu, sums, parts));
	}

	/** Margins; then slopes in their place, and what the losses come to at `slot` of `sums`. */
	#queueLosses(gpu: Gpu, { x, labels, firstLabel }: PlacedPart, sums: GpuBuffer, slot: number): void {
		const { vectors, step } = this.#shape;
		const { models, classWeights } = this.#learner;
		const weights = turned(matrixIn(this.#weights, vectors, step));
		multiply(gpu, x, weights, matrixIn(this.#margins, x.rows, vectors));
		const classes = (classWeights?.length ?? 0) / models;
		gpu.run(
			this.#measure,
			[x.rows, firstLabel, models, vectors / models, classes, slot, bitsOf(1 / x.rows)],
			[this.#margins, labels, this.#classWeights, this.#plan, sums],
			models
		);
	}

	/** @param steps how many there are with this one */
	#queueStep(gpu: Gpu, { x }: PlacedPart, steps: number, rate: (learningRate: number) => number): void {
		const { vectors, step, columns } = this.#shape;
		const { models, candidates } = this.#learner;
		const part = Math.ceil(x.rows / this.#parts);
		const count = vectors * step;
		multiply(
			gpu,
			turned(matrixIn(this.#margins, x.rows, vectors)),
			x,
			matrixIn(this.#gradients, vectors, step),
			{ part, partStep: count }
		);
		gpu.write(this.#numbers, this.#numbersOf(steps, rate));
		const { optimizer } = candidates[0]!.rule;
		const moments = [
			...(optimizer === 'rmsprop' ? [] : [this.#means]),
			...(optimizer === 'sgd' ? [] : [this.#squares])
		];
		gpu.run(
			this.#step,
			[count, step, columns, vectors / models, Math.ceil(x.rows / part)],
			[this.#gradients, this.#numbers, this.#weights, ...moments],
			Math.ceil(count / THREADS)
		);
	}

	/** As the kernel of steps has them. */
	#numbersOf(steps: number, rate: (learningRate: number) => number): Float32Array {
		const { candidates } = this.#learner;
		const { hyperparameters: p } = this.#task;
		const { momentum, beta1, beta2 } = candidates[0]!.rule;
		const numbers = new Float32Array(COMMON + OF_MODEL * candidates.length);
		numbers.set([momentum, beta1, beta2, Math.sqrt(1 - beta2 ** steps), 1 / (1 - beta1 ** steps)]);
		const biasRate = p.use_bias === 'false' ? 0 : valueOr(p.bias_lr_mult, 1);
		numbers.set([biasRate, valueOr(p.bias_wd_mult, 0)], 5);
		candidates.forEach(({ learningRate, wd, l1 }, model) =>
			numbers.set([rate(learningRate), wd, l1], COMMON + OF_MODEL * model)
		);
		return numbers;
	}

	async #readSums(gpu: Gpu, sums: GpuBuffer, slots: number): Promise<LossSums> {
		const { models } = this.#learner;
		const values = await gpu.readF32(sums, 2 * models * slots);
		gpu.free(sums);
		const total = lossSums(models);
		for (let i = 0; i < models * slots; i++) {
			total.losses[i % models]! += values[2 * i]!;
			total.counts[i % models]! += values[2 * i + 1]!;
		}
		return total;
	}

	/** The learner's weights, which begin with no steps taken, as the graphics processor has them. */
	#write(gpu: Gpu): void {
		const { vectors, step, columns } = this.#shape;
		const { weights, biases } = this.#learner;
		const packed = new Float32Array(vectors * step);
		for (let v = 0; v < vectors; v++) {
			packed.set(weights.subarray(v * columns, (v + 1) * columns), v * step);
			packed[v * step + columns] = biases[v]!;
		}
		gpu.write(this.#weights, packed);
	}

	/** Gives the learner what was learnt, and all that its next steps lean on. */
	async #read(gpu: Gpu, steps: number): Promise<void> {
		const { vectors, step } = this.#shape;
		const size = vectors * step;
		const [weights, means, squares] = await Promise.all(
			[this.#weights, this.#means, this.#squares].map((buffer) => gpu.readF32(buffer, size))
		);
		const learner = this.#learner;
		const outputs = vectors / learner.models;
		this.#unpack(weights!, 0, learner.weights, learner.biases);
		learner.optimizers.forEach((own, model) => {
			own.weights.steps = own.bias.steps = steps;
			this.#unpack(means!, model * outputs, own.weights.mean, own.bias.mean);
			this.#unpack(squares!, model * outputs, own.weights.square, own.bias.square);
		});
	}

	/** @param first weight vector; those that `biases` has room for follow */
	#unpack(packed: Float32Array, first: number, weights: Float64Array, biases: Float64Array): void {
		const { columns, step } = this.#shape;
		for (let v = 0; v < biases.length; v++) {
			const at = (first + v) * step;
			weights.set(packed.subarray(at, at + columns), v * columns);
			biases[v] = packed[at + columns]!;
		}
	}

	async #trying<T>(act: (gpu: Gpu) => Promise<T>): Promise<T | typeof FAILED> {
		if (!this.#gpu) return FAILED;
		try {
			return await act(this.#gpu);
		} catch (error) {
			tellFailure(this.#task, error);
			this.#gpu = null;
			return FAILED;
		}
	}
}

const FAILED = Symbol('failed');

/** A 32-bit float as the whole number of the same bits. */
function bitsOf(value: number): number {
	return new Uint32Array(Float32Array.of(value).buffer)[0]!;
}
