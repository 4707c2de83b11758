import { decodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import type { Learnt } from '../boosters/booster.ts';
import type { Ensemble } from '../ensemble.ts';
import type { Loss } from '../objectives/loss.ts';
import { lossOf } from '../objectives/losses.ts';
import { isBinaryModel, readBinary } from './read-binary.ts';
import { badModel, fieldsOf, listOf, notSimulated, numberOf, type Fields } from './model-fields.ts';
import { isPickle, modelInPickle } from './read-pickle.ts';
import { readTree } from './read-tree.ts';
import { readUbjson } from './read-ubjson.ts';

/**
 * Reads a model in any form that the library has written so far: JSON and UBJSON (versions 1.0 to 3), the binary form
 * before them, and a Python pickle around either, as SageMaker's containers before 1.3 kept it.
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
	const attributes = attributesOf(learner);
	const parallelTrees = parallelTreesOf(booster);
	checkRounds(booster, outputs * parallelTrees, attributes['best_iteration']);
	return {
		...learntOf(booster, features, outputs),
		features,
		outputs,
		objective: objectiveName,
		objectiveFields: objectiveFieldsOf(objective),
		baseScores: baseScoresOf(shape, outputs),
		attributes,
		parallelTrees
	};
}

function parse(bytes: Uint8Array): Fields {
	if (isPickle(bytes)) return parse(modelInPickle(bytes));
	if (isBinaryModel(bytes)) return readBinary(bytes);
	const document = fieldsOf({ model: isUbjson(bytes) ? readUbjson(bytes) : parseJson(bytes) }, 'model');
	// What a pickle holds has the parameters of training beside the model.
	return document['Model'] === undefined ? document : fieldsOf(document, 'Model');
}

/** UBJSON begins like JSON, with a brace, but goes on with the mark of a length. */
function isUbjson(bytes: Uint8Array): boolean {
	return bytes[0] === 0x7b && (bytes[1] === 0x4c || bytes[1] === 0x69 || bytes[1] === 0x55);
}

function parseJson(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(decodeUtf8(bytes));
	} catch (cause) {
		throw new UserError('BadModel', 'xgboost-model is in none of the forms that XGBoost writes.', {
			hint: "Save it with the library as booster.save_model('xgboost-model.json') and rename the file.",
			cause
		});
	}
}

function learntOf(booster: Fields, features: number, outputs: number): Learnt {
	if (booster['name'] === 'gblinear') return linearOf(fieldsOf(booster, 'model'), features, outputs);
	const trees = treesOf(treesModelOf(booster), features, outputs);
	const drops = dropsOf(booster);
	if (drops === null) return { booster: 'gbtree', ...trees, treeWeights: null };
	const treeWeights = drops.map((weight) => Math.fround(Number(weight)));
	if (treeWeights.length !== trees.trees.length || !treeWeights.every(Number.isFinite)) {
		throw badModel('weight_drop does not give one number for each tree');
	}
	return { booster: 'dart', ...trees, treeWeights };
}

/** Where the trees stand: beside the name, under dart in a gbtree of its own. Version 3.3 has dart no more as a name. */
function treesModelOf(booster: Fields): Fields {
	switch (booster['name']) {
		case 'gbtree':
			return fieldsOf(booster, 'model');
		case 'dart':
			return fieldsOf(booster['gbtree'] === undefined ? booster : fieldsOf(booster, 'gbtree'), 'model');
		default:
			throw notSimulated(`booster ${String(booster['name'])}`);
	}
}

/** Weights of dart's trees: under the booster, from version 3.4 on beside the trees. Null where there are none. */
function dropsOf(booster: Fields): readonly unknown[] | null {
	if (booster['weight_drop'] !== undefined) return listOf(booster, 'weight_drop');
	const model = treesModelOf(booster);
	if (booster['name'] === 'dart') return listOf(model, 'weight_drop');
	const inside = model['weight_drop'];
	return inside === undefined || (Array.isArray(inside) && inside.length === 0)
		? null
		: listOf(model, 'weight_drop');
}

function linearOf(model: Fields, features: number, outputs: number): Learnt {
	const linear = Float32Array.from(listOf(model, 'weights'), Number);
	if (linear.length !== (features + 1) * outputs || !linear.every(Number.isFinite)) {
		throw badModel(`weights are not ${(features + 1) * outputs} numbers`);
	}
	return { booster: 'gblinear', linear, rounds: Number(model['boosted_rounds'] ?? 0) };
}

function treesOf(
	model: Fields,
	features: number,
	outputs: number
): { trees: ReturnType<typeof readTree>[]; treeOutput: number[] } {
	const trees = listOf(model, 'trees').map((tree, i) => readTree(tree, i, features));
	const treeOutput = listOf(model, 'tree_info').map(Number);
	if (treeOutput.length !== trees.length || treeOutput.some((k) => !(k >= 0 && k < outputs))) {
		throw badModel('tree_info does not name one output for each tree');
	}
	return { trees, treeOutput };
}

function parallelTreesOf(booster: Fields): number {
	if (booster['name'] === 'gblinear') return 1;
	const parameters = treesModelOf(booster)['gbtree_model_param'];
	if (parameters === undefined) return 1;
	return Number(fieldsOf({ parameters }, 'parameters')['num_parallel_tree'] ?? 1) || 1;
}

/** Files from version 2 on say where each round's trees begin; with a best iteration these must be as many each round. */
function checkRounds(booster: Fields, perRound: number, best: string | undefined): void {
	if (best === undefined || booster['name'] === 'gblinear') return;
	const starts = treesModelOf(booster)['iteration_indptr'];
	if (!Array.isArray(starts)) return;
	const end = Number(starts[Number(best) + 1] ?? NaN);
	if (end >= 0 && end !== (Number(best) + 1) * perRound) {
		throw notSimulated('rounds of different numbers of trees with a best iteration');
	}
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

/** From version 3 on it stands in brackets, `[5E-1]`; from 3.1 on with one number for each class. */
function baseScoresOf(shape: Fields, outputs: number): number[] {
	const text = String(shape['base_score']);
	const parts = text.replace(/^\[(.*)\]$/, '$1').split(',');
	const values = parts.map((part) => (part.trim() === '' ? NaN : Math.fround(Number(part))));
	if (!values.every(Number.isFinite) || (values.length !== 1 && values.length !== outputs)) {
		throw badModel(`base_score '${text}' is not one number${outputs > 1 ? `, nor ${outputs}` : ''}`);
	}
	return Array.from({ length: outputs }, (_, output) => values[output % values.length]!);
}

function attributesOf(learner: Fields): Record<string, string> {
	if (learner['attributes'] === undefined) return {};
	return Object.fromEntries(
		Object.entries(fieldsOf(learner, 'attributes')).map(([name, value]) => [name, String(value)])
	);
}
