import type { Rng } from '#base/rng.ts';
import type { CutTree } from './tree.ts';

/** Rows [from, to) of the order that are still to be parted, and where in the tree they hang. */
interface Part {
	readonly from: number;
	readonly to: number;
	/** −1 for the root. */
	readonly parent: number;
	readonly isRight: boolean;
}

/**
 * A tree of random cuts: the rows of each node are parted at a column drawn in proportion to the length of that side of
 * their box, at a place drawn evenly from that side, until only equal rows are together.
 * @param rows row-major, at least one
 * @see S. Guha, N. Mishra, G. Roy, O. Schrijvers, «Robust random cut forest based anomaly detection on streams», ICML 2016, definition 1
 */
export function growTree(rows: Float32Array, dimension: number, rng: Rng): CutTree {
	const count = rows.length / dimension;
	const order = Uint32Array.from({ length: count }, (_, row) => row);
	const columns: number[] = [];
	const cuts: number[] = [];
	const children: [number[], number[]] = [[], []];
	const leaves: number[] = [];
	const masses: number[] = [];
	const box = createBox(rows, dimension);
	const open: Part[] = [{ from: 0, to: count, parent: -1, isRight: false }];
	for (let part = open.pop(); part; part = open.pop()) {
		const { from, to, parent, isRight } = part;
		const total = box.measure(order, from, to);
		let node: number;
		if (total === 0) {
			node = -1 - leaves.length;
			leaves.push(order[from]!);
			masses.push(to - from);
		} else {
			node = columns.length;
			const { column, cut } = box.drawCut(total, rng);
			columns.push(column);
			cuts.push(cut);
			const middle = divide(order, from, to, (row) => rows[row * dimension + column]! <= cut);
			open.push({ from: middle, to, parent: node, isRight: true });
			open.push({ from, to: middle, parent: node, isRight: false });
		}
		if (parent >= 0) children[Number(isRight)]![parent] = node;
	}
	const points = new Float32Array(leaves.length * dimension);
	leaves.forEach((row, leaf) =>
		points.set(rows.subarray(row * dimension, (row + 1) * dimension), leaf * dimension)
	);
	return {
		columns: Uint32Array.from(columns),
		cuts: Float32Array.from(cuts),
		left: Int32Array.from(children[0]),
		right: Int32Array.from(children[1]),
		points,
		masses: Uint32Array.from(masses)
	};
}

interface Box {
	/** Takes the box of those rows and gives the sum of its sides. */
	measure(order: Uint32Array, from: number, to: number): number;
	/** Draws a cut through the box that was measured last. */
	drawCut(total: number, rng: Rng): { column: number; cut: number };
}

function createBox(rows: Float32Array, dimension: number): Box {
	const low = new Float64Array(dimension);
	const high = new Float64Array(dimension);
	return {
		measure(order, from, to) {
			low.fill(Infinity);
			high.fill(-Infinity);
			for (let i = from; i < to; i++) {
				const at = order[i]! * dimension;
				for (let c = 0; c < dimension; c++) {
					const value = rows[at + c]!;
					if (value < low[c]!) low[c] = value;
					if (value > high[c]!) high[c] = value;
				}
			}
			let total = 0;
			for (let c = 0; c < dimension; c++) total += high[c]! - low[c]!;
			return total;
		},
		drawCut(total, rng) {
			let rest = rng.next() * total;
			let column = 0;
			let last = 0;
			for (; column < dimension; column++) {
				const side = high[column]! - low[column]!;
				if (side > 0) last = column;
				if (rest < side) break;
				rest -= side;
			}
			// Rounding may leave a rest behind the last side.
			if (column === dimension) [column, rest] = [last, 0];
			const cut = floor32(low[column]! + rest);
			// At the high end there would be nothing on the right.
			return { column, cut: cut < high[column]! ? cut : low[column]! };
		}
	};
}

/**
 * The largest number of 32 bits that is not above: all numbers of 32 bits lie on the same side of it as of the value.
 */
function floor32(value: number): number {
	word.float[0] = value;
	if (word.float[0]! > value) word.bits[0]! += word.float[0]! > 0 ? -1 : 1;
	return word.float[0]!;
}

const word = shared();

function shared(): { float: Float32Array; bits: Int32Array } {
	const float = new Float32Array(1);
	return { float, bits: new Int32Array(float.buffer) };
}

/** Puts rows for which `isLeft` holds before the others, and gives the place of the first other. */
function divide(order: Uint32Array, from: number, to: number, isLeft: (row: number) => boolean): number {
	let middle = from;
	for (let i = from; i < to; i++) {
		const row = order[i]!;
		if (!isLeft(row)) continue;
		order[i] = order[middle]!;
		order[middle++] = row;
	}
	return middle;
}
