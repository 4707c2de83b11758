import { encodeUtf8 } from '#base/bytes.ts';
import { floatText } from './float-text.ts';
import type { Ensemble } from '../model.ts';
import type { Tree } from '../trees/tree.ts';

/** Parent of the root in XGBoost's files: 2³¹ − 1. */
export const NO_PARENT = 2147483647;

/**
 * The bytes that XGBoost 1.7's `save_model('x.json')` would write for these trees, so that the library loads them.
 * Same trees, same bytes.
 * @see https://xgboost.readthedocs.io/en/release_1.7.0/tutorials/saving_model.html
 */
export function writeModel(ensemble: Ensemble): Uint8Array {
	const { trees, objective, outputs, scalePosWeight, features, baseScore, parallelTrees } = ensemble;
	const multi = objective.startsWith('multi:');
	const parameters = multi
		? { softmax_multiclass_param: { num_class: String(outputs) } }
		: { reg_loss_param: { scale_pos_weight: floatText(scalePosWeight) } };
	const head = JSON.stringify({
		attributes: ensemble.attributes,
		feature_names: [],
		feature_types: []
	}).slice(0, -1);
	const gbtree = {
		num_parallel_tree: String(parallelTrees),
		num_trees: String(trees.length),
		size_leaf_vector: '0'
	};
	const learner = {
		base_score: scientific(baseScore),
		boost_from_average: '1',
		num_class: multi ? String(outputs) : '0',
		num_feature: String(features),
		num_target: '1'
	};
	const texts = trees.map((tree, id) => treeText(tree, id, features));
	return encodeUtf8(
		`{"learner":${head},"gradient_booster":{"model":{"gbtree_model_param":${JSON.stringify(gbtree)},` +
			`"tree_info":[${ensemble.treeOutput.join()}],"trees":[${texts.join()}]},"name":"gbtree"},` +
			`"learner_model_param":${JSON.stringify(learner)},` +
			`"objective":${JSON.stringify({ name: objective, ...parameters })}},"version":[1,7,4]}`
	);
}

/** The library's reader takes a number without point or exponent for an integer, and refuses it. */
function jsonFloat(value: number): string {
	const text = floatText(value);
	return /[.e]/.test(text) ? text : `${text}.0`;
}

/** As the library writes parameters: `5E-1`. */
function scientific(value: number): string {
	const [mantissa, exponent] = Number(floatText(value)).toExponential().split('e');
	return `${mantissa}E${Number(exponent)}`;
}

function treeText(tree: Tree, id: number, features: number): string {
	const nodes = tree.left.length;
	const zeros = `[${new Array<number>(nodes).fill(0).join()}]`;
	const floats = (values: Float32Array): string => `[${Array.from(values, jsonFloat).join()}]`;
	const parents = Array.from(tree.parent, (parent) => (parent < 0 ? NO_PARENT : parent));
	return (
		`{"base_weights":${floats(tree.weight)},` +
		'"categories":[],"categories_nodes":[],"categories_segments":[],"categories_sizes":[],' +
		`"default_left":[${tree.defaultLeft.join()}],"id":${id},"left_children":[${tree.left.join()}],` +
		`"loss_changes":${floats(tree.gain)},"parents":[${parents.join()}],"right_children":[${tree.right.join()}],` +
		`"split_conditions":${floats(tree.threshold)},"split_indices":[${tree.feature.join()}],` +
		`"split_type":${zeros},"sum_hessian":${floats(tree.cover)},` +
		`"tree_param":{"num_deleted":"0","num_feature":"${features}","num_nodes":"${nodes}","size_leaf_vector":"0"}}`
	);
}
