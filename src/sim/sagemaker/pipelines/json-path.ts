import { isRecord } from '../../protocol/model.ts';

/** `a.b['c'][0]` as its keys. */
export function pathKeys(path: string): string[] {
	return [...path.matchAll(/\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
		(match) => match[1] ?? match[2] ?? match[3] ?? match[4]!
	);
}

/** The value under a path; undefined where there is none. Items of a list are known by index or by their name. */
export function valueAt(value: unknown, keys: readonly string[]): unknown {
	return keys.reduce<unknown>((inner, key) => {
		if (Array.isArray(inner)) return itemOf(inner, key);
		return isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined;
	}, value);
}

/** `Outputs['train']` is the output whose OutputName is `train`. */
function itemOf(list: readonly unknown[], key: string): unknown {
	if (/^\d+$/.test(key)) return list[Number(key)];
	const isNamed = (item: unknown): boolean =>
		isRecord(item) && Object.entries(item).some(([name, value]) => /Name$/.test(name) && value === key);
	return list.find(isNamed);
}
