import type { AlgorithmSpec } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { planted } from './datasets.ts';
import { homes, pairsTable } from './ip.ts';

/** What the conformance suite must know of an algorithm to run it. */
export interface Entry {
	/** The least that it runs with on a table of that many columns and rows. */
	readonly hyperparameters: (columns: number, rows: number) => Readonly<Record<string, string>>;
	/** Rows to learn from, rows to be scored, and the channel that the latter go to. */
	readonly easy: Dataset;
	readonly held: Dataset;
	readonly heldChannel: string;
	/** How it is given the tables of numbers that a law makes. Default: as they are. */
	readonly rewrite?: (table: Dataset) => Dataset;
	/** How many columns it is tried with, where a million are too many or too slow, and what it needs to learn from them. */
	readonly wide?: { readonly columns?: number; readonly given?: Readonly<Record<string, string>> };
	/** Beginnings of the metrics that are printed again and again and get better on the easy table. */
	readonly improving: readonly string[];
}

const easy = planted(160, 4, 1);
const held = planted(80, 4, 2);

/** Laws that every built-in algorithm keeps. A new one needs an entry here and nothing else. */
const ENTRIES: Readonly<Record<string, Entry>> = {
	xgboost: {
		hyperparameters: () => ({ num_round: '6' }),
		easy,
		held,
		heldChannel: 'validation',
		improving: ['train', 'validation']
	},
	knn: {
		hyperparameters: (columns) => ({
			predictor_type: 'regressor',
			feature_dim: String(columns),
			k: '3',
			sample_size: '1000'
		}),
		easy,
		held,
		heldChannel: 'test',
		improving: []
	},
	randomcutforest: {
		hyperparameters: (columns) => ({ feature_dim: String(columns), num_samples_per_tree: '32' }),
		easy,
		held: { ...held, labels: held.labels!.map((label) => Number(label > 3)) },
		heldChannel: 'test',
		wide: { columns: 2000, given: { num_trees: '50' } },
		improving: []
	},
	'linear-learner': {
		hyperparameters: () => ({
			predictor_type: 'regressor',
			mini_batch_size: '1',
			epochs: '4',
			learning_rate: '0.01',
			num_models: '1'
		}),
		easy,
		held,
		heldChannel: 'validation',
		improving: ['train', 'validation']
	},
	kmeans: {
		// One cluster is all that the tables of one row and of equal rows have.
		hyperparameters: (columns) => ({ feature_dim: String(columns), k: columns === 4 ? '5' : '1' }),
		easy,
		held,
		heldChannel: 'test',
		improving: []
	},
	lda: {
		hyperparameters: (columns, rows) => ({
			num_topics: '2',
			feature_dim: String(columns),
			mini_batch_size: String(rows)
		}),
		easy: countsOf(easy),
		held: countsOf(held),
		heldChannel: 'test',
		improving: ['train']
	},
	'factorization-machines': {
		hyperparameters: (columns) => ({
			feature_dim: String(columns),
			num_factors: '2',
			predictor_type: 'regressor',
			mini_batch_size: '1',
			epochs: '4',
			factors_init_sigma: '0.1',
			linear_lr: '0.01',
			factors_lr: '0.01'
		}),
		easy,
		held,
		heldChannel: 'test',
		improving: ['train']
	},
	pca: {
		hyperparameters: (columns) => ({
			feature_dim: String(columns),
			mini_batch_size: '1',
			num_components: '1'
		}),
		easy,
		held,
		heldChannel: 'test',
		wide: { columns: 100_000, given: { algorithm_mode: 'randomized', mini_batch_size: '50' } },
		improving: []
	},
	ipinsights: {
		hyperparameters: () => ({
			num_entity_vectors: '50',
			vector_dim: '4',
			mini_batch_size: '20',
			epochs: '5',
			learning_rate: '0.01'
		}),
		easy: homes(160, 1),
		held: homes(80, 2),
		heldChannel: 'validation',
		rewrite: ({ rows }) => pairsTable(Array.from({ length: rows }, (_, row) => [`user ${row}`, '10.1.2.3'])),
		improving: ['validation']
	}
};

export function entryOf({ name }: AlgorithmSpec): Entry {
	const entry = ENTRIES[name];
	if (!entry) throw new Error(`${name} has no entry in the conformance suite.`);
	return entry;
}

/** The table with its columns as counts of words. */
function countsOf(table: Dataset): Dataset {
	return { ...table, x: table.x.map((value) => Math.max(0, Math.round(3 * value))) };
}
