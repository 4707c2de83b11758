import { UserError } from '#base/errors.ts';
import type { Dataset } from './dataset.ts';

/**
 * The numbers of a Parquet file, all its columns in their order; a null is missing. Compressed by Snappy or not at all.
 * @param options.label `first`: column 1 is the label; `none`: features only
 * @param options.weights with a label: column 2 is the row's weight
 * @throws UserError `BadParquet` naming the file, and column and row where a value is no number
 */
export async function parseParquet(
	bytes: Uint8Array,
	options: { readonly file: string; readonly label: 'first' | 'none'; readonly weights?: boolean }
): Promise<Dataset> {
	const { file, label, weights: weighted = false } = options;
	const { names, cells } = await readColumns(bytes, file);
	const rows = cells[0]?.length ?? 0;
	const numbers = cells.map((values, column) =>
		Float32Array.from(values, (value, row) => numberOf(value, file, names[column]!, row))
	);
	const special = label === 'first' ? (weighted ? 2 : 1) : 0;
	const features = numbers.slice(special);
	if (rows > 0 && features.length === 0) {
		throw badParquet(file, `rows have ${cells.length} column(s), but a label and features are needed`);
	}
	const columns = features.length;
	const x = new Float32Array(rows * columns);
	features.forEach((values, column) => values.forEach((value, row) => (x[row * columns + column] = value)));
	return {
		rows,
		columns,
		x,
		labels: special > 0 ? numbers[0]! : null,
		weights: special > 1 ? numbers[1]! : null
	};
}

async function readColumns(
	bytes: Uint8Array,
	file: string
): Promise<{ names: string[]; cells: ArrayLike<unknown>[] }> {
	// Loaded when the first Parquet file comes, which few learners ever see.
	const { parquetMetadata, parquetRead, parquetSchema } = await import('hyparquet');
	const buffer = bytes.slice().buffer;
	let rows: unknown[][] = [];
	try {
		const names = parquetSchema(parquetMetadata(buffer)).children.map(({ element }) => element.name);
		await parquetRead({ file: buffer, onComplete: (all) => (rows = all as unknown[][]) });
		return { names, cells: names.map((_, column) => rows.map((row) => row[column])) };
	} catch (error) {
		throw badParquet(
			file,
			`is no Parquet file that can be read: ${error instanceof Error ? error.message : ''}`
		);
	}
}

function numberOf(value: unknown, file: string, name: string, row: number): number {
	if (value === null || value === undefined) return NaN;
	const number = typeof value === 'bigint' || typeof value === 'boolean' ? Number(value) : value;
	if (typeof number === 'number' && (Number.isFinite(number) || Number.isNaN(number))) return number;
	throw badParquet(
		file,
		`column «${name}», row ${row + 1}: ${JSON.stringify(String(value))} is not a number`
	);
}

function badParquet(file: string, rule: string): UserError {
	return new UserError('BadParquet', `${file}: ${rule}.`, {
		hint: 'Every column must hold numbers, the label first. Write it without compression or with Snappy.'
	});
}
