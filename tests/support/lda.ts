import { gunzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { decodeUtf8 } from '#base/bytes.ts';
import { Rng } from '#base/rng.ts';
import { lda } from '#ml/algorithms/lda/index.ts';
import type { Corpus } from '#ml/algorithms/lda/corpus.ts';
import type { LdaModel } from '#ml/algorithms/lda/model.ts';
import { ldaSpec } from '#ml/algorithms/lda/spec.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { sparseOf } from '#ml/data/sparse-rows.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';

export interface LdaFit {
	readonly model: LdaModel;
	readonly lines: readonly string[];
	/** All values of a metric that the log has, by its words, e.g. `train pwll <score>`. */
	metrics(words: string): number[];
}

/** Trains LDA in this thread; feature_dim and mini_batch_size are those of the table, unless they are given. */
export async function fitLda(
	given: Readonly<Record<string, string>>,
	train: Dataset,
	channels: Readonly<Record<string, Dataset>> = {},
	seed = 1
): Promise<LdaFit> {
	const strings = { feature_dim: String(train.columns), mini_batch_size: String(train.rows), ...given };
	const lines: string[] = [];
	const model = await lda.train({
		hyperparameters: parseHyperparameters(
			lda.hyperparameters,
			strings,
			ldaSpec.notSimulated,
			ldaSpec.wording
		),
		channels: { train, ...channels },
		rng: new Rng(seed),
		stop: { aborted: false },
		log: (line) => lines.push(line),
		breathe: () => Promise.resolve()
	});
	return {
		model: model as LdaModel,
		lines,
		metrics: (words) =>
			lines.flatMap((line) => {
				const at = line.indexOf(`${words}=`);
				return at < 0 ? [] : [Number(line.slice(at + words.length + 1))];
			})
	};
}

/** Documents as a table. */
export function tableOfCounts(counts: readonly ReadonlyMap<number, number>[], words: number): Dataset {
	const starts = new Uint32Array(counts.length + 1);
	counts.forEach((own, d) => (starts[d + 1] = starts[d]! + own.size));
	const cells = counts.flatMap((own) => [...own].sort(([a], [b]) => a - b));
	const sparse = {
		starts,
		places: Uint32Array.from(cells, ([word]) => word),
		values: Float32Array.from(cells, ([, count]) => count)
	};
	return { rows: counts.length, columns: words, x: new Float32Array(0), sparse, labels: null, weights: null };
}

export function corpusOf(table: Dataset): Corpus {
	return { documents: table.rows, words: table.columns, ...sparseOf(table) };
}

/** Documents drawn as the model says that they come about. */
export interface Planted {
	readonly table: Dataset;
	/** Topic after topic: the shares of its words. */
	readonly beta: Float64Array;
}

/** Each topic has words of its own, some of them shared with the next; each document has one to three topics. */
export function plantedTopics(
	{ topics, words, documents, length }: Record<'topics' | 'words' | 'documents' | 'length', number>,
	seed: number
): Planted {
	const rng = new Rng(seed);
	const beta = new Float64Array(topics * words);
	const own = Math.floor(words / topics);
	for (let t = 0; t < topics; t++) {
		const topic = beta.subarray(t * words, (t + 1) * words);
		for (let i = 0; i < own * 1.5; i++) topic[(t * own + i) % words] = -Math.log(1 - rng.next());
		const sum = topic.reduce((total, each) => total + each, 0);
		for (let w = 0; w < words; w++) topic[w]! /= sum;
	}
	const counts = Array.from({ length: documents }, () => {
		const mixed = Array.from({ length: 1 + rng.below(3) }, () => rng.below(topics));
		const document = new Map<number, number>();
		for (let i = 0; i < length; i++) {
			const topic = mixed[rng.below(mixed.length)]!;
			const word = drawn(beta.subarray(topic * words, (topic + 1) * words), rng.next());
			document.set(word, (document.get(word) ?? 0) + 1);
		}
		return document;
	});
	return { table: tableOfCounts(counts, words), beta };
}

function drawn(shares: Float64Array, at: number): number {
	let [word, sum] = [0, shares[0]!];
	while (sum < at && word < shares.length - 1) sum += shares[++word]!;
	return word;
}

/** Of each planted topic the cosine with the most similar of the found ones, the least of them. */
export function leastCosine(planted: Float64Array, found: ArrayLike<number>, words: number): number {
	const topics = planted.length / words;
	let least = 1;
	for (let t = 0; t < topics; t++) {
		let most = 0;
		for (let f = 0; f < found.length / words; f++) {
			let [dot, a, b] = [0, 0, 0];
			for (let w = 0; w < words; w++) {
				const [x, y] = [planted[t * words + w]!, found[f * words + w]!];
				dot += x * y;
				a += x * x;
				b += y * y;
			}
			most = Math.max(most, dot / Math.sqrt(a * b));
		}
		least = Math.min(least, most);
	}
	return least;
}

const data = new URL('../golden/data/', import.meta.url);

function linesOf(path: string): string[] {
	return decodeUtf8(gunzipSync(readFileSync(new URL(path, data))))
		.trim()
		.split('\n');
}

/** Every third document of Daily Kos; every fifth of them is for testing. */
export function kos(): { train: Dataset; test: Dataset } {
	const lines = linesOf('kos-bow/kos.svm.gz').filter((_, i) => i % 3 === 0);
	const counts = lines.map(
		(line) => new Map(line.split(' ').map((cell) => cell.split(':').map(Number) as [number, number]))
	);
	return parts(counts, 6906);
}

/** Every fourth movie review; words of four letters or more, in at least 15 and at most 150 of them. */
export function movieReviews(): { train: Dataset; test: Dataset } {
	const lines = linesOf('movie-reviews/movie-reviews.tsv.gz').filter((_, i) => i % 4 === 1);
	const found = lines.map((line) => line.split('\t')[2]!.match(/\b[a-z]{4,}\b/g) ?? []);
	const often = new Map<string, number>();
	for (const words of found) for (const word of new Set(words)) often.set(word, (often.get(word) ?? 0) + 1);
	const kept = [...often].filter(([, count]) => count >= 15 && count <= 150).map(([word]) => word);
	const place = new Map(kept.sort().map((word, i) => [word, i]));
	const counts = found.map((words) => {
		const own = new Map<number, number>();
		for (const word of words) {
			const at = place.get(word);
			if (at !== undefined) own.set(at, (own.get(at) ?? 0) + 1);
		}
		return own;
	});
	return parts(counts, place.size);
}

function parts(counts: readonly Map<number, number>[], words: number): { train: Dataset; test: Dataset } {
	return {
		train: tableOfCounts(
			counts.filter((_, i) => i % 5 !== 4),
			words
		),
		test: tableOfCounts(
			counts.filter((_, i) => i % 5 === 4),
			words
		)
	};
}
