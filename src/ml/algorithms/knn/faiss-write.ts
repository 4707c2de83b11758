import { BytesWriter } from './bytes-writer.ts';
import { CodeStore } from './code-store.ts';
import { FlatIndex } from './flat-index.ts';
import { type IvfIndex } from './ivf-index.ts';
import type { ProductQuantizer } from './product-quantizer.ts';
import { RowStore } from './row-store.ts';
import type { Metric } from './search-index.ts';

/** What Faiss calls the metrics. */
export const METRIC_NUMBERS: Readonly<Record<Metric, number>> = { INNER_PRODUCT: 0, L2: 1 };

/**
 * An index as `faiss.write_index` writes it, so that `faiss.read_index` reads it.
 * @see https://github.com/facebookresearch/faiss, impl/index_write.cpp
 */
export function writeFaiss(index: FlatIndex | IvfIndex): Uint8Array {
	const to = new BytesWriter();
	if (index instanceof FlatIndex) writeFlat(to, index);
	else writeIvf(to, index);
	return to.take();
}

function writeFlat(to: BytesWriter, index: FlatIndex): void {
	to.text(index.metric === 'L2' ? 'IxF2' : 'IxFI');
	writeHeader(to, index.dimension, index.count, index.metric);
	to.int64(index.rows.length);
	to.floats(index.rows);
}

function writeHeader(to: BytesWriter, dimension: number, count: number, metric: Metric): void {
	to.int32(dimension);
	to.int64(count);
	// Two words that nobody reads any more, then that it is trained.
	to.int64(2 ** 20);
	to.int64(2 ** 20);
	to.byte(1);
	to.int32(METRIC_NUMBERS[metric]);
}

function writeIvf(to: BytesWriter, index: IvfIndex): void {
	const { centres, lists, probes, store } = index;
	to.text(store instanceof CodeStore ? 'IwPQ' : 'IwFl');
	writeHeader(to, index.dimension, index.count, index.metric);
	to.int64(centres.count);
	to.int64(probes);
	writeFlat(to, centres);
	// No map from rows to lists: its kind, and its length.
	to.byte(0);
	to.int64(0);
	if (store instanceof CodeStore) {
		// What is kept are differences from the centre of the cell.
		to.byte(1);
		to.int64(store.quantizer.parts);
		writeQuantizer(to, store.quantizer);
	}
	const size = store instanceof CodeStore ? store.quantizer.parts : 4 * index.dimension;
	to.text('ilar');
	to.int64(centres.count);
	to.int64(size);
	to.text('full');
	to.int64(centres.count);
	for (let cell = 0; cell < centres.count; cell++) to.int64(lists.starts[cell + 1]! - lists.starts[cell]!);
	for (let cell = 0; cell < centres.count; cell++) {
		const [begin, end] = [lists.starts[cell]!, lists.starts[cell + 1]!];
		if (store instanceof CodeStore) to.bytes(store.codes.subarray(begin * size, end * size));
		if (store instanceof RowStore) {
			to.floats(store.rows.subarray(begin * index.dimension, end * index.dimension));
		}
		for (let i = begin; i < end; i++) to.int64(lists.ids[i]!);
	}
}

function writeQuantizer(to: BytesWriter, { dimension, parts, books }: ProductQuantizer): void {
	to.int64(dimension);
	to.int64(parts);
	to.int64(8);
	to.int64(books.length);
	to.floats(books);
}
