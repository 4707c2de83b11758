import type { Dataset } from '#ml/data/dataset.ts';
import { paysOnGpu, type GpuHost } from '#ml/gpu/borrow.ts';
import { GpuTable } from './gpu-table.ts';
import type { PcaHyperparameters } from './hyperparameters.ts';
import { PASSES, sketchWidth } from './randomized.ts';
import { MOST_COLUMNS } from './regular.ts';
import type { Table } from './table.ts';

/**
 * The table that works the products out: the graphics processor's where the instance has one, the rows are dense and all
 * passes together are worth it; that of the processor else.
 * @param own of the same rows
 */
export async function tableFor(
	own: Table,
	data: Dataset,
	p: PcaHyperparameters,
	host: GpuHost
): Promise<Table> {
	const { rows, columns } = data;
	const isRegular = p.algorithm_mode === 'regular';
	if (data.sparse || (isRegular && columns > MOST_COLUMNS)) return own;
	const width = isRegular ? columns : sketchWidth(p, columns);
	const isScatter = isRegular || own.isNarrow(width);
	const perCell = isScatter ? columns / 2 : width * (1 + 2 * PASSES);
	const cells = rows * columns;
	if (!paysOnGpu(host, { products: cells * perCell, sent: cells })) return own;
	const gpu = await host.gpu!();
	if (!gpu || !GpuTable.fits(gpu, data, columns * (isScatter ? columns : width))) return own;
	host.log('INFO: products of rows are worked out on the GPU');
	return new GpuTable(gpu, data, own, host);
}
