import { targetOf } from '../values/proxies.ts';

/** One name that cells have defined, described without calling anything of the learner's. */
export interface Variable {
	readonly name: string;
	/** Class or type: `Array`, `Estimator`, `number`, `function`. */
	readonly type: string;
	/** Null for what has no size. */
	readonly size: Extent | null;
	/** The value in a few characters; empty where the size says enough. */
	readonly value: string;
}

/** How much a value holds: a table's rows and columns, or so many of something. */
export type Extent =
	| { readonly unit: 'table'; readonly rows: number; readonly columns: number }
	| {
			readonly unit: 'elements' | 'numbers' | 'entries' | 'keys' | 'bytes' | 'characters';
			readonly count: number;
	  };

/** Variables listed at most, and characters shown of a value. */
const MOST = 500;
const LONGEST = 60;
/** Members written of an array or object. */
const FEW = 4;

// Cells may put others in their places, or define getters over them.
const { getOwnPropertyDescriptor, getPrototypeOf, keys } = Object;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { apply } = Reflect;
const sizeOfMap = getterOf(Map.prototype, 'size');
const sizeOfSet = getterOf(Set.prototype, 'size');
const lengthOfTyped = getterOf(getPrototypeOf(Uint8Array.prototype) as object, 'length');
const nameOfTyped = getterOf(getPrototypeOf(Uint8Array.prototype) as object, Symbol.toStringTag);
const bytesOfBuffer = getterOf(ArrayBuffer.prototype, 'byteLength');
const timeOfDate = Date.prototype.getTime;
const textOfDate = Date.prototype.toISOString;
const textOfRegExp = getterOf(RegExp.prototype, 'source');
const textOfFunction = Function.prototype.toString;

/**
 * Describes the names that cells have put on a global object, in order, at most 500. No getter, iterator, trap or method
 * of a value is called, and work is bounded by the names, not by what they hold. A name that cannot be read yet (`let`
 * before its value) is left out.
 */
export function listVariables(global: object, names: Iterable<string>): readonly Variable[] {
	const found: Variable[] = [];
	for (const name of names) {
		const property = getOwnPropertyDescriptor(global, name);
		if (property && 'value' in property) found.push({ name, ...describe(property.value as unknown) });
		if (found.length === MOST) break;
	}
	return found;
}

type Described = Omit<Variable, 'name'>;

function describe(value: unknown): Described {
	if (typeof value === 'function') return describeFunction(value);
	if (typeof value !== 'object') return { type: typeof value, size: sizeOfText(value), value: plain(value) };
	if (value === null) return { type: 'null', size: null, value: 'null' };
	if (targetOf(value)) return { type: 'Proxy', size: null, value: '' };
	return describeObject(value);
}

function sizeOfText(value: unknown): Extent | null {
	return typeof value === 'string' && value.length > LONGEST
		? { unit: 'characters', count: value.length }
		: null;
}

function describeFunction(value: object): Described {
	if (targetOf(value)) return { type: 'Proxy', size: null, value: '' };
	const text = apply(textOfFunction, value, []) as string;
	const isClass = /^class\b/.test(text);
	return { type: isClass ? 'class' : 'function', size: null, value: isClass ? '' : signatureOf(text) };
}

/** The head of a function's text, up to its body. */
function signatureOf(text: string): string {
	if (text.endsWith('{ [native code] }')) return '';
	const head = /^(?:async\s+)?(?:function\b[^(]*)?\*?\s*(\([^)]*\)|[\w$]+(?=\s*=>))/.exec(text)?.[1];
	return head === undefined ? '' : cut(head.replace(/\s+/g, ' '));
}

function describeObject(value: object): Described {
	const type = classOf(value);
	if (isArray(value))
		return { type, size: sizeOfArray(value), value: tableColumns(value) ? '' : listed(value) };
	const named = (size: Extent | null, text = ''): Described => ({ type, size, value: text });
	if (isView(value)) {
		const name = ask(nameOfTyped, value);
		if (typeof name !== 'string') return named(null);
		const length = Number(ask(lengthOfTyped, value));
		return { type: name, size: { unit: 'numbers', count: length }, value: listed(value, length) };
	}
	const map = ask(sizeOfMap, value);
	if (typeof map === 'number') return named({ unit: 'entries', count: map });
	const set = ask(sizeOfSet, value);
	if (typeof set === 'number') return named({ unit: 'entries', count: set });
	const bytes = ask(bytesOfBuffer, value);
	if (typeof bytes === 'number') return named({ unit: 'bytes', count: bytes });
	const special = dateText(value) ?? regExpText(value) ?? errorText(value, type);
	if (special !== null) return named(null, special);
	return describeRecord(value, type);
}

