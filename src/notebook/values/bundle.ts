import { TABLE_MIME, TREE_MIME, type MimeBundle } from '../outputs.ts';
import { elementMarkup, isElement } from './element.ts';
import { toTable } from './table.ts';
import { TREE_LIMITS, shorten, toTree } from './tree.ts';
import { treeText } from './tree-text.ts';

/** A value's own way to be shown: a method without arguments under this symbol that returns a MIME bundle. */
export const DISPLAY = Symbol.for('sagebrush.display');

/** Levels that `text/plain` shows; the tree has one more. */
const TEXT_DEPTH = 2;

/** Characters of a text that are shown as they are. */
const LONGEST_TEXT = 200_000;

/**
 * The forms in which a value can be shown, or null for `undefined`, which is not shown. `text/plain` is always there.
 * Text of more than one line is shown as it is, other strings in quotes, so that '5' and 5 differ.
 */
export function toBundle(value: unknown): MimeBundle | null {
	if (value === undefined) return null;
	const own = ownBundle(value);
	if (own) return { 'text/plain': plainText(value), ...own };
	if (isElement(value)) {
		const { mime, markup } = elementMarkup(value);
		return { [mime]: markup, 'text/plain': `[${value.tagName.toLowerCase()} element]` };
	}
	if (typeof value !== 'object' || value === null) return { 'text/plain': plainText(value) };
	const table = toTable(value);
	if (table) return { [TABLE_MIME]: table, 'text/plain': plainText(value) };
	const tree = toTree(value);
	return tree.kind === 'leaf'
		? { 'text/plain': plainText(value) }
		: { [TREE_MIME]: tree, 'text/plain': plainText(value) };
}

/** A value as text for a reader: compact, bounded, never throwing. */
export function plainText(value: unknown): string {
	if (typeof value === 'string' && value.includes('\n')) return shorten(value, LONGEST_TEXT);
	return treeText(toTree(value, { ...TREE_LIMITS, depth: TEXT_DEPTH }));
}

function ownBundle(value: unknown): MimeBundle | null {
	if (typeof value !== 'object' || value === null) return null;
	const show = (value as Record<symbol, unknown>)[DISPLAY];
	if (typeof show !== 'function') return null;
	const bundle: unknown = show.call(value);
	if (typeof bundle !== 'object' || bundle === null) {
		throw new TypeError(`The display method of ${plainText(value)} must return an object of MIME types.`);
	}
	return bundle as MimeBundle;
}
