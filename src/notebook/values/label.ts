import { targetOf } from './proxies.ts';
import { isTypedArray } from './scalar.ts';

/** What a branch is called: its class, and how many elements it has where it is a collection. */
export function labelOf(object: object): string {
	const proxied = targetOf(object);
	if (proxied) return `Proxy(${labelOf(proxied.target)})`;
	if (typeof object === 'function') return functionText(object);
	const name = className(object);
	if (Array.isArray(object)) return `${name}(${object.length})`;
	if (object instanceof Map || object instanceof Set) return `${name}(${object.size})`;
	if (isTypedArray(object)) return `${name}(${object.length})`;
	if (object instanceof ArrayBuffer) return `${name}(${object.byteLength})`;
	return name;
}

/** How an object is written in one line where that is not its entries, else null. */
export function lineOf(object: object): string | null {
	if (targetOf(object)) return `${labelOf(object)} {…}`;
	if (typeof object === 'function') return functionText(object);
	if (object instanceof Error) return errorText(object);
	if (object instanceof ArrayBuffer) return `ArrayBuffer(${object.byteLength})`;
	const isClosed = object instanceof Promise || object instanceof WeakMap || object instanceof WeakSet;
	return isClosed ? `${className(object)} {…}` : null;
}

/** Name and message, as an error is written in one line. */
export function errorText(error: Error): string {
	const name = String(error.name);
	return error.message ? `${name}: ${error.message}` : name;
}

function functionText(value: object): string {
	const isClass = /^class\b/.test(Function.prototype.toString.call(value));
	const { name } = value as { readonly name?: unknown };
	const shown = typeof name === 'string' && name ? name : '(anonymous)';
	return `[${isClass ? 'class' : 'Function:'} ${shown}]`;
}

function className(object: object): string {
	const proto = Object.getPrototypeOf(object) as { constructor?: { name?: unknown } } | null;
	if (proto === null) return '[Object: null prototype]';
	const name = proto.constructor?.name;
	return typeof name === 'string' && name ? name : 'Object';
}
