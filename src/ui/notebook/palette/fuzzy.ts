/** How well a text answers a query, and which of its characters do. */
export interface FuzzyMatch {
	/** Higher is better; only comparable between texts for one query. */
	readonly score: number;
	/** Ascending offsets into the text. */
	readonly positions: readonly number[];
}

const WORD_START = 8;
const IN_A_ROW = 5;
const SKIPPED = 0.2;

/**
 * Matches a query whose characters all stand in the text in their order, whatever lies between, without regard to case
 * and spaces. Beginnings of words and characters in a row count more, gaps and long texts less. The best placement is
 * found, not the first. An empty query matches everything with 0. O(query · text).
 */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | null {
	const wanted = [...query.toLowerCase()].filter((char) => char.trim() !== '');
	if (wanted.length === 0) return { score: 0, positions: [] };
	const chars = [...text.toLowerCase()];
	const table = wanted.map(() => new Array<Step | null>(chars.length).fill(null));
	wanted.forEach((char, row) => fillRow(table, row, char, chars));
	const last = bestOf(table.at(-1)!);
	if (last === null) return null;
	const positions = trace(table, last);
	return { score: table.at(-1)![last]!.score - chars.length * 0.01, positions };
}

interface Step {
	readonly score: number;
	/** Where the character before it stands; -1 for the first. */
	readonly from: number;
}

function fillRow(table: (Step | null)[][], row: number, char: string, chars: readonly string[]): void {
	let before: { readonly at: number; readonly score: number } | null = null;
	chars.forEach((here, at) => {
		const previous = table[row - 1]?.[at - 1];
		if (previous && (!before || previous.score > before.score - SKIPPED * (at - 1 - before.at)))
			before = { at: at - 1, score: previous.score };
		if (here !== char || (row > 0 && !before)) return;
		table[row]![at] = step(row, at, before, previous ?? null, isWordStart(chars, at) ? WORD_START : 1);
	});
}

function step(
	row: number,
	at: number,
	before: { readonly at: number; readonly score: number } | null,
	previous: Step | null,
	worth: number
): Step {
	if (row === 0 || !before) return { score: worth - SKIPPED * Math.min(at, 10), from: -1 };
	const jumped = { score: before.score + worth - SKIPPED * (at - 1 - before.at), from: before.at };
	const joined = previous && { score: previous.score + worth + IN_A_ROW, from: at - 1 };
	return joined && joined.score >= jumped.score ? joined : jumped;
}

function isWordStart(chars: readonly string[], at: number): boolean {
	return at === 0 || /[^\p{L}\p{N}]/u.test(chars[at - 1]!);
}

function bestOf(row: readonly (Step | null)[]): number | null {
	let best: number | null = null;
	row.forEach((one, at) => {
		if (one && (best === null || one.score > row[best]!.score)) best = at;
	});
	return best;
}

function trace(table: readonly (readonly (Step | null)[])[], last: number): number[] {
	const positions: number[] = [];
	for (let row = table.length - 1, at = last; row >= 0; row--) {
		positions.unshift(at);
		at = table[row]![at]!.from;
	}
	return positions;
}
