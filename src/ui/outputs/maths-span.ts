/** How far one piece of maths may reach, in characters. */
const LONGEST = 10_000;

/**
 * Where maths that began before `from` ends: the offset of its closing fence, null where it is no maths. A fence inside
 * braces does not close, nor does one after a backslash; an empty line, a backquote (a code span) or nothing between the
 * fences mean that there was no maths. A single dollar is money, not a fence, where a space follows the first one or
 * stands before the last, or a digit follows the last.
 */
export function endOfMaths(text: string, from: number, close: string): number | null {
	const isSingle = close === '$';
	if (isSingle && /\s/.test(text[from] ?? ' ')) return null;
	let depth = 0;
	const last = Math.min(text.length, from + LONGEST);
	for (let at = from; at < last; at++) {
		if (depth === 0 && text.startsWith(close, at)) {
			return isClosing(text, from, at, isSingle) ? at : null;
		}
		const char = text[at]!;
		if (char === '`' || (char === '\n' && /^\n[ \t]*(\n|$)/.test(text.slice(at, at + 200)))) return null;
		if (char === '\\') at++;
		else if (char === '{') depth++;
		else if (char === '}') depth = Math.max(0, depth - 1);
	}
	return null;
}

function isClosing(text: string, from: number, at: number, isSingle: boolean): boolean {
	if (text.slice(from, at).trim() === '') return false;
	return !isSingle || !(/\s/.test(text[at - 1]!) || /\d/.test(text[at + 1] ?? ''));
}
