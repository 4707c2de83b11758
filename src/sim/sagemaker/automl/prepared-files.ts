import { gzipSync } from 'fflate';
import { encodeUtf8 } from '#base/bytes.ts';
import type { TableRow } from '#ml/data/read-table.ts';
import { toCsv } from '#ml/data/to-csv.ts';
import {
	fitPreprocessor,
	PREPROCESSOR_FILE,
	preprocessRow,
	writePreprocessor,
	type Preprocessor
} from '#ml/prep/preprocessor.ts';
import { writeTar } from '../../core/tar.ts';
import type { PreparedUris, Resolved } from './automl-record.ts';
import type { Recipe } from './recipes.ts';

export interface PreparedFile {
	readonly uri: string;
	readonly bytes: Uint8Array;
	readonly contentType: string;
}

interface Parts {
	readonly train: readonly TableRow[];
	readonly test: readonly TableRow[];
}

/**
 * The files that the candidates of each recipe read, label first, and what prepared them. A recipe that would give the same
 * rows as one before it of the same algorithm is left out.
 * @param columns the label first
 */
export function filesOfRecipes(
	recipes: readonly Recipe[],
	columns: readonly string[],
	parts: Parts,
	folder: string
): { files: PreparedFile[]; prepared: Resolved['prepared'] } {
	const files: PreparedFile[] = [];
	const prepared: Record<string, PreparedUris> = {};
	const seen = new Set<string>();
	for (const recipe of recipes) {
		const made = preparedBy(recipe, columns, parts.train);
		const key = `${recipe.algorithm} ${JSON.stringify(made)}`;
		if (seen.has(key)) continue;
		seen.add(key);
		const place = made ? `${folder}/${recipe.name.slice(0, 4)}` : folder;
		const uris = {
			train: `${place}/train/chunk_0.csv`,
			validation: `${place}/validation/chunk_0.csv`,
			preprocessor: made && `${place}/model/model.tar.gz`
		};
		prepared[recipe.name] = uris;
		files.push(csvFile(uris.train, parts.train, columns, made));
		files.push(csvFile(uris.validation, parts.test, columns, made));
		if (made) files.push({ uri: uris.preprocessor!, ...archiveOf(made) });
	}
	return { files, prepared };
}

function preparedBy(
	recipe: Recipe,
	columns: readonly string[],
	rows: readonly TableRow[]
): Preprocessor | null {
	if (recipe.rows === 'kept') return null;
	const features = rows.map((row) => columns.slice(1).map((name) => row[name] as number));
	return fitPreprocessor(features, recipe.rows === 'logs');
}

function csvFile(
	uri: string,
	rows: readonly TableRow[],
	columns: readonly string[],
	preprocessor: Preprocessor | null
): PreparedFile {
	const [label, ...features] = columns;
	const text = preprocessor
		? toCsv(
				rows.map((row) => [
					row[label!] as number,
					...preprocessRow(
						preprocessor,
						features.map((name) => row[name] as number)
					)
				])
			)
		: toCsv(rows, { columns });
	return { uri, bytes: encodeUtf8(text), contentType: 'text/csv' };
}

function archiveOf(preprocessor: Preprocessor): Omit<PreparedFile, 'uri'> {
	const tar = writeTar([{ path: PREPROCESSOR_FILE, bytes: writePreprocessor(preprocessor) }]);
	return { bytes: gzipSync(tar, { mtime: 0 }), contentType: 'application/x-tar' };
}
