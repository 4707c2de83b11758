import type { Rng } from '#base/rng.ts';

/** Draws each row with the chance `share`; both lists rise. Draws no number where the share is 1. */
export function drawRows(rows: number, share: number, rng: Rng): { drawn: Int32Array; left: Int32Array } {
	const drawn = new Int32Array(rows);
	const left = new Int32Array(rows);
	let count = 0;
	for (let row = 0; row < rows; row++) {
		if (share === 1 || rng.next() < share) drawn[count++] = row;
		else left[row - count] = row;
	}
	return { drawn: drawn.subarray(0, count), left: left.subarray(0, rows - count) };
}
