import { UserError } from '#base/errors.ts';

/**
 * Windows of a series, one a row: `size` values that follow each other, each window `step` further on. So a detector that
 * looks at rows sees the shape of a series, such as a day of it. A series shorter than `size` has none.
 * @throws UserError `BadShingle` where size or step is no whole number from 1
 * @example shingle([1, 2, 3, 4], 3) // [[1, 2, 3], [2, 3, 4]]
 */
export function shingle(series: ArrayLike<number>, size: number, step = 1): number[][] {
	for (const [name, value] of Object.entries({ size, step })) {
		if (Number.isInteger(value) && value >= 1) continue;
		throw new UserError('BadShingle', `shingle: ${name} must be a whole number from 1, and is ${value}.`, {
			hint: 'Say how many values a window has, such as 48 for a day of half hours.'
		});
	}
	const rows: number[][] = [];
	for (let from = 0; from + size <= series.length; from += step) {
		rows.push(Array.from({ length: size }, (_, i) => series[from + i]!));
	}
	return rows;
}
