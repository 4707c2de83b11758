import { targetOf } from './proxies.ts';
import { isTypedArray, quote, toScalar } from './scalar.ts';

/** One entry of an object as it stands: a value, a getter that nobody has called, or words about what is not there. */
export type Member =
	| { readonly key: string; readonly value: unknown }
	| { readonly key: string; readonly getter: { readonly object: object; readonly key: PropertyKey } }
	| { readonly key: string; readonly note: string };

export interface MemberPage {
	readonly members: readonly Member[];
	/** Where the next page begins; null at the end. */
	readonly next: number | null;
	/** Places that the pages go over. */
	readonly total: number;
}

/** Holes that are walked over one by one before the keys are asked instead. */
const MOST_STEPS = 100_000;
/** Arrays up to this length show members that are no elements, too. */
const FEW = 1000;

/**
 * The entries of an object from one place on, at most `count`. Nothing of the object is called: no getter, no iterator of
 * its own. Holes of arrays come as one entry. Getters of the object's classes are among them where `inherited` asks for it.
 */
export function membersOf(object: object, from: number, count: number, inherited: boolean): MemberPage {
	const proxied = targetOf(object);
	if (proxied) {
		return pageOf([named('[[Target]]', proxied.target), named('[[Handler]]', proxied.handler)], from, count);
	}
	if (isTypedArray(object)) return numbersOf(object, from, count);
	if (object instanceof Map) return mapEntries(object, from, count);
	if (object instanceof Set) {
		const items = skipTo(Set.prototype.values.call(object), from, count);
		const members = items.map((value, i) => named(String(from + i), value));
		return { members, ...ends(from, count, object.size) };
	}
	if (Array.isArray(object)) return elementsOf(object as unknown[], from, count);
	const own = propertiesOf(object);
	return pageOf(inherited ? [...own, ...inheritedGetters(object)] : own, from, count);
}

function named(key: string, value: unknown): Member {
	return { key, value };
}

function ends(from: number, count: number, total: number): { next: number | null; total: number } {
	return { next: from + count < total ? from + count : null, total };
}

function pageOf(all: readonly Member[], from: number, count: number): MemberPage {
	return { members: all.slice(from, from + count), ...ends(from, count, all.length) };
}

function numbersOf(array: Float64Array, from: number, count: number): MemberPage {
	const members = Array.from(array.subarray(from, from + count), (n, i) => named(String(from + i), n));
	return { members, ...ends(from, count, array.length) };
}

function skipTo<T>(items: Iterator<T>, from: number, count: number): T[] {
	const taken: T[] = [];
	for (let i = 0; i < from + count; i++) {
		const { done, value } = items.next();
		if (done) break;
		if (i >= from) taken.push(value);
	}
	return taken;
}

function mapEntries(map: Map<unknown, unknown>, from: number, count: number): MemberPage {
	const entries = skipTo(Map.prototype.entries.call(map) as Iterator<[unknown, unknown]>, from, count);
	const members = entries.map(([key, value], i): Member => {
		const scalar = toScalar(key, 100);
		if (scalar?.kind === 'leaf') return named(scalar.text, value);
		return named(String(from + i), new MapEntry(key, value));
	});
	return { members, ...ends(from, count, map.size) };
}

/** An entry of a Map whose key is an object of its own. */
class MapEntry {
	readonly key: unknown;
	readonly value: unknown;

	constructor(key: unknown, value: unknown) {
		this.key = key;
		this.value = value;
	}
}

function elementsOf(array: readonly unknown[], from: number, count: number): MemberPage {
	const members: Member[] = [];
	let at = from;
	while (at < array.length && members.length < count) {
		if (Object.hasOwn(array, at)) {
			members.push(memberOf(array, at, String(at)));
			at++;
			continue;
		}
		const end = endOfHole(array, at);
		members.push({ key: end - at === 1 ? String(at) : `${at} … ${end - 1}`, note: emptyText(end - at) });
		at = end;
	}
	if (at < array.length) return { members, next: at, total: array.length };
	const extras = array.length <= FEW ? propertiesOf(array).filter(({ key }) => !/^\d+$/.test(key)) : [];
	return { members: [...members, ...extras], next: null, total: array.length };
}

function emptyText(count: number): string {
	return count === 1 ? 'empty' : `empty × ${count}`;
}

function endOfHole(array: readonly unknown[], from: number): number {
	const far = Math.min(array.length, from + MOST_STEPS);
	for (let at = from + 1; at < far; at++) if (Object.hasOwn(array, at)) return at;
	if (far === array.length) return far;
	// A hole that wide is in an array of few elements, so its keys are soon gone through.
	const next = Object.keys(array).find((key) => Number(key) > from);
	return next === undefined ? array.length : Number(next);
}

function propertiesOf(object: object): Member[] {
	const own = Reflect.ownKeys(object)
		.filter((key) => isShown(object, key))
		.map((key) => memberOf(object, key, keyText(key)));
	return [...hiddenOf(object), ...own];
}

function isShown(object: object, key: PropertyKey): boolean {
	if (object instanceof Error && (key === 'message' || key === 'stack' || key === 'cause')) return false;
	return Object.prototype.propertyIsEnumerable.call(object, key);
}

/** What kinds of objects hold beside their enumerable members. */
function hiddenOf(object: object): Member[] {
	if (object instanceof Error) {
		const cause = Object.getOwnPropertyDescriptor(object, 'cause');
		const message = Object.getOwnPropertyDescriptor(object, 'message')?.value as unknown;
		return [named('message', message ?? ''), ...(cause ? [named('cause', cause.value)] : [])];
	}
	if (object instanceof ArrayBuffer) {
		return [named('byteLength', object.byteLength), named('bytes', new Uint8Array(object))];
	}
	if (object instanceof DataView) {
		return [named('byteLength', object.byteLength), named('byteOffset', object.byteOffset)];
	}
	if (typeof object !== 'function') return [];
	const { length } = object as { readonly length: number };
	const source = Function.prototype.toString.call(object);
	return [named('parameters', length), named('source', source)];
}

/** Getters of the object's classes, so that they can be asked for; those of the language's own classes are left out. */
function inheritedGetters(object: object): Member[] {
	const found = new Map<string, Member>();
	let proto = Object.getPrototypeOf(object) as object | null;
	while (proto !== null && Object.getPrototypeOf(proto) !== null && !isBuiltIn(proto)) {
		for (const key of Reflect.ownKeys(proto)) {
			const isGetter = Object.getOwnPropertyDescriptor(proto, key)?.get !== undefined && key !== '__proto__';
			const name = keyText(key);
			if (isGetter && !Object.hasOwn(object, key) && !found.has(name)) {
				found.set(name, { key: name, getter: { object, key } });
			}
		}
		proto = Object.getPrototypeOf(proto) as object | null;
	}
	return [...found.values()];
}

function isBuiltIn(proto: object): boolean {
	const maker = Object.getOwnPropertyDescriptor(proto, 'constructor')?.value as unknown;
	return (
		typeof maker === 'function' && /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(maker))
	);
}

function memberOf(object: object, key: PropertyKey, name: string): Member {
	const member = Object.getOwnPropertyDescriptor(object, key);
	if (!member) return { key: name, note: 'empty' };
	if (member.get) return { key: name, getter: { object, key } };
	if (member.set) return { key: name, note: '[Setter]' };
	return named(name, member.value);
}

function keyText(key: PropertyKey): string {
	return typeof key === 'string' ? key : typeof key === 'symbol' ? String(key) : quote(String(key));
}
