import { describe, expect, test } from 'vitest';
import { encodeUtf8, fromBase64 } from '#base/bytes.ts';
import { contributionsOf } from '#ml/algorithms/xgboost/explain/contributions.ts';
import { importanceOf } from '#ml/algorithms/xgboost/explain/importance.ts';
import { readModel } from '#ml/algorithms/xgboost/files/read-model.ts';
import { XGBoostModel } from '#ml/algorithms/xgboost/model.ts';
import { takeRows, type Dataset } from '#ml/data/dataset.ts';
import { withMissing } from '#tests/support/datasets.ts';
import { farthest } from '#tests/support/fit.ts';
import { golden } from '#tests/support/golden.ts';
import { referenceTable } from '#tests/support/xgboost-tables.ts';

interface OldForms {
	readonly table: string;
	readonly margins: number[];
	readonly json: string;
	readonly binary: string;
	readonly pickle: string;
	readonly pickle2: string;
}

interface Pruned {
	readonly deleted: number[];
	readonly json: string;
	readonly binary: string;
	readonly margins: number[];
	readonly contributions: number[];
	readonly importance: Readonly<Record<string, number>>;
}

const { cases, pruned } = golden<{ cases: Readonly<Record<string, OldForms>>; pruned: Pruned }>(
	'xgboost/files'
);
const firstRows = (data: Dataset, rows: number): Dataset =>
	takeRows(
		data,
		Array.from({ length: rows }, (_, row) => row)
	);
const bytesOf = (text: string): Uint8Array => fromBase64(text)!;
const fromJson = (text: string): ReturnType<typeof readModel> => readModel(encodeUtf8(text));

describe('a model that the library wrote', () => {
	test.each(Object.entries(cases))('in its binary form, «%s», predicts the same here', (_name, one) => {
		const model = new XGBoostModel(readModel(bytesOf(one.binary)));
		const asked = firstRows(referenceTable(one.table), 40);
		expect(farthest(model.margins(asked), one.margins)).toBeLessThan(1e-5);
	});

	test.each(Object.entries(cases))('says the same in every form: «%s»', (_name, one) => {
		const fromText = fromJson(one.json);
		expect(readModel(bytesOf(one.pickle))).toEqual(fromText);
		expect(readModel(bytesOf(one.pickle2))).toEqual(fromText);
		const { attributes, ...old } = readModel(bytesOf(one.binary));
		const { attributes: best, ...current } = fromText;
		expect(old).toEqual(old.booster === 'gblinear' ? { ...current, rounds: 0 } : current);
		expect(attributes).toEqual(best);
	});

	test('is cleared of the nodes that pruning left behind', () => {
		expect(pruned.deleted.some((count) => count > 0)).toBe(true);
		const asked = firstRows(withMissing(), 12);
		for (const ensemble of [fromJson(pruned.json), readModel(bytesOf(pruned.binary))]) {
			const model = new XGBoostModel(ensemble);
			expect(farthest(model.margins(asked), pruned.margins)).toBeLessThan(1e-5);
			expect(farthest(contributionsOf(ensemble, asked), pruned.contributions)).toBeLessThan(2e-5);
			const own = importanceOf(model.trees, model.features, 'cover');
			const theirs = Float64Array.from(own, (_, f) => pruned.importance[`f${f}`] ?? 0);
			expect(farthest(own, theirs)).toBeLessThan(1e-4);
		}
	});
});

/** The same model as a version before 1.0 would have kept it: no mark, no version, the base score as a margin. */
function asBefore1(binary: Uint8Array, margin: number): Uint8Array {
	const bytes = binary.slice(4);
	const view = new DataView(bytes.buffer);
	view.setFloat32(0, margin, true);
	view.setInt32(20, 0, true);
	view.setInt32(24, 0, true);
	view.setInt32(28, 0, true);
	return bytes;
}

test('a binary model from before version 1 begins at its base score as a margin', () => {
	const { binary, table } = cases['tweedie']!;
	const old = new XGBoostModel(readModel(asBefore1(bytesOf(binary), Math.log(0.5))));
	const asked = firstRows(referenceTable(table), 40);
	expect(farthest(old.margins(asked), cases['tweedie']!.margins)).toBeLessThan(1e-5);
});

test('a pickle of version 1.0 has the binary form and the configuration behind it', () => {
	const { binary } = cases['softprob']!;
	const model = bytesOf(binary);
	const head = encodeUtf8('CONFIG-offset:');
	const inner = new Uint8Array([
		...head,
		...new Uint8Array(8),
		...model.slice(4),
		...encodeUtf8('{"learner":{}}')
	]);
	new DataView(inner.buffer).setBigInt64(head.length, BigInt(model.length - 4), true);
	const size = new Uint8Array(4);
	new DataView(size.buffer).setUint32(0, inner.length, true);
	const pickle = new Uint8Array([
		0x80,
		3,
		...encodeUtf8('cxgboost.core\nBooster\n)B'),
		...size,
		...inner,
		0x2e
	]);
	expect(readModel(pickle)).toEqual(readModel(model));
});

test.each([
	['a binary model that ends early', bytesOf(cases['tweedie']!.binary).slice(0, 900), 'it counts'],
	['a binary model that is only its mark', encodeUtf8('binf'), 'it is cut off'],
	[
		'a pickle that ends early',
		bytesOf(cases['tweedie']!.pickle).slice(0, 300),
		'the pickle ends in the middle'
	],
	['a pickle of something else', Uint8Array.of(0x80, 4, 0x4e, 0x2e), 'the pickle holds no bytes'],
	[
		'a pickle of a text',
		new Uint8Array([0x80, 4, 0x8c, 5, ...encodeUtf8('hello'), 0x2e]),
		'in none of the forms'
	]
])('%s is refused', (_title, bytes, message) => {
	expect(() => readModel(bytes)).toThrow(message);
});
