import { pageOf } from '../core/pager.ts';

interface MarkerInput {
	readonly Marker?: string | undefined;
	readonly MaxItems?: number | undefined;
}

interface MarkedPage<T> {
	readonly items: T[];
	readonly IsTruncated: boolean;
	readonly Marker: string | undefined;
}

/** A page as IAM gives it: at most 100 items unless more are asked for, and a marker where there are more. */
export function markedPage<T>(
	items: readonly T[],
	{ Marker, MaxItems = 100 }: MarkerInput,
	keyOf: (item: T) => string
): MarkedPage<T> {
	const page = pageOf(items, { size: MaxItems, token: Marker, keyOf, badTokenCode: 'ValidationError' });
	return { items: [...page.items], IsTruncated: page.nextToken !== undefined, Marker: page.nextToken };
}
