import { UserError } from '#base/errors.ts';
import { topEigenInSlices } from '#ml/linalg/top-eigen.ts';
import { inSlices } from '#ml/sliced.ts';
import { lastComponents, type Components } from './components.ts';
import type { PcaHyperparameters } from './hyperparameters.ts';
import { passOver, togetherOf, type Host } from './passes.ts';
import type { Table } from './table.ts';

/** Features whose pairs still fit: 2¹² squared of 8 bytes are 128 MiB. */
export const MOST_COLUMNS = 2 ** 12;

/**
 * The components by the scatter of all pairs of features, which is exact.
 * @returns null where it was stopped
 * @throws UserError `TooLarge`
 */
export async function regular(table: Table, p: PcaHyperparameters, host: Host): Promise<Components | null> {
	const { columns } = table;
	if (columns > MOST_COLUMNS) {
		throw new UserError(
			'TooLarge',
			`The covariance of ${columns} features has ${columns} * ${columns} numbers, which is too many for algorithm_mode regular.`,
			{ hint: `Take algorithm_mode randomized, or at most ${MOST_COLUMNS} features.` }
		);
	}
	const size = togetherOf(table, p.mini_batch_size);
	const isDone = await passOver(table, size, host, (from, to) => table.addScatter(from, to));
	if (!isDone) return null;
	const { values, vectors } = await inSlices(
		topEigenInSlices(table.readScatter(), columns, p.num_components),
		host.breathe
	);
	return host.stop.aborted ? null : lastComponents(values, vectors, columns, p.num_components);
}
