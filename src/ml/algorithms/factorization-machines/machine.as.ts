/**
 * The loops of factorization machines over sparse rows. A vector has `stride` 32-bit floats, a multiple of four; those
 * behind its factors are 0 and stay 0. Rows are the cells from starts[row] to starts[row + 1].
 */

/**
 * What the machine says of the rows [from, to), and the sums Σ vᵢ xᵢ of each, which the gradients need.
 * @param sums (to − from) · stride
 * @param out to − from
 */
export function margins(
	from: usize,
	to: usize,
	starts: usize,
	places: usize,
	values: usize,
	bias: f32,
	linear: usize,
	vectors: usize,
	stride: usize,
	sums: usize,
	out: usize
): void {
	const bytes = stride << 2;
	const pairs = bytes & ~31;
	for (let row = from; row < to; row++) {
		const first = (<usize>load<u32>(starts + (row << 2))) << 2;
		const last = (<usize>load<u32>(starts + (row << 2), 4)) << 2;
		let margin = bias;
		for (let i = first; i < last; i += 4) {
			margin += load<f32>(linear + ((<usize>load<u32>(places + i)) << 2)) * load<f32>(values + i);
		}
		let crossed = f32x4.splat(0);
		// Eight factors at a time, so that their sums stay in registers.
		let f: usize = 0;
		for (; f < pairs; f += 32) {
			let s0 = f32x4.splat(0);
			let s1 = s0;
			let q0 = s0;
			let q1 = s0;
			for (let i = first; i < last; i += 4) {
				const at = vectors + <usize>load<u32>(places + i) * bytes + f;
				const x = v128.load_splat<f32>(values + i);
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
			for (let i = first; i < last; i += 4) {
				const at = vectors + <usize>load<u32>(places + i) * bytes + f;
				const p = f32x4.mul(v128.load(at), v128.load_splat<f32>(values + i));
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
 * @param isTouched a byte per feature; set for those of these rows
 * @param touched the features that are set, in the order in which they came
 * @param count how many they are already
 * @returns how many they are now
 */
export function gradients(
	from: usize,
	to: usize,
	starts: usize,
	places: usize,
	values: usize,
	vectors: usize,
	stride: usize,
	sums: usize,
	slopes: usize,
	ofLinear: usize,
	ofVectors: usize,
	isTouched: usize,
	touched: usize,
	count: usize
): usize {
	const bytes = stride << 2;
	const pairs = bytes & ~31;
	for (let row = from; row < to; row++) {
		const first = (<usize>load<u32>(starts + (row << 2))) << 2;
		const last = (<usize>load<u32>(starts + (row << 2), 4)) << 2;
		const slope = load<f32>(slopes);
		// The first eight factors go along with what a feature has once.
		const s0 = v128.load(sums);
		const s1 = bytes > 16 ? v128.load(sums, 16) : s0;
		for (let i = first; i < last; i += 4) {
			const place = <usize>load<u32>(places + i);
			const x = load<f32>(values + i);
			const pull = slope * x;
			if (!load<u8>(isTouched + place)) {
				store<u8>(isTouched + place, 1);
				store<u32>(touched + (count++ << 2), <u32>place);
			}
			const to = ofLinear + (place << 2);
			store<f32>(to, load<f32>(to) + pull);
			const at = place * bytes;
			addGradient(vectors + at, ofVectors + at, s0, pull, x);
			if (bytes > 16) addGradient(vectors + at + 16, ofVectors + at + 16, s1, pull, x);
		}
		for (let f: usize = 32; f < bytes; f += 16) {
			const s = v128.load(sums + f);
			for (let i = first; i < last; i += 4) {
				const at = <usize>load<u32>(places + i) * bytes + f;
				const x = load<f32>(values + i);
				addGradient(vectors + at, ofVectors + at, s, slope * x, x);
			}
		}
		slopes += 4;
		sums += bytes;
	}
	return count;
}

/** Four factors: the pull times (Σ vⱼ xⱼ − vᵢ xᵢ). */
function addGradient(v: usize, gradient: usize, sum: v128, pull: f32, x: f32): void {
	const others = f32x4.sub(sum, f32x4.mul(f32x4.splat(x), v128.load(v)));
	v128.store(gradient, f32x4.add(v128.load(gradient), f32x4.mul(f32x4.splat(pull), others)));
}

/**
 * Adam's step for the groups of numbers that were touched, whose gradients become 0.
 * @param touched their indexes
 * @param stride numbers per group
 * @param clip what a gradient is brought between, above and below 0; less than 0 for nothing
 * @param rate with the corrections of both means in it
 */
export function step(
	touched: usize,
	count: usize,
	stride: usize,
	numbers: usize,
	slopes: usize,
	means: usize,
	squares: usize,
	rescale: f32,
	wd: f32,
	clip: f32,
	rate: f32,
	eps: f32
): void {
	if (stride < 4) {
		for (let i: usize = 0; i < count; i++) {
			const at = (<usize>load<u32>(touched + (i << 2))) << 2;
			let slope = load<f32>(slopes + at) * rescale + wd * load<f32>(numbers + at);
			if (clip >= 0) slope = max(-clip, min(clip, slope));
			const mean = <f32>0.9 * load<f32>(means + at) + <f32>0.1 * slope;
			const square = <f32>0.999 * load<f32>(squares + at) + <f32>0.001 * slope * slope;
			store<f32>(slopes + at, 0);
			store<f32>(means + at, mean);
			store<f32>(squares + at, square);
			store<f32>(numbers + at, load<f32>(numbers + at) - (rate * mean) / (sqrt(square) + eps));
		}
		return;
	}
	const top = f32x4.splat(clip);
	const bottom = f32x4.splat(-clip);
	for (let i: usize = 0; i < count; i++) {
		let at = <usize>load<u32>(touched + (i << 2)) * (stride << 2);
		for (const end = at + (stride << 2); at < end; at += 16) {
			const number = v128.load(numbers + at);
			let slope = f32x4.add(
				f32x4.mul(v128.load(slopes + at), f32x4.splat(rescale)),
				f32x4.mul(f32x4.splat(wd), number)
			);
			if (clip >= 0) slope = f32x4.max(bottom, f32x4.min(top, slope));
			const mean = f32x4.add(
				f32x4.mul(f32x4.splat(0.9), v128.load(means + at)),
				f32x4.mul(f32x4.splat(0.1), slope)
			);
			const square = f32x4.add(
				f32x4.mul(f32x4.splat(0.999), v128.load(squares + at)),
				f32x4.mul(f32x4.splat(0.001), f32x4.mul(slope, slope))
			);
			v128.store(slopes + at, f32x4.splat(0));
			v128.store(means + at, mean);
			v128.store(squares + at, square);
			const size = f32x4.add(f32x4.sqrt(square), f32x4.splat(eps));
			v128.store(numbers + at, f32x4.sub(number, f32x4.div(f32x4.mul(f32x4.splat(rate), mean), size)));
		}
	}
}

/** The features are touched no more. */
export function forget(touched: usize, count: usize, isTouched: usize): void {
	for (let i: usize = 0; i < count; i++) store<u8>(isTouched + <usize>load<u32>(touched + (i << 2)), 0);
}
