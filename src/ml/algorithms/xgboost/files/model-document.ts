import type { Ensemble } from '../ensemble.ts';
import type { Tree } from '../trees/tree.ts';
import { floatText } from './float-text.ts';

/** Parent of the root in XGBoost's files: 2³¹ − 1. */
export const NO_PARENT = 2147483647;

/** One number that is a float, in a list that UBJSON does not type as a whole. */
export class Float {
	readonly value: number;

	constructor(value: number) {
		this.value = value;
	}
}

/**
 * What a model file holds; numbers that are floats there stand in Float32Arrays, whole ones in the other arrays. In UBJSON
 * the library takes each list in the width that it writes, and no other.
 */
export type Value =
	| string
	| Float
	| number
	| readonly Value[]
	| Float32Array
	| Int32Array
	| Uint8Array
	| BigInt64Array
	| { readonly [key: string]: Value };

/**
 * The model as XGBoost 1.7's `save_model` orders it, its keys as the library sorts them. Classes that begin at scores of
 * their own can be said from version 3.1 on only; then it calls itself that.
 * @see https://xgboost.readthedocs.io/en/release_1.7.0/tutorials/saving_model.html
 */
export function modelDocument(ensemble: Ensemble): Value {
	const { objective, objectiveFields, outputs, features, baseScores, attributes } = ensemble;
	const multi = objective.startsWith('multi:');
	const single = baseScores.every((score) => score === baseScores[0]);
	return {
		learner: {
			attributes,
			feature_names: [],
			feature_types: [],
			gradient_booster: boosterDocument(ensemble),
			learner_model_param: {
				base_score: single ? scientific(baseScores[0]!) : `[${baseScores.map(scientific).join()}]`,
				boost_from_average: '1',
				num_class: multi ? String(outputs) : '0',
				num_feature: String(features),
				num_target: '1'
			},
			objective: { name: objective, ...objectiveFields }
		},
		version: single ? [1, 7, 4] : [3, 1, 0]
	};
}

function boosterDocument(ensemble: Ensemble): Value {
	if (ensemble.booster === 'gblinear') {
		return { model: { boosted_rounds: ensemble.rounds, weights: ensemble.linear }, name: 'gblinear' };
	}
	const { trees, treeOutput, treeWeights, parallelTrees, features } = ensemble;
	const gbtree = {
		model: {
			gbtree_model_param: {
				num_parallel_tree: String(parallelTrees),
				num_trees: String(trees.length),
				size_leaf_vector: '0'
			},
			tree_info: treeOutput,
			trees: trees.map((tree, id) => treeDocument(tree, id, features))
		},
		name: 'gbtree'
	};
	if (ensemble.booster === 'gbtree') return gbtree;
	return { gbtree, name: 'dart', weight_drop: trees.map((_, i) => new Float(treeWeights?.[i] ?? 1)) };
}

function treeDocument(tree: Tree, id: number, features: number): Value {
	const nodes = tree.left.length;
	return {
		base_weights: tree.weight,
		categories: new Int32Array(0),
		categories_nodes: new Int32Array(0),
		categories_segments: new BigInt64Array(0),
		categories_sizes: new BigInt64Array(0),
		default_left: tree.defaultLeft,
		id,
		left_children: tree.left,
		loss_changes: tree.gain,
		parents: tree.parent.map((parent) => (parent < 0 ? NO_PARENT : parent)),
		right_children: tree.right,
		split_conditions: tree.threshold,
		split_indices: tree.feature,
		split_type: new Uint8Array(nodes),
		sum_hessian: tree.cover,
		tree_param: {
			num_deleted: '0',
			num_feature: String(features),
			num_nodes: String(nodes),
			size_leaf_vector: '0'
		}
	};
}

/** As the library writes parameters: `5E-1`. */
function scientific(value: number): string {
	const [mantissa, exponent] = Number(floatText(value)).toExponential().split('e');
	return `${mantissa}E${Number(exponent)}`;
}
