import type { Ensemble } from '../ensemble.ts';
import type { Tree } from '../trees/tree.ts';
import { floatText } from './float-text.ts';

/** Parent of the root in XGBoost's files: 2³¹ − 1. */
export const NO_PARENT = 2147483647;

/** What a model file holds; numbers that are floats there stand in Float32Arrays, whole ones in the other arrays. */
export type Value =
	| string
	| number
	| readonly Value[]
	| Float32Array
	| Int32Array
	| Uint8Array
	| { readonly [key: string]: Value };

/**
 * The model as XGBoost 1.7's `save_model` orders it, its keys as the library sorts them.
 * @see https://xgboost.readthedocs.io/en/release_1.7.0/tutorials/saving_model.html
 */
export function modelDocument(ensemble: Ensemble): Value {
	const { objective, objectiveFields, outputs, features, baseScore, attributes } = ensemble;
	const multi = objective.startsWith('multi:');
	return {
		learner: {
			attributes,
			feature_names: [],
			feature_types: [],
			gradient_booster: boosterDocument(ensemble),
			learner_model_param: {
				base_score: scientific(baseScore),
				boost_from_average: '1',
				num_class: multi ? String(outputs) : '0',
				num_feature: String(features),
				num_target: '1'
			},
			objective: { name: objective, ...objectiveFields }
		},
		version: [1, 7, 4]
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
	return { gbtree, name: 'dart', weight_drop: Float32Array.from(treeWeights ?? trees, Number) };
}

function treeDocument(tree: Tree, id: number, features: number): Value {
	const nodes = tree.left.length;
	return {
		base_weights: tree.weight,
		categories: new Int32Array(0),
		categories_nodes: new Int32Array(0),
		categories_segments: new Int32Array(0),
		categories_sizes: new Int32Array(0),
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
