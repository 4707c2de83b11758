import type { Rng } from '#base/rng.ts';
import type { Hand } from '#ml/crew.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import type { XGBoostHyperparameters } from '../hyperparameters.ts';
import type { Tree } from '../trees/tree.ts';
import type { Loss } from '../objectives/loss.ts';

/** A channel with the margins that the model so far gives it. */
export interface Watched {
	readonly name: string;
	readonly data: Dataset;
	readonly margins: Float32Array;
	/** What the objective made of the margins when the last round was measured; null where it was not. */
	scores: Float32Array | null;
}

/** What every booster learns from. */
export interface Boosting {
	readonly p: XGBoostHyperparameters;
	readonly loss: Loss;
	readonly outputs: number;
	readonly rng: Rng;
	/** The training channel first. */
	readonly watched: readonly Watched[];
	/** Gradients and hessians, output after output. */
	readonly pairs: Float32Array;
	/** Further threads that share the columns of trees. */
	readonly hands: readonly Hand[];
}

/** What a booster has learnt, as the model file keeps it. */
export type Learnt =
	| {
			readonly booster: 'gbtree' | 'dart';
			/** Round after round; within a round the trees of one output after those of the other. */
			readonly trees: readonly Tree[];
			/** Which output each tree adds to. */
			readonly treeOutput: readonly number[];
			/** What each tree's values are multiplied by; null: all by 1. */
			readonly treeWeights: readonly number[] | null;
	  }
	| {
			readonly booster: 'gblinear';
			/** Weights column after column, `outputs` each; the biases last. */
			readonly linear: Float32Array;
			readonly rounds: number;
	  };

/** Learns round by round; each time the margins of all channels follow. */
export interface Booster {
	/** Learns one round. Says what it made of it, a line for each tree. */
	boost(round: number): readonly string[] | Promise<readonly string[]>;
	/** What is known after so many rounds from the first. */
	learnt(rounds: number): Learnt;
}

/**
 * Fills the gradients at the training margins.
 * @param scores what the objective makes of these margins, where it is known
 */
export function derive(
	{ loss, watched, pairs }: Boosting,
	round: number,
	scores: Float32Array | null = watched[0]!.scores
): void {
	const { data, margins } = watched[0]!;
	loss.derive(margins, data.labels!, data.weights, pairs, { round, groups: data.groups ?? null, scores });
}
