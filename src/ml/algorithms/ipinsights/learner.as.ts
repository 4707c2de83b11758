/**
 * The loops of IP Insights. A vector has `stride` 32-bit floats, a multiple of four, of which those behind its numbers are
 * 0 and stay 0. Of each row of an embedding four vectors lie side by side: itself, its gradient, and Adam's means of that
 * and of its square.
 */

export { multiply, scratchBytes } from '../../wasm/products.as';

/** Vectors of a row. */
const PARTS: usize = 4;

/** Marks a row, and puts it to those that are marked already. @returns how many they are now */
function touch(row: usize, isTouched: usize, touched: usize, known: usize): usize {
	if (load<u8>(isTouched + row)) return known;
	store<u8>(isTouched + row, 1);
	store<u32>(touched + (known << 2), <u32>row);
	return known + 1;
}

/**
 * Sums of rows: of `each` of them after the other for every vector of `to`.
 * @param rows 32 bits each
 */
export function gather(embedding: usize, stride: usize, rows: usize, count: usize, each: usize, to: usize): void {
	const bytes = stride << 2;
	for (let i: usize = 0; i < count; i++, to += bytes, rows += each << 2) {
		for (let f: usize = 0; f < bytes; f += 16) {
			let sum = f32x4.splat(0);
			for (let p: usize = 0; p < each; p++) {
				const row = <usize>load<u32>(rows + (p << 2));
				sum = f32x4.add(sum, v128.load(embedding + row * bytes * PARTS + f));
			}
			v128.store(to + f, sum);
		}
	}
}

/**
 * Adds each vector of `from` to the gradients of its `each` rows.
 * @param isTouched a byte per row; set for these
 * @param touched the rows that are set, in the order in which they came
 * @param known how many they are already
 * @returns how many they are now
 */
export function scatter(
	embedding: usize,
	stride: usize,
	rows: usize,
	count: usize,
	each: usize,
	from: usize,
	isTouched: usize,
	touched: usize,
	known: usize
): usize {
	const bytes = stride << 2;
	for (let i: usize = 0; i < count; i++, from += bytes) {
		for (let p: usize = 0; p < each; p++, rows += 4) {
			const row = <usize>load<u32>(rows);
			known = touch(row, isTouched, touched, known);
			const gradient = embedding + row * bytes * PARTS + bytes;
			for (let f: usize = 0; f < bytes; f += 16) {
				v128.store(gradient + f, f32x4.add(v128.load(gradient + f), v128.load(from + f)));
			}
		}
	}
	return known;
}

/** Marks the entities of pairs, as {@link scatter} its rows. */
export function touchPairs(pairs: usize, count: usize, isTouched: usize, touched: usize, known: usize): usize {
	for (const end = pairs + count * 12; pairs < end; pairs += 12) {
		known = touch(<usize>load<u32>(pairs), isTouched, touched, known);
	}
	return known;
}

/**
 * Pairs of entities and addresses: the slopes of their cross-entropies are added to `slopes` of the addresses and to the
 * gradients of the entities.
 * @param pairs three times 32 bits each: row of the entity, number of the address, label
 * @returns the sum of the cross-entropies
 */
export function learnPairs(
	entities: usize,
	stride: usize,
	pairs: usize,
	count: usize,
	addresses: usize,
	slopes: usize
): f64 {
	const bytes = stride << 2;
	let loss: f64 = 0;
	for (const end = pairs + count * 12; pairs < end; pairs += 12) {
		const entity = entities + <usize>load<u32>(pairs) * bytes * PARTS;
		const at = <usize>load<u32>(pairs, 4) * bytes;
		const label = <f64>load<u32>(pairs, 8);
		const address = addresses + at;
		let sum = f32x4.splat(0);
		for (let f: usize = 0; f < bytes; f += 16) {
			sum = f32x4.add(sum, f32x4.mul(v128.load(entity + f), v128.load(address + f)));
		}
		const said = <f64>(
			(f32x4.extract_lane(sum, 0) +
				f32x4.extract_lane(sum, 1) +
				(f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)))
		);
		// Of the size of what was said, so that nothing overflows.
		const far = Math.exp(-abs(said));
		loss += Math.log(1 + far) + (said > 0 == (label == 1) ? 0 : abs(said));
		const slope = f32x4.splat(<f32>((said >= 0 ? 1 : far) / (1 + far) - label));
		for (let f: usize = 0; f < bytes; f += 16) {
			const ofAddress = slopes + at + f;
			const gradient = entity + bytes + f;
			v128.store(
				ofAddress,
				f32x4.add(v128.load(ofAddress), f32x4.mul(slope, v128.load(entity + f)))
			);
			v128.store(gradient, f32x4.add(v128.load(gradient), f32x4.mul(slope, v128.load(address + f))));
		}
	}
	return loss;
}

