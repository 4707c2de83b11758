import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { contributionsOf } from '#ml/algorithms/xgboost/explain/contributions.ts';
import { readModel } from '#ml/algorithms/xgboost/files/read-model.ts';
import { writeModel } from '#ml/algorithms/xgboost/files/write-model.ts';
import { writeUbjson } from '#ml/algorithms/xgboost/files/write-ubjson.ts';
import { XGBoostModel } from '#ml/algorithms/xgboost/model.ts';
import { takeRows, type Dataset } from '#ml/data/dataset.ts';
import { farthest } from '#tests/support/fit.ts';
import { golden } from '#tests/support/golden.ts';
import { referenceTable } from '#tests/support/xgboost-tables.ts';

/*
 * What versions between 1.7 and 3.3 write otherwise, of which newer-library.test.ts has no files: these are 1.7.4's, changed
 * by what the public schema, the release notes and the sources say; the predictions are those of 1.7.4 on the same trees.
 */

interface Case {
	readonly table: string;
	readonly margins: number[];
	readonly json?: string;
}

/** As much of a model file as these tests change. */
interface File {
	learner: {
		attributes: Record<string, string>;
		learner_model_param: Record<string, string>;
		gradient_booster: {
			name: string;
			model: TreesModel;
			gbtree?: { model: TreesModel };
			weight_drop?: unknown;
		};
	};
	version: number[];
}

interface TreesModel {
	trees: Record<string, unknown>[];
	[key: string]: unknown;
}

const { shown, cases } = golden<{ shown: number; cases: Readonly<Record<string, Case>> }>('xgboost/complete');
const asked = ({ table }: Case): Dataset =>
	takeRows(
		referenceTable(table),
		Array.from({ length: shown }, (_, row) => row)
	);
const fileOf = (name: string): File => JSON.parse(cases[name]!.json!) as File;
const read = (file: File): XGBoostModel => new XGBoostModel(readModel(encodeUtf8(JSON.stringify(file))));

/** What 2.0 added: where each round's trees begin, one value per leaf said as 1, no leaf vector of the model. */
function asVersion2(file: File): File {
	const booster = file.learner.gradient_booster;
	const model = booster.gbtree?.model ?? booster.model;
	if (booster.name !== 'gblinear') {
		const { num_parallel_tree, num_trees } = model['gbtree_model_param'] as Record<string, string>;
		model['gbtree_model_param'] = { num_parallel_tree, num_trees };
		const perRound =
			Number(num_parallel_tree) * Math.max(1, Number(file.learner.learner_model_param['num_class']));
		const rounds = Number(num_trees) / perRound;
		model['iteration_indptr'] = Array.from({ length: rounds + 1 }, (_, round) => round * perRound);
		for (const tree of model.trees) {
			tree['tree_param'] = { ...(tree['tree_param'] as object), size_leaf_vector: '1' };
		}
	}
	file.version = [2, 1, 4];
	return file;
}

/** What 3.1 added: the base score as a list, the place of a table of categories. */
function asVersion3(file: File): File {
	asVersion2(file);
	const shape = file.learner.learner_model_param;
	const classes = Math.max(1, Number(shape['num_class']));
	shape['base_score'] = `[${Array.from({ length: classes }, () => shape['base_score']).join()}]`;
	const booster = file.learner.gradient_booster;
	if (booster.name !== 'gblinear') {
		const model = booster.gbtree?.model ?? booster.model;
		model['cats'] = { enc: [], feature_segments: [], sorted_idx: [] };
	}
	file.version = [3, 1, 0];
	return file;
}

const written = Object.entries(cases).filter(([, one]) => one.json !== undefined);

describe('a file in the manner of', () => {
	test.each(written)('version 2, «%s», is read', (name, one) => {
		expect(farthest(read(asVersion2(fileOf(name))).margins(asked(one)), one.margins)).toBeLessThan(1e-5);
	});

	test.each(written)('version 3.1, «%s», is read', (name, one) => {
		expect(farthest(read(asVersion3(fileOf(name))).margins(asked(one)), one.margins)).toBeLessThan(1e-5);
	});

	test.each(['beside the name', 'beside the trees'])(
		'version 3.3, whose dart keeps its weights %s',
		(place) => {
			const one = cases['dart, forest']!;
			const file = asVersion3(fileOf('dart, forest'));
			const { gbtree, weight_drop } = file.learner.gradient_booster;
			const model = gbtree!.model;
			file.learner.gradient_booster =
				place === 'beside the name'
					? { name: 'gbtree', model, weight_drop }
					: { name: 'gbtree', model: { ...model, weight_drop } };
			const { ensemble } = read(file);
			expect(ensemble.booster).toBe('dart');
			expect(farthest(read(file).margins(asked(one)), one.margins)).toBeLessThan(1e-5);
		}
	);
});

describe('classes that begin at scores of their own', () => {
	const file = asVersion3(fileOf('softprob'));
	file.learner.learner_model_param['base_score'] = '[-2.5E-1,5E-1,1E0]';
	const one = cases['softprob']!;
	const model = read(file);
	const shifts = [-0.75, 0, 0.5];

	test('shift the margins by them', () => {
		const expected = one.margins.map((margin, i) => margin + shifts[i % 3]!);
		expect(farthest(model.margins(asked(one)), expected)).toBeLessThan(1e-5);
	});

	test('stand in the bias of contributions', () => {
		const rows = asked(one);
		const width = model.features + 1;
		const values = contributionsOf(model.ensemble, rows);
		const sums = model
			.margins(rows)
			.map((_, i) => values.subarray(i * width, (i + 1) * width).reduce((sum, value) => sum + value, 0));
		expect(farthest(sums, model.margins(rows))).toBeLessThan(1e-5);
	});

	test('are written as version 3.1 has them', () => {
		expect(readModel(writeModel(model.ensemble))).toEqual(model.ensemble);
		expect(readModel(writeUbjson(model.ensemble))).toEqual(model.ensemble);
	});
});

const changed = (change: (file: File, model: TreesModel) => void, name = 'softprob'): (() => unknown) => {
	const file = asVersion3(fileOf(name));
	change(file, file.learner.gradient_booster.model);
	return () => read(file);
};

test.each<[string, () => unknown, string]>([
	[
		'leaves of several values',
		changed((_, { trees }) => (trees[1]!['tree_param'] = { size_leaf_vector: '3' })),
		'the leaves of tree 1 have several values'
	],
	[
		'several targets',
		changed((file) => (file.learner.learner_model_param['num_target'] = '2')),
		'a model of several targets'
	],
	[
		'splits on categories',
		changed((_, { trees }) => (trees[0]!['split_type'] = [1])),
		'tree 0 splits on categories'
	],
	[
		'base scores of another number of classes',
		changed((file) => (file.learner.learner_model_param['base_score'] = '[1E0,2E0]')),
		"base_score '[1E0,2E0]' is not one number, nor 3"
	],
	[
		'rounds that differ, with a best one',
		changed((file, model) => {
			file.learner.attributes['best_iteration'] = '1';
			model['iteration_indptr'] = [0, 3, 9, 12];
		}),
		'rounds of different numbers of trees'
	]
])('%s are refused by name', (_title, reading, message) => {
	expect(reading).toThrow(message);
});
