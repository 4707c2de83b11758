/** What is looked for. */
export interface FindQuery {
	readonly text: string;
	readonly matchCase: boolean;
	readonly wholeWord: boolean;
	/** Whether `text` is a regular expression of JavaScript (with the flags `m` and `u`), not the text itself. */
	readonly isRegex: boolean;
}

/** One place where it was found, and what would stand there after replacing. */
export interface FoundPlace {
	/** Index of the text. */
	readonly index: number;
	readonly from: number;
	/** After `from`: empty matches are left out. */
	readonly to: number;
	readonly insert: string;
}

/** Places listed at most. */
export const MOST_PLACES = 5000;

/**
 * The expression that finds a query, null where there is nothing to look for.
 * @throws SyntaxError for a pattern that JavaScript cannot read
 */
export function compileQuery({ text, matchCase, wholeWord, isRegex }: FindQuery): RegExp | null {
	if (text === '') return null;
	const source = isRegex ? text : text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
	// What is no word character at its edge, as `$x` or `f(`, has no word's boundary there.
	const whole = wholeWord ? `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])` : source;
	return new RegExp(whole, matchCase ? 'gmu' : 'gimu');
}

/**
 * All places of a query in texts, in order, at most {@link MOST_PLACES}. `replacement` is taken as it is, but for a
 * regular expression `$1`, `$<name>`, `$&` and `$$` mean what they mean in JavaScript; `\n` and `\t` are a line break and
 * a tab there. A pattern of the learner's may take for ever: give it to {@link findInWorker}.
 * @throws SyntaxError for a pattern that JavaScript cannot read
 */
export function findPlaces(texts: readonly string[], query: FindQuery, replacement: string): FoundPlace[] {
	const expression = compileQuery(query);
	if (!expression) return [];
	const template = replacement.replace(/\\([nt\\])/g, (_, char: string) => ESCAPES[char] ?? char);
	const found: FoundPlace[] = [];
	for (const [index, text] of texts.entries()) {
		for (const match of text.matchAll(expression)) {
			if (match[0] === '') continue;
			const insert = query.isRegex ? expand(template, match) : replacement;
			found.push({ index, from: match.index, to: match.index + match[0].length, insert });
			if (found.length === MOST_PLACES) return found;
		}
	}
	return found;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\' };

function expand(template: string, match: RegExpExecArray): string {
	return template.replace(/\$(?:(\$)|(&)|(\d\d?)|<([^>]*)>)/g, (whole, dollar, all, digits, name) => {
		if (dollar) return '$';
		if (all) return match[0];
		if (name !== undefined) return match.groups ? (match.groups[String(name)] ?? '') : String(whole);
		return groupOf(match, String(digits)) ?? String(whole);
	});
}

/** `$12` is group 12 where there is one, else group 1 and a 2. */
function groupOf(match: RegExpExecArray, digits: string): string | null {
	const has = (number: number): boolean => number > 0 && number < match.length;
	if (has(Number(digits))) return match[Number(digits)] ?? '';
	const first = Number(digits[0]);
	return digits.length === 2 && has(first) ? (match[first] ?? '') + digits[1]! : null;
}

/** A text with what was found in it replaced; `places` are those of this text, in order. */
export function replacePlaces(text: string, places: readonly FoundPlace[]): string {
	let done = '';
	let at = 0;
	for (const { from, to, insert } of places) {
		done += text.slice(at, from) + insert;
		at = to;
	}
	return done + text.slice(at);
}
