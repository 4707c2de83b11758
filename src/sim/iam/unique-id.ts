import type { Context } from '../core/context.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * IAM's ids: a prefix that tells what they are of, and letters.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function uniqueId(
	{ rng }: Pick<Context, 'rng'>,
	prefix: 'AROA' | 'ANPA' | 'ASIA',
	length = 21
): string {
	let id: string = prefix;
	while (id.length < length) id += LETTERS[rng.below(LETTERS.length)]!;
	return id;
}
