/**
 * A number as Python prints a float, since the container's answers are Python's: `1.0`, `1e-07`, `nan`.
 */
export function pythonFloat(value: number): string {
	if (Number.isNaN(value)) return 'nan';
	if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
	if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
	const size = Math.abs(value);
	if (size >= 1e16 || size < 1e-4) {
		return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
	}
	const text = String(value);
	return text.includes('.') ? text : `${text}.0`;
}
