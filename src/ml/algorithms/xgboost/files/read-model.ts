import { decodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import type { Learnt } from '../boosters/booster.ts';
import type { Ensemble } from '../ensemble.ts';
import type { Loss } from '../objectives/loss.ts';
import { lossOf } from '../objectives/losses.ts';
import { badModel, fieldsOf, listOf, numberOf, type Fields } from './model-fields.ts';
import { readTree } from './read-tree.ts';
import { readUbjson } from './read-ubjson.ts';

/**
 * Reads a model in XGBoost's JSON or UBJSON, from version 1.0 to 3: written here or by the library's `save_model`.
 * @throws UserError `BadModel` for bytes that are no such model, `NotSimulated` for one of another booster, objective
 * or kind of split
 */
export function readModel(bytes: Uint8Array): Ensemble {
	const learner = fieldsOf(parse(bytes), 'learner');
	const booster = fieldsOf(learner, 'gradient_booster');
	const objective = fieldsOf(learner, 'objective');
	const objectiveName = String(objective['name']);
	if (lossOf(objectiveName) === null) throw notSimulated(`objective ${objectiveName}`);
	const shape = fieldsOf(learner, 'learner_model_param');
	if (Number(shape['num_target'] ?? 1) > 1) throw notSimulated('a model of several targets');
	const features = numberOf(shape, 'num_feature');
	const outputs = Math.max(1, numberOf(shape, 'num_class'));
	return {
		...learntOf(booster, features, outputs),
		features,
		outputs,
		objective: objectiveName,
		objectiveFields: objectiveFieldsOf(objective),
		baseScore: baseScoreOf(shape),
		attributes: attributesOf(learner),
		parallelTrees: parallelTreesOf(booster)
	};
}

/** UBJSON begins like JSON, with a brace, but goes on with the mark of a length. */
function parse(bytes: Uint8Array): Fields {
	const isBinary = bytes[0] === 0x7b && (bytes[1] === 0x4c || bytes[1] === 0x69 || bytes[1] === 0x55);
	return fieldsOf({ model: isBinary ? readUbjson(bytes) : parseJson(bytes) }, 'model');
}

function parseJson(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(decodeUtf8(bytes));
	} catch (cause) {
		throw new UserError('BadModel', 'xgboost-model is not in JSON form, nor in UBJSON.', {
			hint: "Save it with the library as booster.save_model('xgboost-model.json') and rename the file.",
			cause
		});
	}
}

function learntOf(booster: Fields, features: number, outputs: number): Learnt {
	const name = String(booster['name']);
	switch (name) {
		case 'gblinear':
			return linearOf(fieldsOf(booster, 'model'), features, outputs);
		case 'gbtree':
			return { booster: 'gbtree', ...treesOf(booster, features, outputs), treeWeights: null };
		case 'dart': {
			const trees = treesOf(fieldsOf(booster, 'gbtree'), features, outputs);
			const treeWeights = listOf(booster, 'weight_drop').map((weight) => Math.fround(Number(weight)));
			if (treeWeights.length !== trees.trees.length || !treeWeights.every(Number.isFinite)) {
				throw badModel('weight_drop does not give one number for each tree');
			}
			return { booster: 'dart', ...trees, treeWeights };
		}
		default:
			throw notSimulated(`booster ${name}`);
	}
}

function linearOf(model: Fields, features: number, outputs: number): Learnt {
	const linear = Float32Array.from(listOf(model, 'weights'), Number);
	if (linear.length !== (features + 1) * outputs || !linear.every(Number.isFinite)) {
		throw badModel(`weights are not ${(features + 1) * outputs} numbers`);
	}
	return { booster: 'gblinear', linear, rounds: Number(model['boosted_rounds'] ?? 0) };
}

function treesOf(
	booster: Fields,
	features: number,
	outputs: number
): { trees: ReturnType<typeof readTree>[]; treeOutput: number[] } {
	const gbtree = fieldsOf(booster, 'model');
	const trees = listOf(gbtree, 'trees').map((tree, i) => readTree(tree, i, features));
	const treeOutput = listOf(gbtree, 'tree_info').map(Number);
	if (treeOutput.length !== trees.length || treeOutput.some((k) => !(k >= 0 && k < outputs))) {
		throw badModel('tree_info does not name one output for each tree');
	}
	return { trees, treeOutput };
}

function parallelTreesOf(booster: Fields): number {
	const inner = booster['name'] === 'dart' ? fieldsOf(booster, 'gbtree') : booster;
	const parameters = fieldsOf(inner, 'model')['gbtree_model_param'];
	if (parameters === undefined) return 1;
	return Number(fieldsOf({ parameters }, 'parameters')['num_parallel_tree'] ?? 1) || 1;
}

/** The blocks of parameters beside the name, as texts. */
function objectiveFieldsOf(objective: Fields): Loss['fields'] {
	const blocks = Object.entries(objective).filter(([, block]) => typeof block === 'object' && block !== null);
	return Object.fromEntries(
		blocks.map(([name, block]) => [
			name,
			Object.fromEntries(Object.entries(block as object).map(([key, value]) => [key, String(value)]))
		])
	);
}

/** From version 3 on it stands in brackets: `[5E-1]`. */
function baseScoreOf(shape: Fields): number {
	const text = String(shape['base_score']).replace(/^\[(.*)\]$/, '$1');
	const value = Number(text);
	if (text.trim() === '' || !Number.isFinite(value)) throw badModel(`base_score '${text}' is not one number`);
	return Math.fround(value);
}

function attributesOf(learner: Fields): Record<string, string> {
	if (learner['attributes'] === undefined) return {};
	return Object.fromEntries(
		Object.entries(fieldsOf(learner, 'attributes')).map(([name, value]) => [name, String(value)])
	);
}

function notSimulated(what: string): UserError {
	return new UserError('NotSimulated', `This XGBoost model is not simulated yet: ${what}.`, {
		hint: 'Trees with numeric splits and linear models of the objectives that SageMaker has can be served.'
	});
}
