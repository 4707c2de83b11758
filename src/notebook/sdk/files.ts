import { bridge } from '../kernel/bridge.ts';
import { fromCsv } from './csv.ts';

/** A line of a CSV file by the names in its header. */
export type CsvRecord = Record<string, string | number>;

/**
 * The files of the lesson, by the names that its data list gives them. All reject with a UserError that lists the files
 * there are where the lesson has none of that name.
 */
export const files = {
	/** A file's bytes. */
	bytes(name: string): Promise<Uint8Array> {
		return bridge().file(name);
	},

	/** A file's text, read as UTF-8. */
	async text(name: string): Promise<string> {
		return new TextDecoder().decode(await bridge().file(name));
	},

	/**
	 * The lines of a CSV file below its header. A column becomes numbers where each of its cells is one or empty (then
	 * NaN); other columns stay text. A line that is too short gives NaN or empty texts.
	 */
	async csv(name: string): Promise<CsvRecord[]> {
		const [header = [], ...rows] = fromCsv(await files.text(name));
		const isNumeric = header.map((_, i) => rows.every((row) => isNumberOrEmpty(row[i] ?? '')));
		return rows.map((row) =>
			Object.fromEntries(
				header.map((column, i) => [column, isNumeric[i] ? toNumber(row[i] ?? '') : (row[i] ?? '')])
			)
		);
	}
};

function isNumberOrEmpty(cell: string): boolean {
	return cell.trim() === '' || Number.isFinite(Number(cell));
}

function toNumber(cell: string): number {
	return cell.trim() === '' ? NaN : Number(cell);
}
