import { describe, expect, test } from 'vitest';
import { encodeUtf8, fromBase64 } from '#base/bytes.ts';
import { readModel } from '#ml/algorithms/xgboost/files/read-model.ts';
import { writeModel } from '#ml/algorithms/xgboost/files/write-model.ts';
import { XGBoostModel } from '#ml/algorithms/xgboost/model.ts';
import { takeRows, type Dataset } from '#ml/data/dataset.ts';
import { breastCancer, iris, withMissing } from '#tests/support/datasets.ts';
import { farthest } from '#tests/support/fit.ts';
import { golden } from '#tests/support/golden.ts';

interface Trained {
	readonly table: keyof typeof TABLES;
	readonly margins: number[];
	readonly predictions: number[];
	readonly json: string;
	readonly ubjson: string;
}

interface Newer {
	readonly shown: number;
	readonly cases: Readonly<Record<string, Trained>>;
	/** What the library predicts by models that were trained here. */
	readonly ours: Readonly<Record<string, { readonly json: number[]; readonly ubjson: number[] }>>;
}

const TABLES = { missing: withMissing, binary: breastCancer, multiclass: iris };
const OURS: Readonly<Record<string, () => Dataset>> = {
	missing: withMissing,
	binary: breastCancer,
	multiclass: iris,
	dart: withMissing,
	linear: iris,
	forest: iris
};

describe.each(['3.0', '3.3'])('XGBoost %s', (version) => {
	const { shown, cases, ours } = golden<Newer>(`xgboost/newer-${version}`);
	const first = (data: Dataset): Dataset =>
		takeRows(
			data,
			Array.from({ length: shown }, (_, row) => row)
		);

	test.each(Object.entries(cases))(
		'«%s»: its model predicts the same here, in both forms',
		(_name, theirs) => {
			const asked = first(TABLES[theirs.table]());
			for (const bytes of [encodeUtf8(theirs.json), fromBase64(theirs.ubjson)!]) {
				const model = new XGBoostModel(readModel(bytes));
				expect(farthest(model.margins(asked), theirs.margins)).toBeLessThan(1e-5);
				expect(farthest(model.predict(asked).fields[0]!.values, theirs.predictions)).toBeLessThan(1e-5);
				const again = new XGBoostModel(readModel(writeModel(model.ensemble)));
				expect(again.margins(asked)).toEqual(model.margins(asked));
			}
		}
	);

	test.each(Object.entries(ours))(
		'«%s»: our model predicts the same there, in both forms',
		(name, theirs) => {
			const { model } = golden<{ model: string }>(`xgboost/ours-${name}`);
			const own = new XGBoostModel(readModel(encodeUtf8(model))).predict(first(OURS[name]!())).fields[0]!;
			expect(farthest(own.values, theirs.json)).toBeLessThan(1e-5);
			expect(farthest(own.values, theirs.ubjson)).toBeLessThan(1e-5);
		}
	);
});
