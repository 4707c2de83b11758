import type { Tree } from '../trees/tree.ts';

/** As the library names them: number of splits, gain or cover per split, and their totals. */
export type ImportanceKind = 'weight' | 'gain' | 'cover' | 'total_gain' | 'total_cover';

/** How much each column has to do with the trees; 0 for columns that none splits on. */
export function importanceOf(trees: readonly Tree[], features: number, kind: ImportanceKind): Float64Array {
	const splits = new Float64Array(features);
	const totals = new Float64Array(features);
	for (const { left, feature, gain, cover } of trees) {
		left.forEach((child, node) => {
			if (child < 0) return;
			splits[feature[node]!]!++;
			totals[feature[node]!]! += kind.endsWith('gain') ? gain[node]! : cover[node]!;
		});
	}
	if (kind === 'weight') return splits;
	return kind.startsWith('total')
		? totals
		: totals.map((total, f) => (splits[f] === 0 ? 0 : total / splits[f]!));
}
