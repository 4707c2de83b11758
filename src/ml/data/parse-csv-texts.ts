import { decodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import type { Dataset } from './dataset.ts';

/**
 * Cells of a CSV without header as texts, for algorithms that read names: spaces around a cell are dropped, one in double
 * quotes keeps its commas, `""` inside stands for one quote. Empty lines are skipped; a cell cannot go over two lines.
 * @param file named in errors
 * @throws UserError `BadCsv` naming file and line where rows differ in width or a quote is not closed
 */
export function parseCsvTexts(bytes: Uint8Array, file: string): Dataset {
	const texts: string[] = [];
	let columns = 0;
	const lines = decodeUtf8(bytes)
		.replace(/^\ufeff/, '')
		.split(/\r?\n/);
	for (const [i, line] of lines.entries()) {
		if (line.trim() === '') continue;
		const cells = cellsOf(line);
		if (!cells) throw badCsv(file, i + 1, 'a double quote is not closed');
		if (columns === 0) columns = cells.length;
		if (cells.length !== columns) {
			throw badCsv(
				file,
				i + 1,
				`the row has ${cells.length} columns, but every row must have ${columns} as the first one has`
			);
		}
		for (const cell of cells) texts.push(cell);
	}
	const rows = columns === 0 ? 0 : texts.length / columns;
	return { rows, columns, x: new Float32Array(0), texts, labels: null, weights: null };
}

function cellsOf(line: string): string[] | null {
	if (!line.includes('"')) return line.split(',').map((cell) => cell.trim());
	const cells: string[] = [];
	const pattern = /\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(,|$)/y;
	do {
		const [, quoted, plain] = pattern.exec(line) ?? [];
		if (quoted === undefined && plain === undefined) return null;
		cells.push(quoted === undefined ? plain!.trim() : quoted.replaceAll('""', '"'));
	} while (pattern.lastIndex < line.length);
	if (line.endsWith(',')) cells.push('');
	return cells;
}

function badCsv(file: string, line: number, rule: string): UserError {
	return new UserError('BadCsv', `${file}, line ${line}: ${rule}.`, {
		hint: 'Look for a missing or an extra comma in that line; put a text with a comma in it into double quotes.'
	});
}