/** Every vector of `to` becomes the same one. */
export function repeat(vector: usize, stride: usize, count: usize, to: usize): void {
	for (let i: usize = 0; i < count; i++, to += stride << 2) memory.copy(to, vector, stride << 2);
}

/** What a layer adds, the sums where they are above 0, and its vectors with that. */
export function pass(vectors: usize, sums: usize, length: usize, to: usize): void {
	for (let i: usize = 0; i < length << 2; i += 16) {
		const more = f32x4.pmax(f32x4.splat(0), v128.load(sums + i));
		v128.store(sums + i, more);
		v128.store(to + i, f32x4.add(v128.load(vectors + i), more));
	}
}

/** The slopes where a layer added something, else 0; their sums are added to the gradients of its biases. */
export function passBack(added: usize, slopes: usize, stride: usize, count: usize, to: usize, biases: usize): void {
	const bytes = stride << 2;
	for (let i: usize = 0; i < count; i++, added += bytes, slopes += bytes, to += bytes) {
		for (let f: usize = 0; f < bytes; f += 16) {
			const isOn = f32x4.gt(v128.load(added + f), f32x4.splat(0));
			const slope = v128.and(v128.load(slopes + f), isOn);
			v128.store(to + f, slope);
			v128.store(biases + f, f32x4.add(v128.load(biases + f), slope));
		}
	}
}

/** Adam's step for the rows that were touched; they are touched no more. The other arguments are those of {@link step}. */
export function stepRows(
	embedding: usize,
	stride: usize,
	isTouched: usize,
	touched: usize,
	count: usize,
	kept: f32,
	added: f32,
	keptSquare: f32,
	addedSquare: f32,
	eps: f32,
	scale: f32,
	decay: f32,
	rate: f32
): void {
	// Splat once: the host's compiler leaves in a loop what is in it.
	const keptV = f32x4.splat(kept);
	const addedV = f32x4.splat(added);
	const keptSquareV = f32x4.splat(keptSquare);
	const addedSquareV = f32x4.splat(addedSquare);
	const epsV = f32x4.splat(eps);
	const scaleV = f32x4.splat(scale);
	const decayV = f32x4.splat(decay);
	const rateV = f32x4.splat(rate);
	const bytes = stride << 2;
	for (let i: usize = 0; i < count; i++) {
		const row = <usize>load<u32>(touched + (i << 2));
		store<u8>(isTouched + row, 0);
		const from = embedding + row * bytes * PARTS;
		for (let at = from; at < from + bytes; at += 16) {
			move(at, bytes, keptV, addedV, keptSquareV, addedSquareV, epsV, scaleV, decayV, rateV);
		}
	}
}

/**
 * Adam's step for numbers behind which their gradients lie, which become 0, and the means of those and of their squares.
 * @param length of each of the four, a multiple of four
 * @param kept of the mean of gradients, and `added` of a new one; `keptSquare` and `addedSquare` of their squares
 * @param scale what gradients are multiplied by
 * @param rate with the corrections of both means in it
 */
export function step(
	numbers: usize,
	length: usize,
	kept: f32,
	added: f32,
	keptSquare: f32,
	addedSquare: f32,
	eps: f32,
	scale: f32,
	decay: f32,
	rate: f32
): void {
	const bytes = length << 2;
	for (let at = numbers; at < numbers + bytes; at += 16) {
		move(
			at,
			bytes,
			f32x4.splat(kept),
			f32x4.splat(added),
			f32x4.splat(keptSquare),
			f32x4.splat(addedSquare),
			f32x4.splat(eps),
			f32x4.splat(scale),
			f32x4.splat(decay),
			f32x4.splat(rate)
		);
	}
}

// @ts-ignore: decorator
@inline
function move(
	at: usize,
	bytes: usize,
	kept: v128,
	added: v128,
	keptSquare: v128,
	addedSquare: v128,
	eps: v128,
	scale: v128,
	decay: v128,
	rate: v128
): void {
	const gradients = at + bytes;
	const means = gradients + bytes;
	const squares = means + bytes;
	const number = v128.load(at);
	const slope = f32x4.add(f32x4.mul(v128.load(gradients), scale), f32x4.mul(decay, number));
	const mean = f32x4.add(f32x4.mul(v128.load(means), kept), f32x4.mul(added, slope));
	const square = f32x4.add(
		f32x4.mul(v128.load(squares), keptSquare),
		f32x4.mul(addedSquare, f32x4.mul(slope, slope))
	);
	v128.store(gradients, f32x4.splat(0));
	v128.store(means, mean);
	v128.store(squares, square);
	const size = f32x4.add(f32x4.sqrt(square), eps);
	v128.store(at, f32x4.sub(number, f32x4.div(f32x4.mul(rate, mean), size)));
}
