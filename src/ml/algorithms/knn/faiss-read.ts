import { BytesReader } from '#ml/data/bytes-reader.ts';
import { badModel } from './bad-model.ts';
import { CodeStore } from './code-store.ts';
import { METRIC_NUMBERS } from './faiss-write.ts';
import { FlatIndex } from './flat-index.ts';
import { IvfIndex, type Lists } from './ivf-index.ts';
import { ProductQuantizer, WORDS } from './product-quantizer.ts';
import { RowStore } from './row-store.ts';
import type { Metric } from './search-index.ts';

interface Header {
	readonly dimension: number;
	readonly count: number;
	readonly metric: Metric;
}

/**
 * Reads an index that Faiss or {@link writeFaiss} wrote: Flat, IVFFlat, or IVFPQ of bytes.
 * @throws UserError `BadModel`
 */
export function readFaiss(bytes: Uint8Array): FlatIndex | IvfIndex {
	const from = new BytesReader(bytes, badModel);
	const kind = from.text(4);
	const index = kind === 'IwFl' || kind === 'IwPQ' ? readIvf(from, kind) : readFlat(from, kind);
	if (from.left > 0) throw badModel('there is something behind its index');
	return index;
}

function readFlat(from: BytesReader, kind: string): FlatIndex {
	if (kind !== 'IxF2' && kind !== 'IxFI')
		throw badModel(`its index is of a kind that is not known, '${kind}'`);
	const { dimension, count, metric } = readHeader(from);
	if (from.int64() !== count * dimension) throw badModel('its index has another number of rows than it says');
	return new FlatIndex(metric, dimension, from.floats(count * dimension));
}

function readHeader(from: BytesReader): Header {
	const dimension = from.int32();
	const count = from.int64();
	from.int64();
	from.int64();
	from.byte();
	const number = from.int32();
	const metric = (['L2', 'INNER_PRODUCT'] as const).find((each) => METRIC_NUMBERS[each] === number);
	if (dimension < 1 || !metric) throw badModel('its index has a metric that is not known, or no columns');
	return { dimension, count, metric };
}

function readIvf(from: BytesReader, kind: 'IwFl' | 'IwPQ'): IvfIndex {
	const { dimension, count, metric } = readHeader(from);
	const cells = from.int64();
	const probes = Math.max(1, from.int64());
	const centres = readFlat(from, from.text(4));
	from.byte();
	if (from.int64() !== 0) throw badModel('its index has a map of rows, which is not read');
	const isRight = centres.count === cells && centres.dimension === dimension && centres.metric === metric;
	if (!isRight) throw badModel('the centres of its cells are of another size');
	const quantizer = kind === 'IwPQ' ? readQuantizer(from, dimension) : null;
	const size = quantizer ? quantizer.parts : 4 * dimension;
	const { lists, codes } = readLists(from, cells, size, count);
	const store = quantizer
		? new CodeStore(quantizer, centres.rows.slice(), lists, codes)
		: new RowStore(metric, dimension, lists, floatsOf(codes));
	return new IvfIndex(centres, lists, store, probes);
}

function readQuantizer(from: BytesReader, dimension: number): ProductQuantizer {
	const byResidual = from.byte();
	from.int64();
	const width = from.int64();
	const parts = from.int64();
	const bits = from.int64();
	const size = from.int64();
	const isKnown = byResidual === 1 && bits === 8 && parts > 0;
	if (!isKnown || width !== dimension || dimension % parts !== 0 || size !== WORDS * dimension) {
		throw badModel('its product quantizer is of a kind that is not known');
	}
	return new ProductQuantizer(dimension, parts, from.floats(size));
}

function readLists(
	from: BytesReader,
	cells: number,
	size: number,
	count: number
): { lists: Lists; codes: Uint8Array } {
	const known = from.text(4) === 'ilar' && from.int64() === cells && from.int64() === size;
	if (!known) throw badModel('its lists are of a kind that is not known');
	const sizes = readSizes(from, cells);
	const starts = new Uint32Array(cells + 1);
	for (let cell = 0; cell < cells; cell++) starts[cell + 1] = starts[cell]! + sizes[cell]!;
	if (sizes.reduce((sum, each) => sum + each, 0) !== count) throw badModel('its lists do not add up');
	const ids = new Uint32Array(count);
	const codes = new Uint8Array(count * size);
	for (let cell = 0; cell < cells; cell++) {
		const [begin, end] = [starts[cell]!, starts[cell + 1]!];
		codes.set(from.bytes((end - begin) * size), begin * size);
		for (let i = begin; i < end; i++) ids[i] = from.int64();
	}
	if (ids.some((id) => id >= count)) throw badModel('its lists name a row that is not there');
	return { lists: { starts, ids }, codes };
}

/** How many rows each list has: all of them said, or (where most are empty) only those that have some. */
function readSizes(from: BytesReader, cells: number): number[] {
	const kind = from.text(4);
	const length = from.int64();
	if (kind === 'full' && length === cells) return Array.from({ length }, () => from.int64());
	if (kind !== 'sprs' || length > 2 * cells) throw badModel('its lists are of a kind that is not known');
	const sizes = new Array<number>(cells).fill(0);
	for (let i = 0; i < length; i += 2) {
		const cell = from.int64();
		if (cell >= cells) throw badModel('its lists name a cell that is not there');
		sizes[cell] = from.int64();
	}
	return sizes;
}

function floatsOf(codes: Uint8Array): Float32Array {
	return new BytesReader(codes, badModel).floats(codes.length / 4);
}
