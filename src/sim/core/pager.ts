import { AwsError } from '#base/errors.ts';
import { decodeUtf8, encodeUtf8, fromBase64, toBase64 } from '#base/bytes.ts';

export interface Page<T> {
	readonly items: readonly T[];
	/** Opaque; undefined on the last page. */
	readonly nextToken: string | undefined;
}

export interface PageOptions<T> {
	readonly size: number;
	readonly token: string | undefined;
	/** Unique and lasting name of an item: the token remembers the last one shown. */
	readonly keyOf: (item: T) => string;
	/** AWS's code for a token that is none of ours. */
	readonly badTokenCode: string;
}

/** A page of a sorted list. An item deleted between two pages moves the next page by one at most. */
export function pageOf<T>(
	items: readonly T[],
	{ size, token, keyOf, badTokenCode }: PageOptions<T>
): Page<T> {
	const start = token === undefined ? 0 : startOf(items, token, keyOf, badTokenCode);
	const page = items.slice(start, start + size);
	const last = page.at(-1);
	const more = start + page.length < items.length && last !== undefined;
	return { items: page, nextToken: more ? writeToken(start + page.length, keyOf(last)) : undefined };
}

function writeToken(index: number, key: string): string {
	return toBase64(encodeUtf8(`${index} ${key}`));
}

function startOf<T>(items: readonly T[], token: string, keyOf: (item: T) => string, code: string): number {
	const bytes = fromBase64(token);
	const match = bytes && /^(\d+) ([\s\S]*)$/.exec(decodeUtf8(bytes));
	if (!match)
		throw new AwsError(code, `Invalid pagination token: '${token}' was not issued by this operation.`);
	const at = items.findIndex((item) => keyOf(item) === match[2]);
	return at < 0 ? Math.min(Number(match[1]), items.length) : at + 1;
}
