import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { TopicSweep } from '#ml/wasm/topic-sweep.ts';

const [DOCUMENTS, WORDS, TOPICS, EACH] = [12, 9, 6, 5];
const PADDED = 8;
const [ALPHA0, ETA, SPREAD] = [1.5, 0.05, 0.45];

/** A sweep by its definition, in 64 bits. */
function plainSweep(
	places: Uint32Array,
	values: Float32Array,
	shares: Float64Array,
	ofWord: Float64Array,
	alpha: ArrayLike<number>
): { moved: number; logs: number } {
	const ofTopic = new Float64Array(TOPICS);
	ofWord.forEach((count, at) => (ofTopic[at % TOPICS]! += count));
	let [moved, logs] = [0, 0];
	for (let d = 0; d < DOCUMENTS; d++) {
		const cells = Array.from({ length: EACH }, (_, i) => d * EACH + i);
		const mine = Array.from({ length: TOPICS }, (_, t) =>
			cells.reduce((sum, i) => sum + values[i]! * shares[i * TOPICS + t]!, alpha[t]!)
		);
		const length = cells.reduce((sum, i) => sum + values[i]!, 0);
		const whole = ofTopic.map((count) => count + SPREAD);
		for (const i of cells) {
			const one = Math.min(1, values[i]!);
			const own = (t: number): number => i * TOPICS + t;
			const word = (t: number): number => places[i]! * TOPICS + t;
			const parts = mine.map((each, t) => {
				const out = one * shares[own(t)]!;
				return (Math.max(0, each - out) * (Math.max(0, ofWord[word(t)]! - out) + ETA)) / whole[t]!;
			});
			const sum = parts.reduce((a, b) => a + b);
			logs += values[i]! * Math.log(sum / (length + ALPHA0 - one));
			parts.forEach((part, t) => {
				const change = values[i]! * (part / sum - shares[own(t)]!);
				moved += Math.abs(change);
				shares[own(t)] = part / sum;
				mine[t]! += change;
				ofWord[word(t)]! += change;
				ofTopic[t]! += change;
			});
		}
	}
	return { moved, logs };
}

test('a sweep does what its definition says', () => {
	const rng = new Rng(5);
	const cells = DOCUMENTS * EACH;
	const starts = Uint32Array.from({ length: DOCUMENTS + 1 }, (_, d) => d * EACH);
	const places = Uint32Array.from({ length: cells }, (_, i) => (i * 4 + rng.below(3)) % WORDS);
	const values = Float32Array.from({ length: cells }, (_, i) => [1, 3, 0.5, 1, 2][i % 5]!);
	const alpha = Float32Array.from({ length: TOPICS }, () => ALPHA0 / TOPICS);
	const first = Float32Array.from({ length: WORDS * PADDED }, (_, i) =>
		i % PADDED < TOPICS ? 0.1 + rng.next() : 0
	);

	const kernel = new TopicSweep();
	const step = PADDED * 4;
	const at = {
		starts: kernel.place(starts),
		places: kernel.place(places),
		values: kernel.place(values),
		alpha: kernel.allocate(step),
		shares: kernel.allocate(cells * step),
		ofWord: kernel.place(first),
		ofTopic: kernel.allocate(step),
		scratch: kernel.allocate(3 * step),
		told: kernel.allocate(16)
	};
	kernel.f32(at.alpha, TOPICS).set(alpha);
	const { begin, count, sweep } = kernel.functions;
	begin(0, DOCUMENTS, at.starts, at.places, at.values, at.shares, at.ofWord, at.alpha, at.scratch, step, 2);
	const shares = Float64Array.from({ length: cells * TOPICS }, (_, i) => {
		return kernel.f32(at.shares, cells * PADDED)[Math.floor(i / TOPICS) * PADDED + (i % TOPICS)]!;
	});
	for (let i = 0; i < cells; i++) {
		const own = shares.subarray(i * TOPICS, (i + 1) * TOPICS);
		expect(own.reduce((sum, each) => sum + each)).toBeCloseTo(1, 5);
	}

	kernel.f32(at.ofWord, WORDS * PADDED).fill(0);
	count(cells, at.places, at.values, at.shares, at.ofWord, step);
	const ofWord = new Float64Array(WORDS * TOPICS);
	for (let i = 0; i < cells; i++) {
		for (let t = 0; t < TOPICS; t++) ofWord[places[i]! * TOPICS + t]! += values[i]! * shares[i * TOPICS + t]!;
	}
	const counted = kernel.f32(at.ofWord, WORDS * PADDED);
	const ofTopic = kernel.f32(at.ofTopic, TOPICS);
	ofWord.forEach((each, i) => {
		expect(counted[Math.floor(i / TOPICS) * PADDED + (i % TOPICS)]).toBeCloseTo(each, 5);
		ofTopic[i % TOPICS]! += each;
	});

	for (let round = 0; round < 3; round++) {
		const told = kernel.f64(at.told, 2).fill(0);
		sweep(
			0,
			DOCUMENTS,
			at.starts,
			at.places,
			at.values,
			at.shares,
			at.ofWord,
			at.ofTopic,
			at.alpha,
			at.scratch,
			step,
			ALPHA0,
			ETA,
			SPREAD,
			at.told
		);
		const plain = plainSweep(places, values, shares, ofWord, alpha);
		expect(told[0]).toBeCloseTo(plain.moved, 3);
		expect(told[1]).toBeCloseTo(plain.logs, 3);
		shares.forEach((share, i) => {
			const found = kernel.f32(at.shares, cells * PADDED)[Math.floor(i / TOPICS) * PADDED + (i % TOPICS)];
			expect(found).toBeCloseTo(share, 4);
		});
	}
});
