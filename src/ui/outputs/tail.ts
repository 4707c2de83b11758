/** The last `count` lines of a text and the number of those before; a line end at the very end begins no line. */
export function tailOf(text: string, count: number): { readonly text: string; readonly hidden: number } {
	let end = text.endsWith('\n') ? text.length - 1 : text.length;
	for (let left = count; left > 0; left--) {
		end = end > 0 ? text.lastIndexOf('\n', end - 1) : -1;
		if (end < 0) return { text, hidden: 0 };
	}
	return { text: text.slice(end + 1), hidden: countLines(text, end) };
}

/** Lines that end at or before a place where a line ends. */
function countLines(text: string, end: number): number {
	let lines = 1;
	for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines++;
	return lines;
}
