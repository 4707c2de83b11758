import { UserError } from '#base/errors.ts';
import type { TableRow } from '#ml/data/read-table.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { readModel } from '../files/read-model.ts';
import { XGBoostModel } from '../model.ts';
import type { ImportanceKind } from './importance.ts';

/** What a column has to do with a model. */
export interface ColumnImportance {
	readonly column: string;
	readonly value: number;
}

/** What each column adds to the margin of one row, and `bias`, what the model says before it has seen any. */
export type RowContributions = Record<string, number>;

/** A model of XGBoost, opened to be looked into. */
export interface Booster {
	readonly columns: readonly string[];
	/** As an endpoint answers: a number for each row, with multi:softprob a list of one probability per class. */
	predict(rows: readonly TableRow[]): (number | number[])[];
	/**
	 * SHAP values: how much each column moves a row's margin up or down. With `bias` they add up to the margin, which is the
	 * prediction itself in regression with squared error, log odds with binary:logistic, and a class's score with multi:.
	 * @param options `output`: the class to explain where there are several, from 0. Default 0
	 */
	contributions(rows: readonly TableRow[], options?: { readonly output?: number }): RowContributions[];
	/**
	 * Columns by falling importance.
	 * @param kind `gain` or `cover` per split, `weight` (number of splits), `total_gain`, `total_cover`. Default gain; a
	 * linear model has its weights instead, by falling size
	 */
	importance(kind?: ImportanceKind): ColumnImportance[];
}

/**
 * Opens the file `xgboost-model` of a model.tar.gz, or any file that the XGBoost library wrote, to see what the model looks
 * at. The library's `Booster.get_score` and `predict(pred_contribs=True)`.
 *
 * @param model bytes of the file; a model.tar.gz must be unpacked first (`untarGz` of 'sagebrush')
 * @param options `columns`: names of the features, in the order of training, without the label
 * @throws UserError `BadModel`, `NotSimulated`; `FeatureMismatch` where the names are too many or too few; of rows
 * `UnknownColumn`
 *
 * @example
 * const archive = await S3Downloader.readBytes(estimator.modelData);
 * const booster = readBooster(untarGz(archive)['xgboost-model'], { columns: ['rm', 'lstat'] });
 * booster.importance(); // [{ column: 'rm', value: 812.4 }, …]
 * booster.contributions([{ rm: 6, lstat: 5 }]); // [{ rm: 1.2, lstat: 3.4, bias: 22.5 }]
 */
export function readBooster(
	model: Uint8Array | undefined,
	{ columns }: { readonly columns: readonly string[] }
): Booster {
	if (model === undefined) {
		throw new UserError('BadModel', 'There is no such file in the archive.', {
			hint: "XGBoost calls its model 'xgboost-model'; with _kfold there is one for each fold, 'xgboost-model-0' and so on."
		});
	}
	const opened = new XGBoostModel(readModel(model));
	if (opened.features !== columns.length) {
		throw new UserError(
			'FeatureMismatch',
			`The model has ${opened.features} columns, but ${columns.length} names were given.`,
			{ hint: 'Give the names of the features in the order of training, without the label.' }
		);
	}
	return {
		columns,
		predict(rows) {
			const { values, width } = opened.predict(tableOf(rows, columns)).fields[0]!;
			return rows.map((_, row) =>
				width === 1 ? values[row]! : Array.from(values.subarray(row * width, (row + 1) * width))
			);
		},
		contributions(rows, { output = 0 } = {}) {
			const { outputs } = opened.ensemble;
			if (!(Number.isInteger(output) && output >= 0 && output < outputs)) {
				throw new UserError(
					'InvalidArgument',
					`output is ${output}, but the model has ${outputs}, from 0 on.`
				);
			}
			const values = opened.contributions(tableOf(rows, columns));
			const names = [...columns, 'bias'];
			return rows.map((_, row) => {
				const from = (row * outputs + output) * names.length;
				return Object.fromEntries(names.map((name, i) => [name, values[from + i]!]));
			});
		},
		importance(kind = 'gain') {
			const values = opened.ensemble.booster === 'gblinear' ? sizesOf(opened) : opened.importance(kind);
			return columns.map((column, i) => ({ column, value: values[i]! })).sort((a, b) => b.value - a.value);
		}
	};
}

/** How large the weights of each column are, summed over the outputs. */
function sizesOf({ ensemble }: XGBoostModel): Float64Array {
	if (ensemble.booster !== 'gblinear') return new Float64Array(0);
	const { features, outputs, linear } = ensemble;
	return Float64Array.from({ length: features }, (_, column) =>
		linear
			.subarray(column * outputs, (column + 1) * outputs)
			.reduce((sum, weight) => sum + Math.abs(weight), 0)
	);
}

function tableOf(rows: readonly TableRow[], columns: readonly string[]): Dataset {
	const x = new Float32Array(rows.length * columns.length);
	rows.forEach((cells, row) => {
		columns.forEach((name, i) => {
			const cell = cells[name];
			if (cell === undefined) {
				throw new UserError('UnknownColumn', `Row ${row + 1} has no column '${name}'.`, {
					hint: `It has ${Object.keys(cells).join(', ')}.`
				});
			}
			x[row * columns.length + i] = cell === '' ? NaN : Number(cell);
		});
	});
	return { rows: rows.length, columns: columns.length, x, labels: null, weights: null };
}
