/**
 * US dollars for reading: cents from one dollar on, four decimals below, so that small costs are seen to grow. What is
 * too small for that is `<$0.0001`, not nothing.
 */
export function formatMoney(dollars: number): string {
	if (dollars > 0 && dollars < 0.00005) return '<$0.0001';
	return `$${dollars.toFixed(Math.abs(dollars) >= 1 || dollars === 0 ? 2 : 4)}`;
}

/** A price per hour, e.g. `$0.23/hour`; three decimals below a cent's tenth would lie. */
export function formatRate(dollarsPerHour: number): string {
	const digits = dollarsPerHour > 0 && dollarsPerHour < 0.1 ? 4 : 2;
	return `$${dollarsPerHour.toFixed(digits)}/hour`;
}
