import { decodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import { lossOf } from '../objectives/losses.ts';
import type { Ensemble } from '../model.ts';
import { readTree } from './read-tree.ts';
import { badModel, fieldsOf, listOf, numberOf, type Fields } from './model-fields.ts';

/**
 * Reads a model in XGBoost's JSON, from version 1.0 to 3: written here or by the library's
 * `save_model('xgboost-model.json')`.
 * @throws UserError `BadModel` for bytes that are no such model, `NotSimulated` for one of another booster, objective
 * or kind of split
 */
export function readModel(bytes: Uint8Array): Ensemble {
	const learner = fieldsOf(parseJson(bytes), 'learner');
	const booster = fieldsOf(learner, 'gradient_booster');
	const boosterName = String(booster['name']);
	if (boosterName !== 'gbtree') throw notSimulated(`booster ${boosterName}`);
	const objective = fieldsOf(learner, 'objective');
	const objectiveName = String(objective['name']);
	if (lossOf(objectiveName) === null) throw notSimulated(`objective ${objectiveName}`);
	const shape = fieldsOf(learner, 'learner_model_param');
	if (Number(shape['num_target'] ?? 1) > 1) throw notSimulated('a model of several targets');
	const features = numberOf(shape, 'num_feature');
	const outputs = Math.max(1, numberOf(shape, 'num_class'));
	const gbtree = fieldsOf(booster, 'model');
	const trees = listOf(gbtree, 'trees').map((tree, i) => readTree(tree, i, features));
	const treeOutput = listOf(gbtree, 'tree_info').map(Number);
	if (treeOutput.length !== trees.length || treeOutput.some((k) => !(k >= 0 && k < outputs))) {
		throw badModel('tree_info does not name one output for each tree');
	}
	const lossFields = objective['reg_loss_param'];
	return {
		features,
		outputs,
		objective: objectiveName,
		scalePosWeight: lossFields ? numberOf(fieldsOf(objective, 'reg_loss_param'), 'scale_pos_weight') : 1,
		baseScore: baseScoreOf(shape),
		trees,
		treeOutput,
		attributes: attributesOf(learner),
		parallelTrees: Number(fieldsOf(gbtree, 'gbtree_model_param')['num_parallel_tree'] ?? 1) || 1
	};
}

function parseJson(bytes: Uint8Array): Fields {
	let value: unknown;
	try {
		value = JSON.parse(decodeUtf8(bytes));
	} catch (cause) {
		throw new UserError('BadModel', 'xgboost-model is not in JSON form.', {
			hint: "Save it with the library as booster.save_model('xgboost-model.json') and rename the file.",
			cause
		});
	}
	return fieldsOf({ model: value }, 'model');
}

/** From version 3 on it stands in brackets: `[5E-1]`. */
function baseScoreOf(shape: Fields): number {
	const text = String(shape['base_score']).replace(/^\[(.*)\]$/, '$1');
	const value = Number(text);
	if (text.trim() === '' || !Number.isFinite(value)) throw badModel(`base_score '${text}' is not one number`);
	return value;
}

function attributesOf(learner: Fields): Record<string, string> {
	if (learner['attributes'] === undefined) return {};
	return Object.fromEntries(
		Object.entries(fieldsOf(learner, 'attributes')).map(([name, value]) => [name, String(value)])
	);
}

function notSimulated(what: string): UserError {
	return new UserError('NotSimulated', `This XGBoost model is not simulated yet: ${what}.`, {
		hint: 'Boosted trees (gbtree) with numeric splits for regression, logistic and softmax objectives can be served.'
	});
}
