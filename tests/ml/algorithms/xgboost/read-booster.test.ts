import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { readBooster } from '#ml/index.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { farthest } from '#tests/support/fit.ts';
import { golden } from '#tests/support/golden.ts';
import { referenceTable } from '#tests/support/xgboost-tables.ts';

interface Case {
	readonly table: string;
	readonly margins: number[];
	readonly predictions: number[];
	readonly contributions?: number[];
	readonly importance?: Readonly<Record<string, Readonly<Record<string, number>>>>;
	readonly json?: string;
}

const { cases } = golden<{ cases: Readonly<Record<string, Case>> }>('xgboost/complete');
const namesOf = ({ columns }: Dataset): string[] => Array.from({ length: columns }, (_, i) => `f${i}`);
const rowsOf = (data: Dataset, count: number): Record<string, number>[] =>
	Array.from({ length: count }, (_, row) =>
		Object.fromEntries(namesOf(data).map((name, i) => [name, data.x[row * data.columns + i]!]))
	);

function open(name: string): { one: Case; data: Dataset; booster: ReturnType<typeof readBooster> } {
	const one = cases[name]!;
	const data = referenceTable(one.table);
	return { one, data, booster: readBooster(encodeUtf8(one.json!), { columns: namesOf(data) }) };
}

describe('a booster of the library, opened in a cell,', () => {
	test.each([
		['dart, forest', 0],
		['softprob', 1],
		['gblinear', 0]
	])('of «%s» explains output %d as the library does', (name, output) => {
		const { one, data, booster } = open(name);
		const outputs = one.margins.length / 40;
		const width = data.columns + 1;
		const said = booster.contributions(rowsOf(data, 8), { output });
		const expected = said.flatMap((_, row) => {
			const from = (row * outputs + output) * width;
			return one.contributions!.slice(from, from + width);
		});
		expect(Object.keys(said[0]!)).toEqual([...namesOf(data), 'bias']);
		expect(
			farthest(
				said.flatMap((row) => Object.values(row)),
				expected
			)
		).toBeLessThan(2e-5);
	});

	test('lists columns by falling importance', () => {
		const { one, booster } = open('dart, forest');
		for (const kind of ['gain', 'weight'] as const) {
			const listed = booster.importance(kind);
			const values = listed.map(({ value }) => value);
			expect(values).toEqual([...values].sort((a, b) => b - a));
			const theirs = listed.map(({ column }) => one.importance![kind]![column] ?? 0);
			expect(farthest(values, theirs)).toBeLessThan(1e-4);
		}
		expect(booster.importance()).toEqual(booster.importance('gain'));
	});

	test('lists the weights of a linear model by their size', () => {
		const { data, booster } = open('gblinear');
		const values = booster.importance().map(({ value }) => value);
		expect(values).toHaveLength(data.columns);
		expect(values[0]).toBeGreaterThan(values.at(-1)!);
		expect(values.every((value) => value >= 0)).toBe(true);
	});

	test('predicts as an endpoint answers, with an empty cell for a missing one', () => {
		const { one, data, booster } = open('softprob');
		expect(farthest(booster.predict(rowsOf(data, 40)).flat(), one.predictions)).toBeLessThan(1e-5);
		const [row] = rowsOf(data, 1);
		expect(booster.predict([{ ...row, f2: '' }])).toEqual(booster.predict([{ ...row, f2: NaN }]));
	});

	test('says what is wrong with names, rows and outputs', () => {
		const { data, booster, one } = open('softprob');
		const bytes = encodeUtf8(one.json!);
		expect(() => readBooster(bytes, { columns: ['a'] })).toThrow(
			'The model has 4 columns, but 1 names were given.'
		);
		expect(() => readBooster(undefined, { columns: [] })).toThrow('There is no such file in the archive.');
		expect(() => booster.predict([{ f0: 1 }])).toThrow("Row 1 has no column 'f1'.");
		expect(() => booster.contributions(rowsOf(data, 1), { output: 3 })).toThrow(
			'output is 3, but the model has 3'
		);
	});
});
