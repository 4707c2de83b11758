import { describe, expect, test } from 'vitest';
import { contributionsOf, interactionsOf } from '#ml/algorithms/xgboost/explain/contributions.ts';
import { importanceOf, type ImportanceKind } from '#ml/algorithms/xgboost/explain/importance.ts';
import { readModel } from '#ml/algorithms/xgboost/files/read-model.ts';
import { readUbjson } from '#ml/algorithms/xgboost/files/read-ubjson.ts';
import { writeModel } from '#ml/algorithms/xgboost/files/write-model.ts';
import { writeUbjson } from '#ml/algorithms/xgboost/files/write-ubjson.ts';
import { XGBoostModel } from '#ml/algorithms/xgboost/model.ts';
import { encodeUtf8, fromBase64 } from '#base/bytes.ts';
import { takeRows, type Dataset } from '#ml/data/dataset.ts';
import { farthest, fit } from '#tests/support/fit.ts';
import { golden } from '#tests/support/golden.ts';
import { referenceTable } from '#tests/support/xgboost-tables.ts';

interface Case {
	readonly table: string;
	readonly parameters: Readonly<Record<string, string>>;
	readonly margins: number[];
	readonly contributions?: number[];
	readonly interactions?: number[];
	readonly importance?: Readonly<Record<ImportanceKind, Readonly<Record<string, number>>>>;
	readonly json?: string;
	readonly ubjson?: string;
}

const { rounds, shown, cases } = golden<{
	rounds: number;
	shown: number;
	cases: Readonly<Record<string, Case>>;
}>('xgboost/complete');
const first = (data: Dataset, rows: number): Dataset =>
	takeRows(
		data,
		Array.from({ length: rows }, (_, row) => row)
	);
const having = (key: keyof Case): [string, Case][] =>
	Object.entries(cases).filter(([, one]) => one[key] !== undefined);

describe('what columns contribute', () => {
	test.each(having('contributions'))('to «%s» is what the library says', async (_name, one) => {
		const data = referenceTable(one.table);
		const { model } = await fit({ ...one.parameters, num_round: String(rounds) }, data);
		const asked = first(data, 8);
		const values = contributionsOf(model.ensemble, asked);
		expect(farthest(values, one.contributions!)).toBeLessThan(2e-5);
		if (one.interactions) {
			expect(farthest(interactionsOf(model.ensemble, first(data, 2)), one.interactions)).toBeLessThan(5e-5);
		}
		for (const [kind, scores] of Object.entries(one.importance ?? {})) {
			const own = importanceOf(model.trees, model.features, kind as ImportanceKind);
			const theirs = Float64Array.from(own, (_, f) => scores[`f${f}`] ?? 0);
			expect([kind, farthest(own, theirs) < 1e-4]).toEqual([kind, true]);
		}
	});

	test.each(having('contributions'))('to «%s» adds up to the margin', async (_name, one) => {
		const data = referenceTable(one.table);
		const { model } = await fit({ ...one.parameters, num_round: '3' }, data);
		const asked = first(data, 30);
		const width = model.features + 1;
		const values = contributionsOf(model.ensemble, asked);
		const sums = model
			.margins(asked)
			.map((_, i) => values.subarray(i * width, (i + 1) * width).reduce((sum, value) => sum + value, 0));
		expect(farthest(sums, model.margins(asked))).toBeLessThan(1e-5);
	});
});

describe('files of the library', () => {
	test.each(having('json'))('of «%s» say the same as JSON and as UBJSON', (_name, one) => {
		const asked = first(referenceTable(one.table), shown);
		const bytes = fromBase64(one.ubjson!)!;
		for (const file of [encodeUtf8(one.json!), bytes]) {
			const model = new XGBoostModel(readModel(file));
			expect(farthest(model.margins(asked), one.margins)).toBeLessThan(1e-5);
		}
		expect(readModel(bytes)).toEqual(readModel(encodeUtf8(one.json!)));
	});

	test.each(having('json'))('of «%s» are written again without loss', (_name, one) => {
		const ensemble = readModel(encodeUtf8(one.json!));
		expect(readModel(writeModel(ensemble))).toEqual(ensemble);
		expect(readModel(writeUbjson(ensemble))).toEqual(ensemble);
	});

	test('that end early or hold strange marks are refused', () => {
		const bytes = fromBase64(having('ubjson')[0]![1].ubjson!)!;
		for (const length of [2, 40, 900, bytes.length - 30]) {
			expect(() => readModel(bytes.slice(0, length))).toThrow('is not an XGBoost model');
		}
		expect(() => readUbjson(encodeUtf8('{i\u0001a?}'))).toThrow('is no marker of UBJSON');
		expect(() => readUbjson(encodeUtf8('['.repeat(100)))).toThrow('nested too deeply');
	});
});
