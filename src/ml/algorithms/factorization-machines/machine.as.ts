/**
 * The loops of factorization machines over sparse rows. Rows are the cells from starts[row] to starts[row + 1], as
 * ordered-rows.as.ts leaves them. Of each feature its numbers lie side by side: in `vectors` its factors and their
 * gradients, in `moments` Adam's means of those and of their squares, `stride` 32-bit floats each, a multiple of four, of
 * which those behind the factors are 0 and stay 0; in `weights` and `weightMoments` the same of its weight, one float each.
 */
import { judge } from './quality.as';

export { renumber, scatter } from './ordered-rows.as';
export { judge };

/** Rows whose features are still in the first cache when their gradients are added. */
const BLOCK: usize = 16;

/** Of the features of a batch. */
let touchedFlags: usize = 0;
let touchedList: usize = 0;
let touchedCount: usize = 0;

/**
 * Adds the gradients of the rows [from, to) to those that are there.
 * @param labels of all rows
 * @param sums of what is known of rows: see quality.as.ts
 * @param scratch BLOCK · (stride + 1) floats
 * @param isTouched a byte per feature; set for those of these rows
 * @param touched the features that are set, in the order in which they came
 * @returns how many they are
 */
export function learn(
	from: usize,
	to: usize,
	starts: usize,
	cells: usize,
	labels: usize,
	isClassifier: bool,
	bias: f32,
	weights: usize,
	vectors: usize,
	stride: usize,
	sums: usize,
	scratch: usize,
	isTouched: usize,
	touched: usize
): usize {
	touchedFlags = isTouched;
	touchedList = touched;
	touchedCount = 0;
	const rowSums = scratch + (BLOCK << 2);
	for (let first = from; first < to; first += BLOCK) {
		const last = min(to, first + BLOCK);
		margins(first, last, starts, cells, bias, weights, vectors, stride, rowSums, scratch);
		judge(isClassifier, scratch, labels + (first << 2), last - first, sums);
		gradients(first, last, starts, cells, weights, vectors, stride, rowSums, scratch);
	}
	return touchedCount;
}

/**
 * What the machine says of the rows [from, to), by ½ Σ_f ((Σ vᵢ_f xᵢ)² − Σ vᵢ_f² xᵢ²), and the sums Σ vᵢ xᵢ of each.
 * @param sums (to − from) · stride
 * @param out to − from
 */
function margins(
	from: usize,
	to: usize,
	starts: usize,
	cells: usize,
	bias: f32,
	weights: usize,
	vectors: usize,
	stride: usize,
	sums: usize,
	out: usize
): void {
	const bytes = stride << 2;
	const step = bytes << 1;
	const pairs = bytes & ~31;
	for (let row = from; row < to; row++) {
		const first = cells + ((<usize>load<u32>(starts + (row << 2))) << 3);
		const last = cells + ((<usize>load<u32>(starts + (row << 2), 4)) << 3);
		let margin = bias;
		let crossed = f32x4.splat(0);
		// Eight factors at a time, so that their sums stay in registers.
		let f: usize = 0;
		for (; f < pairs; f += 32) {
			let s0 = f32x4.splat(0);
			let s1 = s0;
			let q0 = s0;
			let q1 = s0;
			for (let i = first; i < last; i += 8) {
				const place = <usize>load<u32>(i);
				if (f == 0) margin += load<f32>(weights + (place << 3)) * load<f32>(i, 4);
				const at = vectors + place * step + f;
				const x = v128.load_splat<f32>(i, 4);
				const p0 = f32x4.mul(v128.load(at), x);
				const p1 = f32x4.mul(v128.load(at, 16), x);
				s0 = f32x4.add(s0, p0);
				s1 = f32x4.add(s1, p1);
				q0 = f32x4.add(q0, f32x4.mul(p0, p0));
				q1 = f32x4.add(q1, f32x4.mul(p1, p1));
			}
			v128.store(sums + f, s0);
			v128.store(sums + f, s1, 16);
			crossed = f32x4.add(crossed, f32x4.sub(f32x4.mul(s0, s0), q0));
			crossed = f32x4.add(crossed, f32x4.sub(f32x4.mul(s1, s1), q1));
		}
		if (f < bytes) {
			let s = f32x4.splat(0);
			let q = s;
			for (let i = first; i < last; i += 8) {
				const place = <usize>load<u32>(i);
				if (f == 0) margin += load<f32>(weights + (place << 3)) * load<f32>(i, 4);
				const at = vectors + place * step + f;
				const p = f32x4.mul(v128.load(at), v128.load_splat<f32>(i, 4));
				s = f32x4.add(s, p);
				q = f32x4.add(q, f32x4.mul(p, p));
			}
			v128.store(sums + f, s);
			crossed = f32x4.add(crossed, f32x4.sub(f32x4.mul(s, s), q));
		}
		const both =
			f32x4.extract_lane(crossed, 0) +
			f32x4.extract_lane(crossed, 1) +
			f32x4.extract_lane(crossed, 2) +
			f32x4.extract_lane(crossed, 3);
		store<f32>(out, margin + <f32>0.5 * both);
		out += 4;
		sums += bytes;
	}
}

/**
 * Adds the gradients of the rows [from, to) to those that are there.
 * @param sums as {@link margins} left them
 * @param slopes of the loss by each row's margin
 */
