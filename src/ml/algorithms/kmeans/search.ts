import type { Dataset } from '#ml/data/dataset.ts';
import { paysOnGpu, tellFailure, type GpuHost } from '#ml/gpu/borrow.ts';
import { GpuNearest } from '#ml/gpu/nearest.ts';
import type { Points } from './points.ts';

/** Finds the nearest centre of each of some rows; of equally near ones the first. */
export interface Search {
	/** @param closest filled, one per index */
	nearest(indexes: Uint32Array, centers: Float64Array, closest: Uint32Array): Promise<void> | void;
}

/**
 * Who looks for the working centres: the graphics processor where the instance has one, the rows are dense and a batch is
 * worth it; the points themselves else. Where the graphics processor fails, they take over.
 * @param batch rows that are looked at together
 */
export async function searchOf(
	points: Points,
	data: Dataset,
	batch: number,
	centers: number,
	host: GpuHost
): Promise<Search> {
	// Rows are sent once, for all epochs.
	if (data.sparse || !paysOnGpu(host, { products: batch * centers * data.columns, sent: 0 })) return points;
	const gpu = await host.gpu!();
	if (!gpu || !GpuNearest.fits(gpu, data.rows, data.columns)) return points;
	const nearest = new GpuNearest(gpu, data.x, data.columns, points.around);
	host.log('INFO: nearest centers are found on the GPU');
	let search: Search = nearest;
	return {
		async nearest(indexes, centers, closest) {
			try {
				await search.nearest(indexes, centers, closest);
			} catch (error) {
				if (search === points) throw error;
				tellFailure(host, error);
				search = points;
				points.nearest(indexes, centers, closest);
			}
		}
	};
}
