/**
 * The known name that a mistyped one most likely means, or null where none is near: at most a third of its letters may
 * have to be added, dropped or replaced (Levenshtein distance, letter case and `-` for `_` free of charge).
 */
export function nearestName(typed: string, known: readonly string[]): string | null {
	let best: string | null = null;
	let least = Math.max(1, Math.floor(typed.length / 3)) + 1;
	for (const name of known) {
		const distance = editDistance(fold(typed), fold(name));
		if (distance < least) [best, least] = [name, distance];
	}
	return best;
}

function fold(name: string): string {
	return name.toLowerCase().replaceAll('-', '_');
}

function editDistance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
		}
		row = next;
	}
	return row[b.length]!;
}
