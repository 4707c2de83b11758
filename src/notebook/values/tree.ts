import type { TreeEntry, TreeNode, ValueRef } from '../outputs.ts';
import { labelOf, lineOf } from './label.ts';
import { membersOf, type Member } from './members.ts';
import { targetOf } from './proxies.ts';
import { leaf, toScalar } from './scalar.ts';

export interface TreeLimits {
	/** Entries shown of a branch, level by level; what lies deeper is not looked into. */
	readonly widths: readonly number[];
	/** Characters shown of each string. */
	readonly text: number;
	/** Nodes of the whole tree, about; branches beyond them come without entries. */
	readonly nodes: number;
}

/** A value that is to be asked about later. */
export type Held =
	| { readonly kind: 'object'; readonly object: object }
	| { readonly kind: 'getter'; readonly object: object; readonly key: PropertyKey };

/** Keeps a value and names it; absent where the tree is all that there will be. */
export type Hold = (held: Held) => ValueRef;

/** For trees that can be opened further, and for those that stand alone. */
export const LIVE_LIMITS: TreeLimits = { widths: [100, 8, 4], text: 2000, nodes: 1500 };
export const TREE_LIMITS: TreeLimits = { widths: [30, 30, 30], text: 2000, nodes: 30_000 };

/** Characters shown of a name. */
const LONGEST_KEY = 200;

interface Walk {
	readonly limits: TreeLimits;
	readonly hold: Hold | undefined;
	left: number;
}

/**
 * A value as a tree. Own enumerable members are shown, getters by name only: none is called. Members that cannot be read
 * (a revoked proxy) become a leaf that says so; a value inside itself becomes `[Circular]`.
 */
export function toTree(value: unknown, limits: TreeLimits = TREE_LIMITS, hold?: Hold): TreeNode {
	return build(value, { limits, hold, left: limits.nodes }, 0, []);
}

/** A page of an object's entries, each a tree of its own; `next` is null at the end. */
export function toEntries(
	object: object,
	from: number,
	count: number,
	limits: TreeLimits,
	hold: Hold
): { readonly entries: readonly TreeEntry[]; readonly next: number | null; readonly more: number } {
	const walk: Walk = { limits, hold, left: limits.nodes };
	const { members, next, total } = membersOf(object, from, count, true);
	const entries = members.map((member) => toEntry(member, walk, 1, [object]));
	return { entries, next, more: next === null ? 0 : total - next };
}

function build(value: unknown, walk: Walk, level: number, around: readonly object[]): TreeNode {
	walk.left--;
	try {
		const scalar = toScalar(value, walk.limits.text);
		if (scalar) return scalar;
		const object = value as object;
		if (around.includes(object)) return leaf('circular', '[Circular]');
		return branch(object, walk, level, [...around, object]);
	} catch {
		return leaf('object', '[unreadable]');
	}
}

function branch(object: object, walk: Walk, level: number, around: readonly object[]): TreeNode {
	const label = labelOf(object);
	const text = lineOf(object);
	if (text !== null && !walk.hold) return leaf(typeOf(object), text);
	const width = walk.left <= 0 || text !== null ? 0 : (walk.limits.widths[level] ?? 0);
	const { members, next, total } = membersOf(object, 0, Math.max(width, 1), walk.hold !== undefined);
	const isPromise = !targetOf(object) && object instanceof Promise;
	const isEmpty = members.length === 0 && !isPromise;
	if (width === 0 && !isEmpty && !walk.hold) return leaf('object', `[${label}]`);
	const entries = width === 0 ? [] : members.map((member) => toEntry(member, walk, level + 1, around));
	const more = width === 0 ? Math.max(total, members.length) : next === null ? 0 : total - next;
	const isWhole = more === 0 && !isPromise;
	const line = text === null ? {} : { text };
	const node = { kind: 'branch', label, entries, more: isWhole ? 0 : Math.max(more, 1), ...line } as const;
	return walk.hold && !isWhole ? { ...node, ref: walk.hold({ kind: 'object', object }) } : node;
}

function typeOf(object: object): string {
	if (typeof object === 'function') return 'function';
	return !targetOf(object) && object instanceof Error ? 'error' : 'object';
}

function toEntry(member: Member, walk: Walk, level: number, around: readonly object[]): TreeEntry {
	const key = member.key.length <= LONGEST_KEY ? member.key : `${member.key.slice(0, LONGEST_KEY)}…`;
	if ('note' in member) return { key, value: leaf('undefined', member.note) };
	if ('value' in member) return { key, value: build(member.value, walk, level, around) };
	const ref = walk.hold?.({ kind: 'getter', ...member.getter });
	const getter = { kind: 'leaf', type: 'getter', text: '[Getter]' } as const;
	return { key, value: ref === undefined ? getter : { ...getter, ref } };
}
