/**
 * Makes the rows unit and perpendicular, in their order, by Gram and Schmidt twice over. A row that hangs together with
 * those before it becomes 0. Time rows² · columns.
 * @param m row-major rows · columns; changed in place
 * @returns how many rows are left
 */
export function orthonormaliseRows(m: Float64Array, rows: number, columns: number): number {
	let rank = 0;
	for (let i = 0; i < rows; i++) {
		const own = m.subarray(i * columns, (i + 1) * columns);
		const before = lengthOf(own);
		for (let pass = 0; pass < 2; pass++) {
			for (let j = 0; j < i; j++) takeOff(own, m.subarray(j * columns, (j + 1) * columns));
		}
		const length = lengthOf(own);
		const isNew = length > 1e-10 * before;
		for (let k = 0; k < columns; k++) own[k] = isNew ? own[k]! / length : 0;
		rank += Number(isNew);
	}
	return rank;
}

function lengthOf(v: Float64Array): number {
	let sum = 0;
	for (const value of v) sum += value * value;
	return Math.sqrt(sum);
}

function takeOff(v: Float64Array, unit: Float64Array): void {
	let dot = 0;
	for (let k = 0; k < v.length; k++) dot += v[k]! * unit[k]!;
	for (let k = 0; k < v.length; k++) v[k]! -= dot * unit[k]!;
}
