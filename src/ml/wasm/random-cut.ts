import { Kernel } from './kernel.ts';
import bytes from './random-cut.as.ts?wasm';

/** Functions of random-cut.as.ts; all arguments are addresses and counts, as said there. */
interface Functions {
	addScores(
		points: number,
		count: number,
		width: number,
		nodes: number,
		nodeCount: number,
		boxes: number,
		apart: number,
		same: number,
		parents: number,
		leaves: number,
		sums: number
	): void;
}

/** Scoring by random cut trees, in memory of its own. */
export class RandomCut extends Kernel<Functions> {
	constructor() {
		super(bytes);
	}
}

/** Numbers that a point takes there: filled up with zeros to a multiple of four. */
export function paddedWidth(dimension: number): number {
	return Math.ceil(dimension / 4) * 4;
}
