import type { TreeEntry } from '#notebook/outputs.ts';

/** A path for each entry of a branch, by its key; keys that come twice (Maps have such) are told apart by a number. */
export function pathsUnder(path: string, entries: readonly TreeEntry[]): string[] {
	const seen = new Map<string, number>();
	return entries.map(({ key }) => {
		const times = seen.get(key) ?? 0;
		seen.set(key, times + 1);
		// No key can end like this, since slashes within keys are doubled.
		return `${path}/${key.replaceAll('/', '//')}${times > 0 ? `/~${times}` : ''}`;
	});
}
