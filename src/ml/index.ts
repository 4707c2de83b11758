/** The module `ml` of notebook cells: tables in and out, splits, metrics, and a look into models of XGBoost. */
export {
	readBooster,
	type Booster,
	type ColumnImportance,
	type RowContributions
} from './algorithms/xgboost/explain/read-booster.ts';
export type { ImportanceKind } from './algorithms/xgboost/explain/importance.ts';
export { readTable, type TableRow } from './data/read-table.ts';
export { toCsv, type ToCsvOptions } from './data/to-csv.ts';
export { toRecordIo, type KeyedRow, type ToRecordIoOptions } from './data/to-record-io.ts';
export { trainTestSplit, type Split, type SplitOptions } from './data/split.ts';
export { auc } from './metrics/auc.ts';
export { error } from './metrics/error.ts';
export { logloss } from './metrics/logloss.ts';
export { mae } from './metrics/mae.ts';
export { merror } from './metrics/merror.ts';
export { mlogloss } from './metrics/mlogloss.ts';
export { r2 } from './metrics/r2.ts';
export { rmse } from './metrics/rmse.ts';
export { shingle } from './prep/shingle.ts';
