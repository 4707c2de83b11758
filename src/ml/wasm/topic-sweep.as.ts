/**
 * Sweeps over documents that share their words out among topics, by collapsed variational Bayes of order zero.
 * All numbers are 32-bit floats but `told`. Topics are padded to fours by such as have nothing anywhere.
 */

/** Sum of four lanes. */
function sumOf(v: v128): f32 {
	return (
		f32x4.extract_lane(v, 0) +
		f32x4.extract_lane(v, 1) +
		(f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
	);
}

/**
 * The natural logarithm of a number above 0, to some twelve digits. AssemblyScript's own reads a table at a fixed address,
 * where the caller's numbers lie.
 */
function logarithm(x: f64): f64 {
	if (x < 1e-300) return logarithm(x * 1e100) - 230.25850929940458;
	const bits = reinterpret<u64>(x);
	let exponent = <i32>(bits >> 52) - 1023;
	let mantissa = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
	if (mantissa > 1.4142135623730951) {
		mantissa *= 0.5;
		exponent++;
	}
	// log m = 2·artanh((m − 1)/(m + 1))
	const s = (mantissa - 1) / (mantissa + 1);
	const q = s * s;
	let series: f64 = 1.0 / 15;
	for (let odd = 13; odd > 0; odd -= 2) series = series * q + 1 / <f64>odd;
	return 2 * s * series + <f64>exponent * 0.6931471805599453;
}

/**
 * Shares out the words of the documents [from, to) by topics that are known, in some rounds over each.
 * @param starts where the cells of each document begin
 * @param places word of each cell
 * @param values count of each cell
 * @param shares filled: `step` bytes a cell, one number a topic
 * @param byWord how likely each topic has a word: `step` bytes a word
 * @param alpha what each topic has in a document beforehand
 * @param scratch twice `step` bytes
 */
export function begin(
	from: usize,
	to: usize,
	starts: usize,
	places: usize,
	values: usize,
	shares: usize,
	byWord: usize,
	alpha: usize,
	scratch: usize,
	step: usize,
	rounds: u32
): void {
	const mixture = scratch;
	const next = scratch + step;
	for (let d = from; d < to; d++) {
		const first = <usize>load<u32>(starts + (d << 2));
		const last = <usize>load<u32>(starts + (d << 2), 4);
		memory.copy(mixture, alpha, step);
		for (let round: u32 = 0; round < rounds; round++) {
			memory.copy(next, alpha, step);
			for (let i = first; i < last; i++) {
				const word = byWord + <usize>load<u32>(places + (i << 2)) * step;
				const own = shares + i * step;
				let all = f32x4.splat(0);
				for (let t: usize = 0; t < step; t += 16) {
					const part = f32x4.mul(v128.load(mixture + t), v128.load(word + t));
					v128.store(own + t, part);
					all = f32x4.add(all, part);
				}
				const scale = f32x4.splat(1 / max(sumOf(all), f32.MIN_NORMAL_VALUE));
				const value = v128.load_splat<f32>(values + (i << 2));
				for (let t: usize = 0; t < step; t += 16) {
					const share = f32x4.mul(v128.load(own + t), scale);
					v128.store(own + t, share);
					v128.store(next + t, f32x4.add(v128.load(next + t), f32x4.mul(value, share)));
				}
			}
			memory.copy(mixture, next, step);
		}
	}
}

/** Adds what the first `cells` cells give each word's topics to `ofWord`. */
export function count(
	cells: usize,
	places: usize,
	values: usize,
	shares: usize,
	ofWord: usize,
	step: usize
): void {
	for (let i: usize = 0; i < cells; i++) {
		const word = ofWord + <usize>load<u32>(places + (i << 2)) * step;
		const own = shares + i * step;
		const value = v128.load_splat<f32>(values + (i << 2));
		for (let t: usize = 0; t < step; t += 16) {
			v128.store(word + t, f32x4.add(v128.load(word + t), f32x4.mul(value, v128.load(own + t))));
		}
	}
}

/**
 * Works the shares of the documents [from, to) out anew, cell by cell, from what all other words say.
 * @param ofWord how often each topic has a word: `step` bytes a word; kept up
 * @param ofTopic how often each topic has any word; kept up
 * @param scratch three times `step` bytes
 * @param eta what each word has in a topic beforehand, and `spread` all words together
 * @param told two 64-bit floats, to which are added: how much the shares moved, and the logarithms of how likely words were
 */
export function sweep(
	from: usize,
	to: usize,
	starts: usize,
	places: usize,
	values: usize,
	shares: usize,
	ofWord: usize,
	ofTopic: usize,
	alpha: usize,
	scratch: usize,
	step: usize,
	alpha0: f64,
	eta: f32,
	spread: f32,
	told: usize
): void {
	const mine = scratch;
	const inverse = scratch + step;
	const next = inverse + step;
	const zero = f32x4.splat(0);
	const ones = f32x4.splat(1);
	const etas = f32x4.splat(eta);
	for (let d = from; d < to; d++) {
		const first = <usize>load<u32>(starts + (d << 2));
		const last = <usize>load<u32>(starts + (d << 2), 4);
		for (let t: usize = 0; t < step; t += 16) {
			v128.store(mine + t, v128.load(alpha + t));
			// What a topic has changes little within a document: one division serves all its words.
			v128.store(inverse + t, f32x4.div(ones, f32x4.add(v128.load(ofTopic + t), f32x4.splat(spread))));
		}
		let rest: f64 = alpha0;
		for (let i = first; i < last; i++) {
			const value = load<f32>(values + (i << 2));
			rest += value;
			const own = shares + i * step;
			for (let t: usize = 0; t < step; t += 16) {
				const part = f32x4.mul(f32x4.splat(value), v128.load(own + t));
				v128.store(mine + t, f32x4.add(v128.load(mine + t), part));
			}
		}
		let moved = zero;
		let likelihood: f64 = 1;
		let logs: f64 = 0;
		for (let i = first; i < last; i++) {
			const value = load<f32>(values + (i << 2));
			// One word is taken out of what all words say, so that it does not speak for itself.
			const one = min(value, <f32>1);
			const taken = f32x4.splat(one);
			const word = ofWord + <usize>load<u32>(places + (i << 2)) * step;
			const own = shares + i * step;
			let all = zero;
			for (let t: usize = 0; t < step; t += 16) {
				const out = f32x4.mul(taken, v128.load(own + t));
				const here = f32x4.max(zero, f32x4.sub(v128.load(mine + t), out));
				const there = f32x4.add(f32x4.max(zero, f32x4.sub(v128.load(word + t), out)), etas);
				const part = f32x4.mul(f32x4.mul(here, there), v128.load(inverse + t));
				v128.store(next + t, part);
				all = f32x4.add(all, part);
			}
			const sum = sumOf(all);
			if (!(sum > 0)) continue;
			const scale = f32x4.splat(1 / sum);
			const much = f32x4.splat(value);
			for (let t: usize = 0; t < step; t += 16) {
				const share = f32x4.mul(v128.load(next + t), scale);
				const change = f32x4.mul(much, f32x4.sub(share, v128.load(own + t)));
				v128.store(own + t, share);
				moved = f32x4.add(moved, f32x4.abs(change));
				v128.store(mine + t, f32x4.add(v128.load(mine + t), change));
				v128.store(word + t, f32x4.add(v128.load(word + t), change));
				v128.store(ofTopic + t, f32x4.add(v128.load(ofTopic + t), change));
			}
			const likely = <f64>sum / max(rest - <f64>one, alpha0);
			if (value == 1) {
				// One logarithm for many words.
				likelihood *= likely;
				if (likelihood < 1e-200) {
					logs += logarithm(likelihood);
					likelihood = 1;
				}
			} else logs += value * logarithm(likely);
		}
		store<f64>(told, load<f64>(told) + <f64>sumOf(moved));
		store<f64>(told, load<f64>(told, 8) + logs + logarithm(likelihood), 8);
	}
}
