import type { TreeNode } from '../outputs.ts';

export interface TreeLimits {
	/** Levels of branches; what lies deeper is a leaf that names its kind. */
	readonly depth: number;
	/** Entries shown of each branch. */
	readonly entries: number;
	/** Characters shown of each string. */
	readonly text: number;
}

export const TREE_LIMITS: TreeLimits = { depth: 3, entries: 30, text: 2000 };

interface Part {
	readonly key: string;
	readonly read: () => TreeNode;
}

/**
 * A value as a tree. Own enumerable members are shown, getters by name only: none is called. Members that cannot be read
 * (a revoked proxy) become a leaf that says so; a value inside itself becomes `[Circular]`.
 */
export function toTree(value: unknown, limits: TreeLimits = TREE_LIMITS): TreeNode {
	return build(value, limits, limits.depth, []);
}

function build(value: unknown, limits: TreeLimits, depth: number, around: readonly object[]): TreeNode {
	const plain = toLeaf(value, limits);
	if (plain) return plain;
	const object = value as object;
	if (around.includes(object)) return leaf('circular', '[Circular]');
	try {
		const label = labelOf(object);
		const { parts, size } = partsOf(object, limits, (inner) =>
			build(inner, limits, depth - 1, [...around, object])
		);
		if (depth === 0 && size > 0) return leaf('object', `[${label}]`);
		const entries = parts.map(({ key, read }) => ({ key, value: read() }));
		return { kind: 'branch', label, entries, more: size - entries.length };
	} catch {
		return leaf('object', '[unreadable]');
	}
}

function leaf(type: string, text: string): TreeNode {
	return { kind: 'leaf', type, text };
}

function toLeaf(value: unknown, limits: TreeLimits): TreeNode | null {
	switch (typeof value) {
		case 'string':
			return leaf('string', quote(shorten(value, limits.text)));
		case 'number':
			return leaf('number', Object.is(value, -0) ? '-0' : String(value));
		case 'bigint':
			return leaf('bigint', `${value}n`);
		case 'boolean':
		case 'undefined':
		case 'symbol':
			return leaf(typeof value, String(value));
		case 'function':
			return leaf('function', functionText(value));
		case 'object':
			return value === null ? leaf('null', 'null') : toObjectLeaf(value);
	}
}

function toObjectLeaf(value: object): TreeNode | null {
	try {
		if (value instanceof Date)
			return leaf('date', isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString());
		if (value instanceof RegExp) return leaf('regexp', String(value));
		if (value instanceof Error) return leaf('error', errorText(value));
		if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) {
			return leaf('object', `${className(value)} {…}`);
		}
		if (value instanceof ArrayBuffer) return leaf('object', `ArrayBuffer(${value.byteLength})`);
		if (typeof URL !== 'undefined' && value instanceof URL) return leaf('object', `URL ${quote(value.href)}`);
		return null;
	} catch {
		return leaf('object', '[unreadable]');
	}
}

/** Name and message, as an error is written in one line. */
export function errorText(error: Error): string {
	const name = String(error.name);
	return error.message ? `${name}: ${error.message}` : name;
}

function functionText(value: unknown): string {
	const isClass = /^class\b/.test(Function.prototype.toString.call(value));
	const { name } = value as { readonly name?: unknown };
	const shown = typeof name === 'string' && name ? name : '(anonymous)';
	return `[${isClass ? 'class' : 'Function:'} ${shown}]`;
}

/** A string in single quotes, with escapes where a literal would need them. */
export function quote(text: string): string {
	const escaped = text
		.replace(/[\\']/g, '\\$&')
		.replace(/\n/g, '\\n')
		.replace(/\r/g, '\\r')
		.replace(/\t/g, '\\t');
	return `'${escaped}'`;
}

/** The beginning of a text that is too long, and how much was cut off. */
export function shorten(text: string, length: number): string {
	return text.length > length ? `${text.slice(0, length)}… ${text.length - length} more characters` : text;
}

function className(object: object): string {
	const proto = Object.getPrototypeOf(object) as { constructor?: { name?: unknown } } | null;
	if (proto === null) return '[Object: null prototype]';
	const name = proto.constructor?.name;
	return typeof name === 'string' && name ? name : 'Object';
}

function labelOf(object: object): string {
	const name = className(object);
	if (Array.isArray(object)) return `${name}(${object.length})`;
	if (object instanceof Map || object instanceof Set) return `${name}(${object.size})`;
	if (isTypedArray(object)) return `${name}(${object.length})`;
	return name;
}

/** A view whose elements are numbers or bigints. */
export function isTypedArray(value: unknown): value is Float64Array {
	return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function partsOf(
	object: object,
	limits: TreeLimits,
	inner: (value: unknown) => TreeNode
): { parts: Part[]; size: number } {
	const part = (key: string, value: unknown): Part => ({ key, read: () => inner(value) });
	const first = <T>(items: Iterable<T>): T[] => {
		const taken: T[] = [];
		for (const item of items) {
			if (taken.length === limits.entries) break;
			taken.push(item);
		}
		return taken;
	};
	if (isTypedArray(object)) {
		const parts = Array.from(object.subarray(0, limits.entries), (n, i) => part(String(i), n));
		return { parts, size: object.length };
	}
	if (object instanceof Map) {
		const parts = first(object.entries()).map(([key, value]) => part(keyText(key), value));
		return { parts, size: object.size };
	}
	if (object instanceof Set) {
		return { parts: first(object).map((value, i) => part(String(i), value)), size: object.size };
	}
	if (Array.isArray(object)) {
		const shown = Math.min(object.length, limits.entries);
		const parts = Array.from({ length: shown }, (_, i) => memberPart(object, i, String(i), inner));
		return { parts, size: object.length };
	}
	const keys = Reflect.ownKeys(object).filter((key) =>
		Object.prototype.propertyIsEnumerable.call(object, key)
	);
	const parts = keys.slice(0, limits.entries).map((key) => memberPart(object, key, String(key), inner));
	return { parts, size: keys.length };
}

function memberPart(
	object: object,
	key: PropertyKey,
	name: string,
	inner: (value: unknown) => TreeNode
): Part {
	const read = (): TreeNode => {
		const member = Object.getOwnPropertyDescriptor(object, key);
		if (!member) return leaf('undefined', 'empty');
		if (member.get || member.set) return leaf('getter', member.get ? '[Getter]' : '[Setter]');
		return inner(member.value);
	};
	return { key: name, read };
}

function keyText(key: unknown): string {
	const node = toTree(key, { depth: 0, entries: 0, text: 100 });
	return node.kind === 'leaf' ? node.text : node.label;
}
