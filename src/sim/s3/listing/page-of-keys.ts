import { compareUtf8 } from '../../core/sorted-keys.ts';
import { invalidArgument } from '../errors.ts';
import { encodeKey } from './encode-key.ts';

const MOST_KEYS = 1000;

export interface KeyPage<T> {
	readonly items: readonly T[];
	readonly prefixes: readonly string[];
	/** The last item or common prefix of the page, where more follows. */
	readonly last: { readonly item: T } | { readonly prefix: string } | null;
}

export interface KeyQuery<T> {
	readonly prefix: string;
	readonly delimiter: string;
	/** Where the page before ended: a key or common prefix. Empty for the first page. */
	readonly after: string;
	/** Whether a page before has shown an item with the key `after`; all such items unless told. */
	readonly wasShown?: (item: T) => boolean;
	readonly size: number;
}

/**
 * A page of things in the order of their keys, those with a common prefix gathered. The cost depends on the size of the
 * page, not on how many things there are or lie behind a common prefix.
 * @param from the things whose key does not come before a text, in order
 */
export function pageOfKeys<T>(
	from: (key: string) => Iterable<T>,
	keyOf: (item: T) => string,
	{ prefix, delimiter, after, wasShown = () => true, size }: KeyQuery<T>
): KeyPage<T> {
	const items: T[] = [];
	const prefixes: string[] = [];
	let last: KeyPage<T>['last'] = null;
	let begin: string | null = compareUtf8(after, prefix) > 0 ? after : prefix;
	// The page before ended with a common prefix.
	if (commonPrefix(after, prefix, delimiter) === after) begin = beyond(after, begin);
	while (begin !== null) {
		const start: string = begin;
		begin = null;
		for (const item of from(start)) {
			const key = keyOf(item);
			if (!key.startsWith(prefix)) {
				if (compareUtf8(key, prefix) > 0) break;
				continue;
			}
			if (after !== '' && compareUtf8(key, after) <= 0 && (key !== after || wasShown(item))) continue;
			const common = commonPrefix(key, prefix, delimiter);
			if (common !== null && (common === after || common === prefixes.at(-1))) continue;
			if (items.length + prefixes.length >= size) return { items, prefixes, last };
			if (common === null) {
				items.push(item);
				last = { item };
			} else {
				prefixes.push(common);
				last = { prefix: common };
				// Whatever else begins with it need not be looked at.
				begin = beyond(common, key);
				break;
			}
		}
	}
	return { items, prefixes, last: null };
}

/** Sorts after all keys that begin with `prefix`, or nearly: U+10FFFF is the last character that there is. */
function beyond(prefix: string, key: string): string {
	const end = `${prefix}\u{10FFFF}`;
	return compareUtf8(end, key) > 0 ? end : key;
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | null {
	const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
	return cut < 0 ? null : key.slice(0, cut + delimiter.length);
}

/** How many entries a page has, from what was asked for. @throws AwsError InvalidArgument */
export function pageSize(asked: number | undefined, argument: string): number {
	if (asked !== undefined && (asked < 0 || asked > 2 ** 31 - 1)) {
		throw invalidArgument(
			`Argument ${argument} must be an integer between 0 and 2147483647`,
			argument,
			String(asked)
		);
	}
	return Math.min(asked ?? MOST_KEYS, MOST_KEYS);
}

/** Clients ask for percent-encoded keys, since XML cannot hold every character. */
export function encoderOf(encoding: string | undefined): (text: string) => string {
	if (encoding !== 'url') return (text) => text;
	return encodeKey;
}
