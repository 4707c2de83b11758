import type { Rng } from '#base/rng.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { sparseOf } from '#ml/data/sparse-rows.ts';
import type { Sliced } from '#ml/sliced.ts';
import { findCells, nearestIn } from './cells.ts';
import { CodeStore } from './code-store.ts';
import { FlatIndex } from './flat-index.ts';
import type { KnnHyperparameters } from './hyperparameters.ts';
import { IvfIndex, listsOf } from './ivf-index.ts';
import { trainQuantizer } from './product-quantizer.ts';
import { RowStore, rowsInOrder } from './row-store.ts';
import type { Metric, SearchIndex } from './search-index.ts';
import { SparseIndex } from './sparse-index.ts';

/** As Faiss has it for the cells of its IVF indexes. */
const ITERATIONS = 10;

/**
 * The index over prepared rows that the hyperparameters ask for.
 * @throws UserError `TooFewRows`
 */
export function* buildIndex(rows: Dataset, p: KnnHyperparameters, rng: Rng): Sliced<SearchIndex> {
	const metric: Metric = p.index_metric === 'L2' ? 'L2' : 'INNER_PRODUCT';
	if (rows.sparse) return new SparseIndex(metric, rows.columns, sparseOf(rows));
	const { x, columns: dimension } = rows;
	if (p.index_type === 'faiss.Flat') return new FlatIndex(metric, dimension, x);
	const cells = p.faiss_index_ivf_nlists === 'auto' ? autoCells(p, rows.rows) : p.faiss_index_ivf_nlists;
	const found = yield* findCells(x, dimension, { cells, iterations: ITERATIONS, metric, rng });
	const centres = new FlatIndex(metric, dimension, found);
	const cellOf = nearestIn(x, dimension)(found);
	const lists = listsOf(cellOf, cells);
	yield;
	if (p.index_type === 'faiss.IVFFlat') {
		const store = new RowStore(metric, dimension, lists, rowsInOrder(x, dimension, lists.ids));
		return new IvfIndex(centres, lists, store, probesFor(cells));
	}
	const residuals = residualsOf(x, dimension, found, cellOf);
	const quantizer = yield* trainQuantizer(residuals, dimension, Number(p.faiss_index_pq_m), rng);
	yield;
	const codes = quantizer.encode(rowsInOrder(residuals, dimension, lists.ids));
	return new IvfIndex(centres, lists, new CodeStore(quantizer, found, lists, codes), probesFor(cells));
}

/** The root of sample_size, as AWS says; of fewer rows than that, the root of their number. */
function autoCells(p: KnnHyperparameters, rows: number): number {
	return Math.max(1, Math.round(Math.sqrt(Math.min(p.sample_size, rows))));
}

/** Cells that a search looks at: this project's own rule, since AWS does not say its own. */
function probesFor(cells: number): number {
	return Math.ceil(Math.sqrt(cells));
}

/** What each row differs by from the centre of its cell. */
function residualsOf(
	x: Float32Array,
	dimension: number,
	centres: Float32Array,
	cellOf: Uint32Array
): Float32Array {
	const residuals = new Float32Array(x.length);
	for (let row = 0; row < cellOf.length; row++) {
		const centre = cellOf[row]! * dimension;
		for (let c = 0; c < dimension; c++) {
			residuals[row * dimension + c] = x[row * dimension + c]! - centres[centre + c]!;
		}
	}
	return residuals;
}