/** A table of ours says its size by its own members; any other object counts its keys. */
function describeRecord(value: object, type: string): Described {
	const [rows, columns] = [dataOf(value, 'rows'), dataOf(value, 'columns')];
	if (typeof rows === 'number' && typeof columns === 'number') {
		return { type, size: { unit: 'table', rows, columns }, value: '' };
	}
	const own = keys(value);
	const shown = own.slice(0, FEW).map((key) => `${key}: ${memberText(value, key)}`);
	const more = own.length > FEW ? ', …' : '';
	const text = own.length === 0 ? '' : cut(`{ ${shown.join(', ')}${more} }`);
	return { type, size: { unit: 'keys', count: own.length }, value: text };
}

/** The name of an object's class, from data that its prototypes hold; `Object` where there is none. */
function classOf(value: object): string {
	let holder: object | null = value;
	for (let depth = 0; holder !== null && depth < 10; depth++) {
		if (targetOf(holder)) return 'Object';
		const maker = getOwnPropertyDescriptor(holder, 'constructor')?.value as unknown;
		if (typeof maker === 'function' && !targetOf(maker)) {
			const name = getOwnPropertyDescriptor(maker, 'name')?.value as unknown;
			return typeof name === 'string' && name !== '' ? cut(name) : 'Object';
		}
		holder = getPrototypeOf(holder) as object | null;
	}
	return 'Object';
}

function sizeOfArray(array: readonly unknown[]): Extent {
	const columns = tableColumns(array);
	return columns === null
		? { unit: 'elements', count: array.length }
		: { unit: 'table', rows: array.length, columns };
}

/** Members of the first record where an array holds records; null where it holds something else. */
function tableColumns(array: readonly unknown[]): number | null {
	const first = dataOf(array, '0');
	if (typeof first !== 'object' || first === null || targetOf(first)) return null;
	if (isArray(first)) return first.length;
	const type = classOf(first);
	return type === 'Object' ? keys(first).length : null;
}

function listed(array: object, length = Number(dataOf(array, 'length'))): string {
	const shown = Array.from({ length: Math.min(length, FEW) }, (_, i) => memberText(array, String(i)));
	return length === 0 ? '[]' : cut(`[${shown.join(', ')}${length > FEW ? ', …' : ''}]`);
}

function memberText(holder: object, key: string): string {
	const member = getOwnPropertyDescriptor(holder, key);
	if (!member) return '';
	if (!('value' in member)) return '[getter]';
	const value = member.value as unknown;
	if (typeof value === 'function') return targetOf(value) ? 'Proxy' : 'function';
	if (typeof value !== 'object' || value === null) return plain(value);
	if (targetOf(value)) return 'Proxy';
	return isArray(value) ? `Array(${value.length})` : classOf(value);
}

function dataOf(holder: object, key: string): unknown {
	return getOwnPropertyDescriptor(holder, key)?.value as unknown;
}

function plain(value: unknown): string {
	if (typeof value === 'string') return cut(JSON.stringify(value.slice(0, LONGEST + 1)), true);
	if (typeof value === 'bigint') return cut(`${value}n`);
	return Object.is(value, -0) ? '-0' : cut(String(value));
}

function cut(text: string, isQuoted = false): string {
	if (text.length <= LONGEST) return text;
	return `${text.slice(0, LONGEST - 1)}…${isQuoted ? '"' : ''}`;
}

function dateText(value: object): string | null {
	const time = ask(timeOfDate, value);
	if (typeof time !== 'number') return null;
	return Number.isNaN(time) ? 'Invalid Date' : (apply(textOfDate, value, []) as string);
}

function regExpText(value: object): string | null {
	const source = ask(textOfRegExp, value);
	return typeof source === 'string' && source !== '(?:)' ? cut(`/${source}/`) : null;
}

function errorText(value: object, type: string): string | null {
	const message = dataOf(value, 'message');
	return type.endsWith('Error') && typeof message === 'string' ? cut(message) : null;
}

function getterOf(holder: object, key: PropertyKey): (this: unknown) => unknown {
	return getOwnPropertyDescriptor(holder, key)!.get!;
}

/** What an internal getter says of a value of its kind; undefined for any other value. */
function ask(getter: (this: never) => unknown, value: object): unknown {
	try {
		return apply(getter, value, []);
	} catch {
		return undefined;
	}
}
