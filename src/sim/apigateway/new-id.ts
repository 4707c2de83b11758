import type { Context } from '../core/context.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id as API Gateway makes them: 10 letters and digits for an API and a key, 6 for what is in an API. */
export function newId({ rng }: Pick<Context, 'rng'>, length: number): string {
	return Array.from({ length }, () => LETTERS[rng.below(LETTERS.length)]!).join('');
}

/** API Gateway keeps whole seconds. */
export function wholeSecond(ms: number): number {
	return Math.floor(ms / 1000) * 1000;
}
