const cache = new Map<string, RegExp>();

/** Java's own names of characters, as ranges. */
const RANGES = { Print: '\\x20-\\x7E', Alnum: 'a-zA-Z0-9', ASCII: '\\x00-\\x7F' } as const;
/** Whole brackets, within which a name stands for ranges, or a name that stands alone. */
const CLASSES = /\[(?:\\.|[^\]\\])*\]|\\p\{(?:Print|Alnum|ASCII)\}/g;

/**
 * A pattern of the shape tables as a JavaScript expression that must match the whole value, as AWS's validator does.
 * The tables are written for Java's engine.
 * @see https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html
 */
export function wholePattern(pattern: string): RegExp {
	const known = cache.get(pattern);
	if (known) return known;
	const source = pattern
		.replace(CLASSES, (found) => (found.startsWith('[') ? withRanges(found) : `[${withRanges(found)}]`))
		.replaceAll('\\A', '^')
		.replaceAll('\\z', '$')
		// A count after `$` says nothing in Java and is an error here.
		.replace(/\$\{\d+,\d+\}$/, '$');
	const compiled = compile(`^(?:${source})$`);
	cache.set(pattern, compiled);
	return compiled;
}

function withRanges(text: string): string {
	return text.replace(/\\p\{(Print|Alnum|ASCII)\}/g, (_, name: keyof typeof RANGES) => RANGES[name]);
}

/** Unicode mode knows \p{L} but refuses escapes like `\_`, which the other mode takes. */
function compile(source: string): RegExp {
	try {
		return new RegExp(source, 'u');
	} catch {
		return new RegExp(source);
	}
}
