import { BytesReader } from '#ml/data/bytes-reader.ts';
import { badModel } from './bad-model.ts';
import { BytesWriter } from './bytes-writer.ts';
import type { Metric } from './search-index.ts';
import { SparseIndex } from './sparse-index.ts';

/** How the file of a sparse index begins. Faiss knows none, so the layout is this project's own. */
const MARK = 'SBSPARSE';

/** The mark, metric, width, numbers of rows and cells, then starts, columns and values, little-endian all. */
export function writeSparse({ metric, dimension, count, cells }: SparseIndex): Uint8Array {
	const to = new BytesWriter();
	to.text(MARK);
	to.byte(Number(metric === 'L2'));
	to.int64(dimension);
	to.int64(count);
	to.int64(cells.values.length);
	for (const start of cells.starts) to.int32(start);
	for (const place of cells.places) to.int32(place);
	to.floats(cells.values);
	return to.take();
}

/** Whether a file begins as {@link writeSparse} lets it. */
export function isSparseFile(bytes: Uint8Array): boolean {
	return bytes.length > MARK.length && new BytesReader(bytes, badModel).text(4) === MARK.slice(0, 4);
}

/** @throws UserError `BadModel` */
export function readSparse(bytes: Uint8Array): SparseIndex {
	const from = new BytesReader(bytes, badModel);
	if (from.text(MARK.length) !== MARK) throw badModel('its index is of a kind that is not known');
	const metric: Metric = from.byte() === 1 ? 'L2' : 'INNER_PRODUCT';
	const dimension = from.int64();
	const count = from.int64();
	const size = from.int64();
	if (4 * (count + 1 + 2 * size) > bytes.length) throw badModel('its index is cut off');
	const starts = Uint32Array.from({ length: count + 1 }, () => from.int32());
	const places = Uint32Array.from({ length: size }, () => from.int32());
	const values = from.floats(size);
	const isOrdered = starts.every((start, row) => start <= (starts[row + 1] ?? size));
	if (!isOrdered || starts[count] !== size || places.some((place) => place >= dimension)) {
		throw badModel('its index contradicts itself');
	}
	return new SparseIndex(metric, dimension, { starts, places, values });
}
