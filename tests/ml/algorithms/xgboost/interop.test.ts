import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8, toBase64 } from '#base/bytes.ts';
import { writeUbjson } from '#ml/algorithms/xgboost/files/write-ubjson.ts';
import { xgboost } from '#ml/algorithms/xgboost/index.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { boston, breastCancer, iris, withMissing } from '#tests/support/datasets.ts';
import { farthest, fit } from '#tests/support/fit.ts';
import { golden, writeGolden } from '#tests/support/golden.ts';

interface Reference {
	readonly model: unknown;
	readonly predictions: number[];
	readonly best_iteration?: number;
	readonly rounds?: number;
}

function loadModel(model: unknown): ReturnType<typeof xgboost.load> {
	return xgboost.load({ 'xgboost-model': encodeUtf8(JSON.stringify(model)) });
}

describe('a model that the library trained', () => {
	const cases: [string, string, () => Dataset][] = [
		['with missing values', 'model-missing', withMissing],
		['of two classes', 'model-binary', breastCancer],
		['of three classes', 'model-multiclass', iris],
		['that was stopped early', 'model-early-stopped', () => boston().all]
	];
	test.each(cases)('%s predicts the same here', (_title, file, table) => {
		const { model, predictions } = golden<Reference>(`xgboost/${file}`);
		expect(farthest(loadModel(model).predict(table()).fields[0]!.values, predictions)).toBeLessThan(1e-5);
	});

	test('counts the trees up to its best iteration only', () => {
		const { model, best_iteration, rounds } = golden<Reference>('xgboost/model-early-stopped');
		expect(rounds).toBeGreaterThan(best_iteration! + 1);
		const unmarked = structuredClone(model) as { learner: { attributes: object } };
		unmarked.learner.attributes = {};
		const { all } = boston();
		expect(loadModel(unmarked).predict(all).fields[0]!.values).not.toEqual(
			loadModel(model).predict(all).fields[0]!.values
		);
	});

	test('is written back with the same trees', () => {
		const { model } = golden<Reference>('xgboost/model-missing');
		const rewritten: unknown = JSON.parse(decodeUtf8(loadModel(model).toFiles()['xgboost-model']!));
		const learner = (rewritten as { learner: { learner_model_param: object } }).learner;
		expect(learner.learner_model_param).toMatchObject({ base_score: '5E-1', num_feature: '5' });
		expect(
			farthest(
				loadModel(rewritten).predict(withMissing()).fields[0]!.values,
				loadModel(model).predict(withMissing()).fields[0]!.values
			)
		).toBe(0);
	});

	test('of version 3 may have its base score in brackets', () => {
		const { model, predictions } = golden<Reference>('xgboost/model-missing');
		const newer = JSON.parse(JSON.stringify(model).replace('"5E-1"', '"[5E-1]"')) as unknown;
		expect(farthest(loadModel(newer).predict(withMissing()).fields[0]!.values, predictions)).toBeLessThan(
			1e-5
		);
	});
});

const OURS: [string, Record<string, string>, () => Dataset, () => Dataset][] = [
	[
		'boston',
		{
			max_depth: '5',
			eta: '0.2',
			gamma: '4',
			min_child_weight: '6',
			subsample: '0.8',
			num_round: '30',
			seed: '1'
		},
		() => boston().train,
		() => boston().all
	],
	['missing', { num_round: '8', max_depth: '4', base_score: '0.25' }, withMissing, withMissing],
	[
		'binary',
		{ num_round: '10', objective: 'binary:logistic', scale_pos_weight: '1.7' },
		breastCancer,
		breastCancer
	],
	['multiclass', { num_round: '5', objective: 'multi:softprob', num_class: '3' }, iris, iris],
	[
		'dart',
		{ num_round: '6', max_depth: '3', booster: 'dart', rate_drop: '0.4', one_drop: '1', seed: '5' },
		withMissing,
		withMissing
	],
	[
		'linear',
		{ num_round: '6', booster: 'gblinear', objective: 'multi:softprob', num_class: '3', lambda: '0.01' },
		iris,
		iris
	],
	[
		'forest',
		{
			num_round: '3',
			max_depth: '3',
			num_parallel_tree: '3',
			subsample: '0.6',
			colsample_bynode: '0.6',
			objective: 'multi:softprob',
			num_class: '3'
		},
		iris,
		iris
	]
];

describe('a model trained here', () => {
	test.each(OURS)(
		'on %s is the very one that the library was given as JSON and as UBJSON, and predicts the same as there',
		async (name, given, table, asked) => {
			const { model } = await fit(given, table());
			const written = decodeUtf8(model.toFiles()['xgboost-model']!);
			const ubjson = toBase64(writeUbjson(model.ensemble));
			if (process.env['UPDATE_GOLDEN']) {
				const predictions = Array.from(model.predict(asked()).fields[0]!.values);
				writeGolden(`xgboost/ours-${name}`, { model: written, ubjson, predictions });
			}
			const reference = golden<Reference & { ubjson: string }>(`xgboost/ours-${name}`);
			expect(written).toBe(reference.model);
			expect(ubjson).toBe(reference.ubjson);
			expect(farthest(model.predict(asked()).fields[0]!.values, reference.predictions)).toBeLessThan(1e-5);
		}
	);
});

const PREDICT = `
import json, sys
import numpy as np, xgboost as xgb
booster = xgb.Booster()
booster.load_model(sys.argv[1])
x = np.array([np.nan if v is None else v for v in json.load(open(sys.argv[2]))], dtype='f4')
print(json.dumps(booster.predict(xgb.DMatrix(x.reshape(-1, int(sys.argv[3])))).ravel().tolist()))
`;

function pythonSays(code: string, ...args: string[]): string | null {
	try {
		return execFileSync('/usr/bin/python3', ['-c', code, ...args], {
			stdio: ['ignore', 'pipe', 'ignore']
		}).toString();
	} catch {
		return null;
	}
}

const installed = pythonSays('import xgboost; print(xgboost.__version__)')?.trim() ?? null;

describe.runIf(installed !== null)(`the library itself, version ${installed}`, () => {
	test('loads what was trained here and predicts the same', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'interop-'));
		try {
			const table = withMissing();
			const { model } = await fit({ num_round: '15', subsample: '0.7', colsample_bynode: '0.5' }, table);
			writeFileSync(join(folder, 'model.json'), model.toFiles()['xgboost-model']!);
			const cells = Array.from(table.x, (value) => (Number.isNaN(value) ? null : value));
			writeFileSync(join(folder, 'x.json'), JSON.stringify(cells));
			const answer = pythonSays(
				PREDICT,
				join(folder, 'model.json'),
				join(folder, 'x.json'),
				String(table.columns)
			);
			expect(farthest(model.predict(table).fields[0]!.values, JSON.parse(answer!) as number[])).toBeLessThan(
				1e-5
			);
		} finally {
			rmSync(folder, { recursive: true });
		}
	}, 30_000);
});

test(`whether the library is here decides on the live comparison: ${installed ?? 'it is not, so none was made'}`, () => {
	expect(installed === null || /^\d+\.\d+/.test(installed)).toBe(true);
});
