import { Kernel } from '#ml/wasm/kernel.ts';
import type { FactorHyperparameters, Kind } from './hyperparameters.ts';
import bytes from './machine.as.ts?wasm';
import { packRows, type OrderedRows } from './ordered-rows.ts';
import type { Parameters } from './parameters.ts';

/** Functions of machine.as.ts. */
interface Functions {
	margins(...numbers: number[]): void;
	gradients(...numbers: number[]): number;
	step(...numbers: number[]): void;
	forget(touched: number, count: number, isTouched: number): void;
}

/** Adam's decays, as MXNet has them; the kernel has them too. */
const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;
/** What a step is divided by is never 0, whatever eps says. */
const LEAST = 1e-30;

/** Addresses of the parameters of one kind, and of what is remembered of each. */
interface Slots {
	readonly kind: Kind;
	/** Numbers that belong to one feature. */
	readonly stride: number;
	readonly values: number;
	readonly gradients: number;
	readonly means: number;
	readonly squares: number;
}

/**
 * A machine while it learns. Of features that occur it keeps the parameters, their gradients, and the means that Adam
 * needs: all of them as 32-bit floats. A step moves the features of its batch only, as MXNet's lazy Adam does; a batch
 * costs its cells times the factors, and the features that it has not cost nothing.
 */
export class Learner {
	readonly #kernel = new Kernel<Functions>(bytes);
	readonly #p: FactorHyperparameters;
	readonly #active: Uint32Array;
	readonly #factors: number;
	readonly #cells: readonly [starts: number, places: number, values: number];
	readonly #bias: Slots;
	readonly #linear: Slots;
	readonly #vectors: Slots;
	readonly #sums: number;
	readonly #slopes: number;
	readonly #isTouched: number;
	readonly #touched: number;
	/** Of the one number that the bias is, index 0. */
	readonly #only: number;
	#count = 0;
	#steps = 0;

	/** @param start its parameters before the first step */
	constructor(rows: OrderedRows, start: Parameters, p: FactorHyperparameters) {
		const kernel = this.#kernel;
		const { active } = rows;
		const { factors } = start;
		const batch = Math.min(p.mini_batch_size, rows.rows);
		this.#p = p;
		this.#active = active;
		this.#factors = factors;
		const { length: cells } = rows.places;
		const [starts, places, values] = [rows.rows + 1, cells, cells].map((count) => kernel.allocate(4 * count));
		this.#cells = [starts!, places!, values!];
		packRows(rows, {
			starts: kernel.u32(starts!, rows.rows + 1),
			places: kernel.u32(places!, cells),
			values: kernel.f32(values!, cells)
		});
		this.#bias = this.#slots('bias', 1, 1);
		this.#linear = this.#slots('linear', 1, active.length);
		this.#vectors = this.#slots('factors', Math.ceil(factors / 4) * 4, active.length);
		this.#sums = kernel.allocate(4 * batch * this.#vectors.stride);
		this.#slopes = kernel.allocate(4 * batch);
		this.#isTouched = kernel.allocate(active.length);
		this.#touched = kernel.allocate(4 * active.length);
		this.#only = kernel.allocate(4);
		const { linear, vectors } = this.#views();
		kernel.f32(this.#bias.values, 1)[0] = start.bias;
		for (let j = 0; j < active.length; j++) {
			const from = active[j]!;
			linear[j] = start.linear[from]!;
			vectors.set(start.vectors.subarray(from * factors, (from + 1) * factors), j * this.#vectors.stride);
		}
	}

	/**
	 * What the machine says of the rows [from, to) of the drawn order, by ½ Σ_f ((Σ vᵢ_f xᵢ)² − Σ vᵢ_f² xᵢ²).
	 * @returns one number per row, to be overwritten with the slope of the loss there before {@link Learner.learn}
	 */
	margins(from: number, to: number): Float32Array {
		const { stride, values } = this.#vectors;
		const bias = this.#kernel.f32(this.#bias.values, 1)[0]!;
		const at = [this.#linear.values, values, stride, this.#sums, this.#slopes];
		this.#kernel.functions.margins(from, to, ...this.#cells, bias, ...at);
		return this.#kernel.f32(this.#slopes, to - from);
	}

	/** One step of Adam by the rows that {@link Learner.margins} was last asked for, for the features that they have. */
	learn(from: number, to: number): void {
		const kernel = this.#kernel;
		const { stride, values, gradients } = this.#vectors;
		const total = kernel.f32(this.#slopes, to - from).reduce((sum, slope) => sum + slope, 0);
		kernel.f32(this.#bias.gradients, 1)[0] = total;
		const own = [this.#linear.gradients, gradients, this.#isTouched, this.#touched, this.#count];
		this.#count = kernel.functions.gradients(
			from,
			to,
			...this.#cells,
			values,
			stride,
			this.#sums,
			this.#slopes,
			...own
		);
		this.#steps++;
		const rescale = this.#p.rescale_grad ?? 1 / (to - from);
		this.#move(this.#bias, this.#only, 1, rescale);
		this.#move(this.#linear, this.#touched, this.#count, rescale);
		this.#move(this.#vectors, this.#touched, this.#count, rescale);
		kernel.functions.forget(this.#touched, this.#count, this.#isTouched);
		this.#count = 0;
	}

	/** The parameters now; of features that do not occur those of the start. */
	parameters(start: Parameters): Parameters {
		const factors = this.#factors;
		const { stride } = this.#vectors;
		const now = this.#views();
		const [linear, vectors] = [start.linear.slice(), start.vectors.slice()];
		for (const [j, to] of this.#active.entries()) {
			linear[to] = now.linear[j]!;
			vectors.set(now.vectors.subarray(j * stride, j * stride + factors), to * factors);
		}
		return { ...start, bias: this.#kernel.f32(this.#bias.values, 1)[0]!, linear, vectors };
	}

	#move(
		{ kind, stride, values, gradients, means, squares }: Slots,
		touched: number,
		count: number,
		rescale: number
	): void {
		const p = this.#p;
		const rate = (p[`${kind}_lr`] * Math.sqrt(1 - BETA_2 ** this.#steps)) / (1 - BETA_1 ** this.#steps);
		const rule = [rescale, p[`${kind}_wd`], p.clip_gradient ?? -1, rate, Math.max(LEAST, p.eps ?? EPSILON)];
		this.#kernel.functions.step(touched, count, stride, values, gradients, means, squares, ...rule);
	}

	#slots(kind: Kind, stride: number, groups: number): Slots {
		const place = (): number => this.#kernel.allocate(4 * stride * groups);
		return { kind, stride, values: place(), gradients: place(), means: place(), squares: place() };
	}

	#views(): { linear: Float32Array; vectors: Float32Array } {
		const { length } = this.#active;
		return {
			linear: this.#kernel.f32(this.#linear.values, length),
			vectors: this.#kernel.f32(this.#vectors.values, length * this.#vectors.stride)
		};
	}
}
