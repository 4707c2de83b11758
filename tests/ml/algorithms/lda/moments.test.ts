import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { Moments } from '#ml/algorithms/lda/moments.ts';
import { whitenPairs } from '#ml/algorithms/lda/whiten.ts';
import { corpusOf, plantedTopics, tableOfCounts } from '#tests/support/lda.ts';

/** Every ordered pick of three different words of a document. */
function* picks(words: readonly number[]): Generator<[number, number, number]> {
	for (let a = 0; a < words.length; a++) {
		for (let b = 0; b < words.length; b++) {
			for (let c = 0; c < words.length; c++) {
				if (a !== b && b !== c && a !== c) yield [words[a]!, words[b]!, words[c]!];
			}
		}
	}
}

const documents = [[0, 0, 1, 2], [1, 2, 2], [0, 3, 3, 3, 1], [2, 2, 2, 0], [1]];
const V = 4;
const table = tableOfCounts(
	documents.map((words) => {
		const own = new Map<number, number>();
		for (const word of words) own.set(word, (own.get(word) ?? 0) + 1);
		return own;
	}),
	V
);
const ALPHA0 = 0.7;

/** The moments by their definition: means over all ordered picks of different words of a document. */
function plain(): { one: number[]; two: number[]; three: number[] } {
	const one = new Array<number>(V).fill(0);
	const two = new Array<number>(V * V).fill(0);
	const three = new Array<number>(V ** 3).fill(0);
	const long = documents.filter(({ length }) => length > 2);
	for (const words of long) {
		const all = [...picks(words)];
		for (const [a, b, c] of all) {
			const share = 1 / (all.length * long.length);
			one[a]! += share;
			two[a * V + b]! += share;
			three[(a * V + b) * V + c]! += share;
		}
	}
	const pair = (a: number, b: number): number => two[a * V + b]!;
	const m3 = three.map((value, at) => {
		const [a, b, c] = [Math.floor(at / V / V), Math.floor(at / V) % V, at % V];
		const mixed = pair(a, b) * one[c]! + pair(a, c) * one[b]! + pair(b, c) * one[a]!;
		const alone = one[a]! * one[b]! * one[c]!;
		return (
			value - (ALPHA0 / (ALPHA0 + 2)) * mixed + ((2 * ALPHA0 ** 2) / ((ALPHA0 + 2) * (ALPHA0 + 1))) * alone
		);
	});
	const m2 = two.map((value, at) => {
		const [a, b] = [Math.floor(at / V), at % V];
		return value - (ALPHA0 / (ALPHA0 + 1)) * one[a]! * one[b]!;
	});
	return { one, two: m2, three: m3 };
}

const identity = Float64Array.from({ length: V * V }, (_, i) => Number(i % (V + 1) === 0));

test('the moments are the means over all picks of different words', () => {
	const moments = new Moments(corpusOf(table), ALPHA0);
	const { one, two, three } = plain();
	const close = (found: Float64Array, expected: number[]): void =>
		expected.forEach((value, i) => expect(found[i], String(i)).toBeCloseTo(value, 12));
	expect(moments.documents).toBe(4);
	close(moments.mean, one);
	close(moments.timesPairs(identity, V), two);
	close(moments.triples(identity, V), three);
});

test('seen through the whitening the second moment is the identity', async () => {
	const { table: planted } = plantedTopics({ topics: 5, words: 60, documents: 300, length: 60 }, 4);
	const moments = new Moments(corpusOf(planted), 1);
	const { count, whiten, unwhiten } = await whitenPairs(moments, {
		topics: 5,
		rng: new Rng(1),
		breathe: () => Promise.resolve()
	});
	expect(count).toBe(5);
	const image = moments.timesPairs(whiten, count);
	for (let i = 0; i < count; i++) {
		for (let j = 0; j < count; j++) {
			let [seen, back] = [0, 0];
			for (let w = 0; w < 60; w++) {
				seen += whiten[w * count + i]! * image[w * count + j]!;
				back += whiten[w * count + i]! * unwhiten[w * count + j]!;
			}
			expect(seen).toBeCloseTo(Number(i === j), 5);
			expect(back).toBeCloseTo(Number(i === j), 8);
		}
	}
});
