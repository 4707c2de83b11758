/**
 * Where a cursor stands after its text was replaced as a whole: at the same place where what stands before or after it
 * is the same, else after as many characters that are no white space, which is where a formatter leaves them.
 */
export function keepCursor(before: string, after: string, offset: number): number {
	if (before.slice(0, offset) === after.slice(0, offset)) return Math.min(offset, after.length);
	const rest = before.length - offset;
	if (rest <= after.length && before.slice(offset) === after.slice(after.length - rest))
		return after.length - rest;
	const ink = before.slice(0, offset).replace(/\s/g, '').length;
	let at = 0;
	for (let seen = 0; at < after.length && seen < ink; at++) if (!/\s/.test(after[at]!)) seen++;
	return at;
}
