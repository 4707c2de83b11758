import { UserError } from '#base/errors.ts';
import { takeRows, widen, type Dataset } from '#ml/data/dataset.ts';
import { sparseOf, type SparseRows } from '#ml/data/sparse-rows.ts';
import type { LdaHyperparameters } from './hyperparameters.ts';

/** Documents as counts of words: of each document only the words that it has. */
export interface Corpus extends SparseRows {
	readonly documents: number;
	/** Size of the vocabulary. */
	readonly words: number;
}

/** A corpus of only those words that it has, and which they are in the whole vocabulary, in order. */
export function ofUsedWords(corpus: Corpus): { corpus: Corpus; used: Uint32Array } {
	const place = new Uint32Array(corpus.words);
	for (const word of corpus.places) place[word] = 1;
	const used = new Uint32Array(place.reduce((count, is) => count + is, 0));
	let at = 0;
	for (let word = 0; word < corpus.words; word++) {
		if (place[word] === 0) continue;
		place[word] = at;
		used[at++] = word;
	}
	return {
		corpus: { ...corpus, words: used.length, places: corpus.places.map((word) => place[word]!) },
		used
	};
}

/** Number of words in each document, each counted as often as it stands there. */
export function lengthsOf({ documents, starts, values }: Corpus): Float64Array {
	return Float64Array.from({ length: documents }, (_, d) => {
		let length = 0;
		for (let i = starts[d]!; i < starts[d + 1]!; i++) length += values[i]!;
		return length;
	});
}

/**
 * The documents of the channels; of `train` the first `mini_batch_size`.
 * @throws UserError `EmptyChannel`, `FeatureMismatch`, `MissingValue`, `BadCount`
 */
export function readCorpora(
	channels: Readonly<Record<string, Dataset>>,
	p: LdaHyperparameters
): { train: Corpus; test: Corpus | null } {
	const { train, test } = channels;
	if (!train) throw new UserError('MissingChannel', "u'train' is a required property");
	if (train.rows < p.mini_batch_size) {
		throw new UserError(
			'EmptyChannel',
			'No training data processed. Either the training channel is empty or the mini-batch size is too high. Verify that training data contains non-empty files and the mini-batch size is less than the number of records per training host.',
			{ hint: `There are ${train.rows} documents, and mini_batch_size is ${p.mini_batch_size}.` }
		);
	}
	const first = Uint32Array.from({ length: p.mini_batch_size }, (_, i) => i);
	const whole = first.length === train.rows ? train : takeRows(train, first);
	const corpus = corpusOf('train', whole, p.feature_dim);
	if (corpus.values.length === 0) {
		throw new UserError('EmptyChannel', 'No data in train channel: its documents have no words.', {
			hint: 'Each row holds a count for each word of the vocabulary, and they are all 0.'
		});
	}
	return { train: corpus, test: test ? corpusOf('test', test, p.feature_dim) : null };
}

function corpusOf(name: string, data: Dataset, words: number): Corpus {
	if (data.columns > words || (data.columns < words && !data.sparse)) {
		throw new UserError(
			'FeatureMismatch',
			`cannot copy sequence with size ${data.columns} to array axis with dimension ${words}`,
			{
				hint: `The documents of channel '${name}' have ${data.columns} columns, and feature_dim is ${words}.`
			}
		);
	}
	const rows = sparseOf(widen(data, words));
	checkCounts(name, rows);
	return { documents: data.rows, words, ...rows };
}

function checkCounts(name: string, { starts, places, values }: SparseRows): void {
	const at = values.findIndex((value) => !(value >= 0 && value < Infinity));
	if (at < 0) return;
	let row = 0;
	while (starts[row + 1]! <= at) row++;
	const place = `Channel '${name}', document ${row + 1}, word ${places[at]! + 1}`;
	if (Number.isNaN(values[at])) {
		throw new UserError('MissingValue', `${place}: the count has no value.`, {
			hint: 'A word that a document does not have has the count 0.'
		});
	}
	throw new UserError('BadCount', `${place}: the count is ${values[at]}, but it must be a number from 0.`, {
		hint: 'LDA reads how often each word stands in each document.'
	});
}
