import type { ProblemType } from '@aws-sdk/client-sagemaker';
import { UserError } from '#base/errors.ts';
import { readTable, type TableRow } from '#ml/data/read-table.ts';

/** As many different whole numbers in the target are classes; more are a quantity. */
const MOST_CLASSES = 20;

export interface PreparedTable {
	/** The target first, then the features in the order of the file. */
	readonly columns: readonly string[];
	readonly rows: readonly TableRow[];
	readonly problemType: ProblemType;
	/** Number of classes; 0 for a regression. */
	readonly classes: number;
}

/**
 * A table with a header row, ready to be learnt from: rows without a target and columns that never change are left out.
 * Missing features stay missing, since the trees know what to do with them.
 * @param asked the problem, where the learner has said which
 * @throws UserError `BadTable` for no rows, an absent target, text where a number is needed, or classes that do not
 * count from 0
 */
export function prepareTable(bytes: Uint8Array, target: string, asked?: ProblemType): PreparedTable {
	const all = readTable(bytes);
	const [first] = all;
	if (!first) throw badTable('The training data have no rows.', 'Put a CSV file with a header row there.');
	if (!Object.hasOwn(first, target)) {
		throw badTable(
			`The training data have no column '${target}'.`,
			`The columns are ${Object.keys(first).join(', ')}.`
		);
	}
	const names = Object.keys(first);
	const text = names.find((name) => typeof first[name] === 'string');
	if (text !== undefined) {
		throw badTable(
			`The column '${text}' holds text; AutoML is simulated for tables of numbers only.`,
			'Leave it out, or turn it into numbers: one column of 0 and 1 for each value.'
		);
	}
	const rows = all.filter((row) => !Number.isNaN(row[target]));
	const features = names.filter((name) => name !== target && changes(rows, name));
	if (features.length === 0) throw badTable('No feature column changes its value.', 'Look at the file.');
	const values = new Set(rows.map((row) => row[target] as number));
	const problemType = asked ?? guess(values);
	const classes = problemType === 'Regression' ? 0 : Math.max(...values) + 1;
	if (problemType !== 'Regression') checkClasses(values, target, problemType);
	return { columns: [target, ...features], rows, problemType, classes };
}

function changes(rows: readonly TableRow[], name: string): boolean {
	return rows.some((row) => !Object.is(row[name], rows[0]![name]));
}

function guess(values: ReadonlySet<number>): ProblemType {
	const areWhole = [...values].every((value) => Number.isInteger(value) && value >= 0);
	if (!areWhole || values.size > MOST_CLASSES) return 'Regression';
	return values.size <= 2 ? 'BinaryClassification' : 'MulticlassClassification';
}

function checkClasses(values: ReadonlySet<number>, target: string, problemType: ProblemType): void {
	const most = problemType === 'BinaryClassification' ? 2 : Infinity;
	const areCounted = [...values].every(
		(value) => Number.isInteger(value) && value >= 0 && value < values.size
	);
	if (areCounted && values.size >= 2 && values.size <= most) return;
	throw badTable(
		`The target '${target}' is no label of a ${problemType}: its classes must be the numbers 0, 1, 2 and so on.`,
		'Number the classes from 0, or give another ProblemType.'
	);
}

function badTable(message: string, hint: string): UserError {
	return new UserError('BadTable', message, { hint });
}
