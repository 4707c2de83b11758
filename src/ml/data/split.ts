import { UserError } from '#base/errors.ts';
import { Rng } from '#base/rng.ts';

export interface SplitOptions {
	/** Share in (0, 1), rounded up to whole rows, or a whole number of rows. Default 0.25. */
	readonly testSize?: number;
	/** Same seed, same split. Default 0. */
	readonly seed?: number;
	/** Takes the seed's place. */
	readonly rng?: Rng;
}

export interface Split<T> {
	readonly train: T[];
	readonly test: T[];
}

/**
 * Splits rows into a part to train on and a part to test on, at random but by seed.
 * @param rows how many (the parts are then row indexes), or the rows themselves; they are not altered
 * @throws UserError `BadSplit` where a part would be empty
 * @example
 * const { train, test } = trainTestSplit(rows, { testSize: 0.2, seed: 1 });
 */
export function trainTestSplit(rows: number, options?: SplitOptions): Split<number>;
export function trainTestSplit<T>(rows: readonly T[], options?: SplitOptions): Split<T>;
export function trainTestSplit<T>(
	rows: number | readonly T[],
	options: SplitOptions = {}
): Split<T | number> {
	const count = typeof rows === 'number' ? rows : rows.length;
	const { testSize = 0.25 } = options;
	const size = testSize < 1 ? Math.ceil(testSize * count) : testSize;
	if (!Number.isInteger(size) || size < 1 || size >= count) {
		throw new UserError(
			'BadSplit',
			`testSize ${testSize} leaves no rows to test or to train on: there are ${count}.`,
			{
				hint: 'Give a share between 0 and 1, or a whole number smaller than the number of rows.'
			}
		);
	}
	const rng = options.rng ?? new Rng(options.seed ?? 0);
	const order = rng.shuffle(Array.from({ length: count }, (_, i) => i));
	const item = (i: number): T | number => (typeof rows === 'number' ? i : rows[i]!);
	return { train: order.slice(size).map(item), test: order.slice(0, size).map(item) };
}
