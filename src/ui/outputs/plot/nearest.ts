import type { PointData } from '#notebook/outputs.ts';

/** The index of the point nearest to a place; null where none is within `reach` (the chart's own pixels). */
export function nearestPoint({ x, y }: PointData, atX: number, atY: number, reach: number): number | null {
	let best: number | null = null;
	let least = reach * reach;
	for (let i = 0; i < x.length; i++) {
		const distance = (x[i]! - atX) ** 2 + (y[i]! - atY) ** 2;
		if (distance > least) continue;
		least = distance;
		best = i;
	}
	return best;
}

/** The points in the order in which keys walk through them: along one direction, then the other. */
export function walkOrder({ x, y }: PointData, along: 'x' | 'y'): number[] {
	const [first, second] = along === 'x' ? [x, y] : [y, x];
	return Array.from(x, (_, i) => i).sort((a, b) => first[a]! - first[b]! || second[a]! - second[b]!);
}
