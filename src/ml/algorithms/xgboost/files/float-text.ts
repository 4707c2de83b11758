/**
 * The shortest decimal that reads back as the same 32-bit float: at most 9 digits, which is also all that XGBoost's
 * reader takes.
 */
export function floatText(value: number): string {
	const float = Math.fround(value);
	if (Object.is(float, -0)) return '-0';
	if (Number.isInteger(float) && Math.abs(float) < 1e9) return String(float);
	for (let digits = 6; digits < 9; digits++) {
		const text = Number(float.toPrecision(digits));
		if (Math.fround(text) === float) return String(text);
	}
	return String(Number(float.toPrecision(9)));
}
