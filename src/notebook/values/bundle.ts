import {
	ARRAY_MIME,
	TABLE_MIME,
	TREE_MIME,
	type MimeBundle,
	type TreeNode,
	type ValueRef
} from '../outputs.ts';
import { toArrayPreview } from './array-preview.ts';
import { elementBundle, isElement, pictureBundle } from './element.ts';
import { toPicture } from './picture.ts';
import { targetOf } from './proxies.ts';
import { shorten } from './scalar.ts';
import { toTable } from './table.ts';
import { toTableSource } from './table-source.ts';
import { LIVE_LIMITS, TREE_LIMITS, toTree } from './tree.ts';
import { treeText } from './tree-text.ts';
import type { Kept } from './value-store.ts';

/** A value's own way to be shown: a method without arguments under this symbol that returns a MIME bundle. */
export const DISPLAY = Symbol.for('sagebrush.display');

export interface BundleOptions {
	/** Keeps what the reader may look into; without it the bundle is all that there will be. */
	readonly keep?: ((kept: Kept) => ValueRef) | undefined;
	/** A picture in words. */
	readonly alt?: string | undefined;
	/** The value is a MIME bundle itself. */
	readonly raw?: boolean | undefined;
}

/** Characters of a text that are shown as they are. */
const LONGEST_TEXT = 200_000;

/**
 * The forms in which a value can be shown, or null for `undefined`, which is not shown. `text/plain` is always there.
 * Text of more than one line is shown as it is, other strings in quotes, so that '5' and 5 differ.
 */
export function toBundle(value: unknown, options: BundleOptions = {}): MimeBundle | null {
	if (value === undefined) return null;
	if (typeof value === 'function') return treeBundle(value, options);
	if (typeof value !== 'object' || value === null) return { 'text/plain': plainText(value) };
	// What stands behind a proxy is shown, and none of its traps called.
	if (targetOf(value)) return treeBundle(value, options);
	return ofObject(value, options) ?? treeBundle(value, options);
}

/** A value as text for a reader: compact, bounded, never throwing. */
export function plainText(value: unknown): string {
	if (typeof value === 'string' && value.includes('\n')) return shorten(value, LONGEST_TEXT);
	return treeText(toTree(value, { ...TREE_LIMITS, widths: [30, 30] }));
}

function ofObject(value: object, options: BundleOptions): MimeBundle | null {
	const { keep, alt = '', raw = false } = options;
	const own = raw ? checked(value, value) : ownBundle(value);
	if (own) return { 'text/plain': plainText(value), ...own };
	if (isElement(value)) return elementBundle(value, alt);
	const picture = toPicture(value);
	if (picture) return pictureBundle(picture, alt);
	const table = toTableSource(value);
	if (table) {
		const data = toTable(table, keep && ((source) => keep({ kind: 'table', table: source })));
		return { [TABLE_MIME]: data, 'text/plain': plainText(value) };
	}
	const array = toArrayPreview(value, keep);
	return array ? { [ARRAY_MIME]: array, 'text/plain': plainText(value) } : null;
}

function treeBundle(value: object, { keep }: BundleOptions): MimeBundle {
	const text = { 'text/plain': plainText(value) };
	const tree: TreeNode = toTree(value, LIVE_LIMITS, keep);
	return tree.kind === 'leaf' ? text : { [TREE_MIME]: tree, ...text };
}

function ownBundle(value: object): MimeBundle | null {
	const show = (value as Record<symbol, unknown>)[DISPLAY];
	return typeof show === 'function' ? checked(show.call(value), value) : null;
}

function checked(bundle: unknown, value: object): MimeBundle {
	const isBundle =
		typeof bundle === 'object' && bundle !== null && Object.keys(bundle).every((key) => key.includes('/'));
	if (!isBundle) {
		throw new TypeError(`The display method of ${plainText(value)} must return an object of MIME types.`);
	}
	return Object.fromEntries(Object.entries(bundle).map(([mime, data]) => [mime, plainData(data)]));
}

/** Bytes become base64, as nbformat wants them; what is no text goes through JSON, so that it can cross the port. */
function plainData(data: unknown): unknown {
	if (typeof data === 'string') return data;
	const picture = typeof data === 'object' && data !== null ? toPicture(data) : null;
	if (picture) return picture.base64;
	return JSON.parse(JSON.stringify(data) ?? 'null') as unknown;
}
