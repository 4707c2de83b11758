import type { ObjectView } from '#sim/events.ts';

export interface PrefixEntry {
	/** Whole prefix, with its slash at the end. */
	readonly prefix: string;
	/** Its last part, with the slash. */
	readonly name: string;
	readonly count: number;
	readonly sizeBytes: number;
}

export interface Listing {
	readonly prefixes: readonly PrefixEntry[];
	readonly objects: readonly { readonly name: string; readonly object: ObjectView }[];
}

/**
 * What a prefix shows when slashes are read as folders: prefixes one level below, and the objects right in it.
 * @param prefix empty or ending in a slash
 */
export function listPrefix(objects: readonly ObjectView[], prefix: string): Listing {
	const prefixes = new Map<string, PrefixEntry>();
	const direct: { name: string; object: ObjectView }[] = [];
	for (const object of objects) {
		if (!object.key.startsWith(prefix)) continue;
		const rest = object.key.slice(prefix.length);
		const slash = rest.indexOf('/');
		if (slash < 0) {
			direct.push({ name: rest, object });
			continue;
		}
		const name = rest.slice(0, slash + 1);
		const before = prefixes.get(name);
		prefixes.set(name, {
			prefix: prefix + name,
			name,
			count: (before?.count ?? 0) + 1,
			sizeBytes: (before?.sizeBytes ?? 0) + object.sizeBytes
		});
	}
	return { prefixes: [...prefixes.values()], objects: direct };
}

/** The prefixes on the way to a prefix, outermost first, each with its own name. */
export function crumbsOf(prefix: string): readonly { readonly name: string; readonly prefix: string }[] {
	const parts = prefix.split('/').slice(0, -1);
	return parts.map((name, i) => ({ name, prefix: `${parts.slice(0, i + 1).join('/')}/` }));
}