function gradients(
	from: usize,
	to: usize,
	starts: usize,
	cells: usize,
	weights: usize,
	vectors: usize,
	stride: usize,
	sums: usize,
	slopes: usize
): void {
	const bytes = stride << 2;
	const step = bytes << 1;
	for (let row = from; row < to; row++) {
		const first = cells + ((<usize>load<u32>(starts + (row << 2))) << 3);
		const last = cells + ((<usize>load<u32>(starts + (row << 2), 4)) << 3);
		const slope = load<f32>(slopes);
		// The first eight factors go along with the weight.
		const s0 = v128.load(sums);
		const s1 = bytes > 16 ? v128.load(sums, 16) : s0;
		for (let i = first; i < last; i += 8) {
			const place = <usize>load<u32>(i);
			if (!load<u8>(touchedFlags + place)) touch(place);
			const x = v128.load_splat<f32>(i, 4);
			const pull = f32x4.mul(f32x4.splat(slope), x);
			const weight = weights + (place << 3);
			store<f32>(weight, load<f32>(weight, 4) + f32x4.extract_lane(pull, 0), 4);
			const at = vectors + place * step;
			addGradient(at, at + bytes, s0, pull, x);
			if (bytes > 16) addGradient(at + 16, at + 16 + bytes, s1, pull, x);
		}
		for (let f: usize = 32; f < bytes; f += 16) {
			const s = v128.load(sums + f);
			for (let i = first; i < last; i += 8) {
				const at = vectors + <usize>load<u32>(i) * step + f;
				const x = v128.load_splat<f32>(i, 4);
				addGradient(at, at + bytes, s, f32x4.mul(f32x4.splat(slope), x), x);
			}
		}
		slopes += 4;
		sums += bytes;
	}
}

function touch(place: usize): void {
	store<u8>(touchedFlags + place, 1);
	store<u32>(touchedList + (touchedCount++ << 2), <u32>place);
}

/** Four factors: the pull times (Σ vⱼ xⱼ − vᵢ xᵢ). */
// @ts-ignore: decorator
@inline
function addGradient(v: usize, gradient: usize, sum: v128, pull: v128, x: v128): void {
	const others = f32x4.sub(sum, f32x4.mul(x, v128.load(v)));
	v128.store(gradient, f32x4.add(v128.load(gradient), f32x4.mul(pull, others)));
}

/**
 * Adam's step for the features that were touched, whose gradients become 0; they are touched no more.
 * @param all how many features there are
 * @param kept of the mean of gradients, and `added` of a new one; `keptSquare` and `addedSquare` of their squares
 * @param clip what a gradient is brought between, above and below 0; Infinity for nothing
 * @param weightsRate with the corrections of both means in it, as that of the factors
 */
export function step(
	weights: usize,
	weightMoments: usize,
	vectors: usize,
	moments: usize,
	stride: usize,
	all: usize,
	isTouched: usize,
	touched: usize,
	count: usize,
	kept: f32,
	added: f32,
	keptSquare: f32,
	addedSquare: f32,
	rescale: f32,
	clip: f32,
	eps: f32,
	weightsWd: f32,
	weightsRate: f32,
	factorsWd: f32,
	factorsRate: f32
): void {
	// Splat once: the host's compiler leaves in a loop what is in it.
	const keptV = f32x4.splat(kept);
	const addedV = f32x4.splat(added);
	const keptSquareV = f32x4.splat(keptSquare);
	const addedSquareV = f32x4.splat(addedSquare);
	const rescaleV = f32x4.splat(rescale);
	const top = f32x4.splat(clip);
	const bottom = f32x4.splat(-clip);
	const epsV = f32x4.splat(eps);
	const wd = f32x4.splat(factorsWd);
	const rate = f32x4.splat(factorsRate);
	const bytes = stride << 2;
	// Where most were touched, in the order in which they lie in memory.
	const isDense = count > all >> 2;
	const end = isDense ? all : count;
	for (let i: usize = 0; i < end; i++) {
		const place = isDense ? i : <usize>load<u32>(touched + (i << 2));
		if (!load<u8>(isTouched + place)) continue;
		store<u8>(isTouched + place, 0);
		const weight = weights + (place << 3);
		const moment = weightMoments + (place << 3);
		const own = load<f32>(weight);
		const slope = max(-clip, min(clip, load<f32>(weight, 4) * rescale + weightsWd * own));
		const mean = kept * load<f32>(moment) + added * slope;
		const square = keptSquare * load<f32>(moment, 4) + addedSquare * slope * slope;
		store<f32>(weight, own - (weightsRate * mean) / (sqrt(square) + eps));
		store<f32>(weight, 0, 4);
		store<f32>(moment, mean);
		store<f32>(moment, square, 4);
		let number = vectors + place * (bytes << 1);
		let means = moments + place * (bytes << 1);
		for (const last = number + bytes; number < last; number += 16, means += 16) {
			const own = v128.load(number);
			let slope = f32x4.add(f32x4.mul(v128.load(number + bytes), rescaleV), f32x4.mul(wd, own));
			// In this order a gradient that is no number stays none.
			slope = f32x4.pmax(f32x4.pmin(slope, top), bottom);
			const mean = f32x4.add(f32x4.mul(v128.load(means), keptV), f32x4.mul(slope, addedV));
			const square = f32x4.add(
				f32x4.mul(v128.load(means + bytes), keptSquareV),
				f32x4.mul(addedSquareV, f32x4.mul(slope, slope))
			);
			v128.store(number + bytes, f32x4.splat(0));
			v128.store(means, mean);
			v128.store(means + bytes, square);
			const size = f32x4.add(f32x4.sqrt(square), epsV);
			v128.store(number, f32x4.sub(own, f32x4.div(f32x4.mul(rate, mean), size)));
		}
	}
}
