/** A number for axes and legends: at most five significant digits, no trailing zeros, exponents only where they help. */
export function formatNumber(value: number): string {
	if (!Number.isFinite(value)) return String(value);
	if (value === 0) return '0';
	const size = Math.abs(value);
	if (size >= 1e6 || size < 1e-4) return value.toExponential(2).replace(/\.?0+e/, 'e');
	return String(Number(value.toPrecision(5)));
}
