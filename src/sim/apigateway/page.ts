import { pageOf } from '../core/pager.ts';

const USUAL = 25;
const MOST = 500;

/** A page of a list that has as many at a time as the caller says, 500 at most. */
export function positionedPage<T>(
	items: readonly T[],
	{ limit, position }: { readonly limit?: number | undefined; readonly position?: string | undefined },
	keyOf: (item: T) => string
): { readonly items: T[]; readonly position: string | undefined } {
	const page = pageOf(items, {
		size: Math.min(Math.max(limit ?? USUAL, 1), MOST),
		token: position,
		keyOf,
		badTokenCode: 'BadRequestException'
	});
	return { items: [...page.items], position: page.nextToken };
}
