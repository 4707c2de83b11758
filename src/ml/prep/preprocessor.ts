import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';

/** What becomes of one column. */
export interface ColumnStep {
	/** Stands where a value is missing. */
	readonly fill: number;
	/** Whether a further column says where it was missing. */
	readonly flags: boolean;
	/** Whether log(1 + x) takes the place of x: for columns with a long tail. */
	readonly logs: boolean;
}

/** Turns rows with missing values and long tails into rows that a linear model can use. Column after column. */
export interface Preprocessor {
	readonly steps: readonly ColumnStep[];
}

/** Third moment, over the cube of the deviation, from which on a tail is long. */
const SKEWED = 1;

/**
 * Learns from rows what to fill in and which columns have long tails.
 * @param rows of features; NaN is missing
 * @param wantsLogs whether tails are shortened at all
 */
export function fitPreprocessor(rows: readonly (readonly number[])[], wantsLogs: boolean): Preprocessor {
	const columns = rows[0]?.length ?? 0;
	const steps = Array.from({ length: columns }, (_, j): ColumnStep => {
		const values = rows.map((row) => row[j]!).filter((value) => !Number.isNaN(value));
		const fill = values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
		const logs = wantsLogs && values.every((value) => value >= 0) && skewOf(values, fill) > SKEWED;
		return { fill, flags: values.length < rows.length, logs };
	});
	return { steps };
}

function skewOf(values: readonly number[], mean: number): number {
	const moment = (power: number): number =>
		values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length;
	return moment(3) / moment(2) ** 1.5;
}

/** The columns of a row after their steps, then one of 0 or 1 for each that flags. */
export function preprocessRow({ steps }: Preprocessor, row: ArrayLike<number>): number[] {
	const values = steps.map(({ fill, logs }, j) => {
		const value = Number.isNaN(row[j]!) ? fill : row[j]!;
		return logs ? Math.log1p(Math.max(0, value)) : value;
	});
	const flags = steps.flatMap((step, j) => (step.flags ? [Number(Number.isNaN(row[j]!))] : []));
	return [...values, ...flags];
}

/** Name of the file inside model.tar.gz. */
export const PREPROCESSOR_FILE = 'preprocessor.json';

export function writePreprocessor(preprocessor: Preprocessor): Uint8Array {
	return encodeUtf8(JSON.stringify({ format: 1, ...preprocessor }));
}

/** @throws UserError `BadModel` */
export function readPreprocessor(bytes: Uint8Array | undefined): Preprocessor {
	const steps = stepsOf(bytes);
	if (steps) return { steps };
	throw new UserError('BadModel', `The model cannot be loaded: there is no proper '${PREPROCESSOR_FILE}'.`, {
		hint: 'ModelDataUrl of this container must name the model.tar.gz that the AutoML job wrote.'
	});
}

function stepsOf(bytes: Uint8Array | undefined): readonly ColumnStep[] | null {
	try {
		const { steps } = JSON.parse(decodeUtf8(bytes!)) as { steps?: unknown };
		return Array.isArray(steps) && steps.every(isStep) ? steps : null;
	} catch {
		return null;
	}
}

function isStep(value: unknown): value is ColumnStep {
	if (typeof value !== 'object' || value === null) return false;
	const { fill, flags, logs } = value as Partial<ColumnStep>;
	return typeof fill === 'number' && typeof flags === 'boolean' && typeof logs === 'boolean';
}
