import type { Dataset } from '#ml/data/dataset.ts';

/** The rows `from` up to `to`, without copying dense ones. */
export function batchOf(data: Dataset, from: number, to: number): Dataset {
	const { columns, x, sparse } = data;
	const rows = to - from;
	const labels = data.labels && data.labels.subarray(from, to);
	if (!sparse) return { rows, columns, x: x.subarray(from * columns, to * columns), labels, weights: null };
	const { starts, places, values } = sparse;
	const [begin, end] = [starts[from]!, starts[to]!];
	const cells = {
		starts: starts.subarray(from, to + 1).map((start) => start - begin),
		places: places.subarray(begin, end),
		values: values.subarray(begin, end)
	};
	return { rows, columns, x, sparse: cells, labels, weights: null };
}
